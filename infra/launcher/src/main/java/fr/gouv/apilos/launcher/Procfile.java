package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes of the platform, one {@code name: command} per line. */
record Procfile(List<Ligne> lignes) {

    /** One process. */
    record Ligne(String nom, String commande) {}

    /** Runs once after a deployment; here each service does it while it starts. */
    static final String POSTDEPLOY = "postdeploy";

    private static final Pattern LIGNE = Pattern.compile("([A-Za-z0-9_-]+)\\s*:\\s*(\\S.*)");
    private static final Pattern MOT = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Z_a-z0-9]+)(?::-([^}]*))?\\}|([A-Z_a-z0-9]+))");

    static Procfile lire(Path fichier) {
        try {
            return lire(Files.readString(fichier));
        } catch (IOException e) {
            throw new DemarrageImpossible("Le fichier " + fichier + " ne peut être lu.", e);
        }
    }

    static Procfile lire(String texte) {
        var lignes = new ArrayList<Ligne>();
        var noms = new HashSet<String>();
        var numero = 0;
        for (var brute : texte.lines().toList()) {
            numero++;
            var ligne = brute.strip();
            if (ligne.isEmpty() || ligne.startsWith("#")) {
                continue;
            }
            var trouve = LIGNE.matcher(ligne);
            if (!trouve.matches()) {
                throw new DemarrageImpossible(
                        "Procfile, ligne " + numero + " : « " + ligne + " » n’est pas « nom: commande ».");
            }
            if (!noms.add(trouve.group(1))) {
                throw new DemarrageImpossible(
                        "Procfile, ligne " + numero + " : le nom « " + trouve.group(1) + " » est déjà pris.");
            }
            lignes.add(new Ligne(trouve.group(1), trouve.group(2)));
        }
        return new Procfile(List.copyOf(lignes));
    }

    /** The processes that stay up, in the order of the file. */
    List<Ligne> permanents() {
        return lignes.stream().filter(l -> !l.nom().equals(POSTDEPLOY)).toList();
    }

    /**
     * Cuts a command into words as a shell does: quotes, variables (an unquoted one may become several words or none).
     * Commands that need more than that are left to the shell.
     */
    static List<String> mots(String commande, Map<String, String> variables) {
        if (Pattern.compile("[|;&<>`()]").matcher(commande).find()) {
            return List.of("sh", "-c", commande);
        }
        var mots = new ArrayList<String>();
        var mot = MOT.matcher(commande);
        while (mot.find()) {
            if (mot.group(1) != null) {
                mots.add(mot.group(1));
            } else if (mot.group(2) != null) {
                mots.add(remplacer(mot.group(2), variables));
            } else {
                for (var partie : remplacer(mot.group(3), variables).split("\\s+")) {
                    if (!partie.isEmpty()) {
                        mots.add(partie);
                    }
                }
            }
        }
        return mots;
    }

    private static String remplacer(String texte, Map<String, String> variables) {
        return VARIABLE.matcher(texte).replaceAll(m -> {
            var nom = m.group(1) == null ? m.group(3) : m.group(1);
            var defaut = m.group(2) == null ? "" : m.group(2);
            return Matcher.quoteReplacement(variables.getOrDefault(nom, defaut));
        });
    }

    /** Resolves {@code module/target/x-*-exec.jar} to the one file that matches. */
    static Path jar(Path racine, String motif) {
        var chemin = racine.resolve(motif);
        var dossier = chemin.getParent();
        var trouves = new ArrayList<Path>();
        if (Files.isDirectory(dossier)) {
            try (var fichiers =
                    Files.newDirectoryStream(dossier, chemin.getFileName().toString())) {
                fichiers.forEach(trouves::add);
            } catch (IOException e) {
                throw new DemarrageImpossible("Le dossier " + dossier + " ne peut être lu.", e);
            }
        }
        if (trouves.size() != 1) {
            throw new DemarrageImpossible(
                    trouves.isEmpty()
                            ? "Le programme " + motif
                                    + " n’est pas construit : lancez d’abord mvn -Plocal, ou mvn package."
                            : "Plusieurs programmes répondent à " + motif + " : " + trouves);
        }
        return trouves.getFirst();
    }
}
