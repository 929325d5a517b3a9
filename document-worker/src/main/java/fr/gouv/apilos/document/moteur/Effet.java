package fr.gouv.apilos.document.moteur;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a stretch of XML does to the open elements around it: those it closes, then those it opens. A stretch that closes
 * and reopens the same ones may be dropped or repeated without breaking the document, which is so proved at compilation.
 */
final class Effet {

    private final Deque<String> fermes = new ArrayDeque<>();
    private final Deque<String> ouverts = new ArrayDeque<>();

    void ajouter(Jeton jeton) {
        switch (jeton.genre()) {
            case OUVRANTE -> ouverts.addLast(jeton.nom());
            case FERMANTE -> fermer(jeton.nom());
            default -> {
                // Text and empty elements open nothing.
            }
        }
    }

    void ajouter(Effet suite) {
        suite.fermes.forEach(this::fermer);
        ouverts.addAll(suite.ouverts);
    }

    private void fermer(String nom) {
        if (!ouverts.isEmpty() && ouverts.getLast().equals(nom)) {
            ouverts.removeLast();
        } else if (ouverts.isEmpty()) {
            fermes.addLast(nom);
        } else {
            // Crossed elements: kept as they are, so that the whole is not taken for neutral.
            fermes.addLast("!" + nom);
        }
    }

    /** Closes and reopens the same elements. */
    boolean neutre() {
        if (fermes.size() != ouverts.size()) {
            return false;
        }
        var reouverts = ouverts.descendingIterator();
        for (String ferme : fermes) {
            if (!ferme.equals(reouverts.next())) {
                return false;
            }
        }
        return true;
    }

    /** Leaves nothing open, closes nothing of what surrounds it. */
    boolean nul() {
        return fermes.isEmpty() && ouverts.isEmpty();
    }

    boolean egal(Effet autre) {
        return java.util.List.copyOf(fermes).equals(java.util.List.copyOf(autre.fermes))
                && java.util.List.copyOf(ouverts).equals(java.util.List.copyOf(autre.ouverts));
    }
}
