package fr.gouv.apilos.launcher;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL database and an account on it, as in {@code DATABASE_URL}. */
record AdresseBase(String hote, int port, String base, String utilisateur, String motDePasse, String requete) {

    static AdresseBase lire(String url) {
        try {
            var uri = URI.create(url);
            var compte = uri.getRawUserInfo() == null
                    ? new String[] {"postgres"}
                    : uri.getRawUserInfo().split(":", 2);
            var chemin = uri.getPath();
            if (uri.getHost() == null || chemin == null || chemin.length() < 2) {
                throw new IllegalArgumentException("no host or no database");
            }
            return new AdresseBase(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    chemin.substring(1),
                    decoder(compte[0]),
                    compte.length > 1 ? decoder(compte[1]) : "",
                    uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            throw new DemarrageImpossible(
                    "DATABASE_URL doit être de la forme postgres://compte:mot-de-passe@hôte:port/base.", e);
        }
    }

    String jdbc() {
        return "jdbc:postgresql://" + hote + ":" + port + "/" + base + requete;
    }

    AdresseBase vers(String autreBase) {
        return new AdresseBase(hote, port, autreBase, utilisateur, motDePasse, requete);
    }

    /** The same database for another account. The password must be safe in a URL, as those of {@link Secrets} are. */
    String urlPour(String role, String motDePasseDuRole) {
        return "postgres://" + role + ":" + motDePasseDuRole + "@" + hote + ":" + port + "/" + base + requete;
    }

    private static String decoder(String texte) {
        return URLDecoder.decode(texte.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
