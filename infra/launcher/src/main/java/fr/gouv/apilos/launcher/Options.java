package fr.gouv.apilos.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What the user asked for.
 *
 * @param racine root of the repository; the commands of the Procfile run there
 * @param procfile the processes to start
 * @param donnees state of this installation: database, messages, files, secrets, logs
 * @param portBase port of the gateway, the others follow; 0 takes free ports; null takes the usual ones
 * @param pretFichier file written when everything is ready, or null
 * @param jeuDeDonnees data set to load once, {@code demo}, or {@code aucun}
 * @param aot what to do with the start-up caches
 * @param simulateurs starts the simulators too
 * @param couleurs colours on the console
 * @param discret keeps the logs of the processes out of the console
 */
public record Options(
        Path racine,
        Path procfile,
        Path donnees,
        Integer portBase,
        Path pretFichier,
        String jeuDeDonnees,
        Aot aot,
        boolean simulateurs,
        boolean couleurs,
        boolean discret) {

    /** Use of the start-up caches. */
    public enum Aot {
        /** Use those that exist, make the missing ones in the background. */
        ENTRAINER,
        /** Use those that exist. */
        UTILISER,
        /** Start the plain jars. */
        NON
    }

    static final String AIDE = """
        Lance la plateforme entière sur ce poste.

          --port-base N        port de la passerelle, les autres suivent (0 : ports libres)
          --donnees DOSSIER    état de cette installation (par défaut .apilos)
          --procfile FICHIER   processus à lancer (par défaut Procfile)
          --racine DOSSIER     racine du dépôt (par défaut le premier dossier parent ayant un Procfile)
          --pret-fichier F     écrit adresses et numéros de processus dans ce fichier JSON une fois prêt
          --jeu FICHIER        jeu de données à charger une fois : demo (par défaut), aucun ou un fichier
          --aot CHOIX          caches de démarrage : entrainer (par défaut), utiliser ou non
          --sans-simulateurs   ne lance ni Cerbère, ni SIAP, ni boîte aux lettres
          --sans-couleur       console sans couleurs
          --discret            journaux des processus dans les fichiers seulement
          --aide               cette aide

        Serveurs réels : DATABASE_URL=postgres://admin:…@hôte/base et AMQP_URL=amqp://… au lieu des serveurs embarqués.
        """;

    static Options lire(List<String> arguments, Path courant, boolean terminal) {
        Path racine = null;
        Path procfile = null;
        Path donnees = null;
        Integer portBase = null;
        Path pretFichier = null;
        var jeu = "demo";
        var aot = Aot.ENTRAINER;
        var simulateurs = true;
        var couleurs = terminal;
        var discret = false;
        var reste = new ArrayDeque<>(arguments);
        while (!reste.isEmpty()) {
            var option = reste.pop();
            switch (option) {
                case "--racine" -> racine = courant.resolve(valeur(option, reste));
                case "--procfile" -> procfile = courant.resolve(valeur(option, reste));
                case "--donnees" -> donnees = courant.resolve(valeur(option, reste));
                case "--port-base" -> portBase = port(valeur(option, reste));
                case "--pret-fichier" -> pretFichier = courant.resolve(valeur(option, reste));
                case "--jeu" -> jeu = valeur(option, reste);
                case "--aot" -> aot = aot(valeur(option, reste));
                case "--sans-simulateurs" -> simulateurs = false;
                case "--sans-couleur" -> couleurs = false;
                case "--discret" -> discret = true;
                default -> throw new DemarrageImpossible("Option inconnue : " + option + "\n\n" + AIDE);
            }
        }
        if (racine == null) {
            racine = procfile == null ? trouverRacine(courant) : courant;
        }
        racine = racine.toAbsolutePath().normalize();
        return new Options(
                racine,
                procfile == null
                        ? racine.resolve("Procfile")
                        : procfile.toAbsolutePath().normalize(),
                donnees == null
                        ? racine.resolve(".apilos")
                        : donnees.toAbsolutePath().normalize(),
                portBase,
                pretFichier,
                jeu,
                aot,
                simulateurs,
                couleurs,
                discret);
    }

    /** What does not depend on the installation (unpacked PostgreSQL, start-up caches) is shared by all of them. */
    Path commun() {
        return racine.resolve(".apilos");
    }

    private static String valeur(String option, ArrayDeque<String> reste) {
        if (reste.isEmpty()) {
            throw new DemarrageImpossible("L’option " + option + " attend une valeur.\n\n" + AIDE);
        }
        return reste.pop();
    }

    private static int port(String texte) {
        try {
            var port = Integer.parseInt(texte);
            if (port == 0 || (port >= 1024 && port <= 65_000)) {
                return port;
            }
        } catch (NumberFormatException _) {
            // same message as for a number out of range
        }
        throw new DemarrageImpossible(
                "--port-base attend 0 ou un nombre entre 1024 et 65000, et non « " + texte + " ».");
    }

    private static Aot aot(String texte) {
        return switch (texte) {
            case "entrainer" -> Aot.ENTRAINER;
            case "utiliser" -> Aot.UTILISER;
            case "non" -> Aot.NON;
            default ->
                throw new DemarrageImpossible("--aot attend entrainer, utiliser ou non, et non « " + texte + " ».");
        };
    }

    private static Path trouverRacine(Path courant) {
        for (var dossier = courant.toAbsolutePath().normalize(); dossier != null; dossier = dossier.getParent()) {
            if (Files.isRegularFile(dossier.resolve("Procfile"))) {
                return dossier;
            }
        }
        throw new DemarrageImpossible("Aucun Procfile dans " + courant.toAbsolutePath() + " ni au-dessus.");
    }
}
