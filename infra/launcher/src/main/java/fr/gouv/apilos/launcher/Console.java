package fr.gouv.apilos.launcher;

import java.io.PrintStream;

/** The one place that writes on the terminal: whole lines, never mixed, each with the name of its process. */
final class Console {

    private static final String FIN = "\u001b[0m";
    private static final String GRAS = "\u001b[1m";
    private static final String ROUGE = "\u001b[31m";
    private static final int[] TEINTES = {36, 32, 33, 35, 34, 96, 92, 93, 95, 94};

    private final PrintStream sortie;
    private final boolean couleurs;
    private final boolean discret;
    private int largeur = 12;

    Console(PrintStream sortie, boolean couleurs, boolean discret) {
        this.sortie = sortie;
        this.couleurs = couleurs;
        this.discret = discret;
    }

    /** Aligns the names that will be printed. */
    synchronized void elargir(String nom) {
        largeur = Math.max(largeur, nom.length());
    }

    /** A line written by a process. */
    synchronized void journal(String nom, String texte) {
        if (!discret) {
            sortie.println(prefixe(nom) + texte);
        }
    }

    /** A line of the launcher itself. */
    synchronized void dire(String texte) {
        sortie.println(couleurs ? prefixe("lanceur") + GRAS + texte + FIN : prefixe("lanceur") + texte);
        sortie.flush();
    }

    /** Something the user must see. */
    synchronized void alerter(String texte) {
        texte.lines()
                .forEach(ligne -> sortie.println(
                        couleurs ? prefixe("lanceur") + ROUGE + ligne + FIN : prefixe("lanceur") + ligne));
        sortie.flush();
    }

    private String prefixe(String nom) {
        var cale = nom + " ".repeat(Math.max(0, largeur - nom.length())) + " | ";
        if (!couleurs) {
            return cale;
        }
        return "\u001b[" + TEINTES[Math.floorMod(nom.hashCode(), TEINTES.length)] + "m" + cale + FIN;
    }
}
