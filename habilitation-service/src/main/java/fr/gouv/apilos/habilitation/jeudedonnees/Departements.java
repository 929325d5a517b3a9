package fr.gouv.apilos.habilitation.jeudedonnees;

import java.util.ArrayList;
import java.util.List;

/** INSEE codes of the 101 départements, in the order dumps number them (04 §2.3). */
final class Departements {

    private static final List<String> CODES = codes();

    private Departements() {}

    private static List<String> codes() {
        var codes = new ArrayList<String>();
        for (int numero = 1; numero <= 95; numero++) {
            if (numero == 20) {
                codes.add("2A");
                codes.add("2B");
            } else {
                codes.add("%02d".formatted(numero));
            }
        }
        codes.addAll(List.of("971", "972", "973", "974", "976"));
        return List.copyOf(codes);
    }

    static boolean existe(String code) {
        return CODES.contains(code);
    }

    /** The code of a dump's key, from 1; null outside. */
    static String parRang(int rang) {
        return rang >= 1 && rang <= CODES.size() ? CODES.get(rang - 1) : null;
    }
}
