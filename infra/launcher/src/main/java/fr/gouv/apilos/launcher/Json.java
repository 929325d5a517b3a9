package fr.gouv.apilos.launcher;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts and numbers as JSON: too little to bring in a library. */
final class Json {

    private Json() {}

    static String ecrire(Object valeur) {
        return switch (valeur) {
            case null -> "null";
            case Map<?, ?> membres ->
                membres.entrySet().stream()
                        .map(m -> texte(String.valueOf(m.getKey())) + ": " + ecrire(m.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> elements -> elements.stream().map(Json::ecrire).collect(Collectors.joining(", ", "[", "]"));
            case Number nombre -> nombre.toString();
            case Boolean booleen -> booleen.toString();
            default -> texte(valeur.toString());
        };
    }

    private static String texte(String brut) {
        var resultat = new StringBuilder("\"");
        for (var c : brut.toCharArray()) {
            if (c == '"' || c == '\\') {
                resultat.append('\\').append(c);
            } else if (c < 0x20) {
                resultat.append("\\u%04x".formatted((int) c));
            } else {
                resultat.append(c);
            }
        }
        return resultat.append('"').toString();
    }
}
