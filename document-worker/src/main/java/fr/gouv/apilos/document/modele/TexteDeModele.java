package fr.gouv.apilos.document.modele;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * The text of a model of the product, with the clauses it shares with others taken in. A line {@code @inclure NAME} stands
 * for the text {@code communs/NAME.txt}; {@code mot: NAME = words} on top of a model, or {@code name=words} after an
 * inclusion, says what stands for {@code [[NAME]]} there.
 */
final class TexteDeModele {

    private static final int PROFONDEUR_MAX = 5;
    private static final String INCLURE = "@inclure ";
    private static final String MOT = "mot:";
    private static final Pattern A_REMPLACER = Pattern.compile("\\[\\[([^\\]]+)]]");

    private TexteDeModele() {}

    /** The whole text of a model; nothing when the product has none of that code. */
    static Optional<String> lire(String code) {
        if (!code.matches("[A-Z0-9_]{1,60}")) {
            return Optional.empty();
        }
        return ressource(code + ".txt").map(texte -> entier(code, texte));
    }

    /** @throws IllegalArgumentException when it includes a text that is not there, or a word nothing stands for */
    static String entier(String code, String texte) {
        var entier = new StringBuilder();
        ajouter(texte, new HashMap<>(), entier, code, 0);
        return entier.toString();
    }

    private static void ajouter(String texte, Map<String, String> mots, StringBuilder entier, String nom, int rang) {
        if (rang > PROFONDEUR_MAX) {
            throw new IllegalArgumentException(nom + " includes itself");
        }
        for (var brute : texte.split("\n", -1)) {
            if (brute.startsWith(MOT)) {
                var parts = brute.substring(MOT.length()).split("=", 2);
                mots.put(parts[0].strip(), parts[1].strip());
                continue;
            }
            if (brute.startsWith("//")) {
                continue;
            }
            var ligne = remplacer(brute, mots, nom);
            if (!ligne.startsWith(INCLURE)) {
                entier.append(ligne).append('\n');
                continue;
            }
            var parts = ligne.substring(INCLURE.length()).strip().split(" ");
            var siens = new HashMap<>(mots);
            for (int i = 1; i < parts.length; i++) {
                var mot = parts[i].split("=", 2);
                siens.put(mot[0], mot[1]);
            }
            ajouter(
                    ressource("communs/" + parts[0] + ".txt")
                            .orElseThrow(() -> new IllegalArgumentException(
                                    nom + " includes " + parts[0] + ", which is not there")),
                    siens,
                    entier,
                    parts[0],
                    rang + 1);
        }
    }

    private static String remplacer(String ligne, Map<String, String> mots, String nom) {
        return A_REMPLACER.matcher(ligne).replaceAll(m -> {
            var mot = mots.get(m.group(1));
            if (mot == null) {
                throw new IllegalArgumentException(nom + " does not say what stands for [[" + m.group(1) + "]]");
            }
            return Matcher.quoteReplacement(mot);
        });
    }

    private static Optional<String> ressource(String nom) {
        var fichier = new ClassPathResource("modeles/" + nom);
        if (!fichier.exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(fichier.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
