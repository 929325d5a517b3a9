package fr.gouv.apilos.simulators.courrier;

import java.time.Instant;
import java.util.List;

/** One mail received, as shown to people and tests. */
record Courriel(
        String id,
        String de,
        List<String> pour,
        List<String> copies,
        String objet,
        Instant recuLe,
        String texte,
        String html,
        List<Piece> pieces) {

    /** One attachment. */
    record Piece(String nom, String type, int taille) {}

    boolean concerne(String destinataire) {
        return pour.stream().anyMatch(p -> p.contains(destinataire))
                || copies.stream().anyMatch(p -> p.contains(destinataire));
    }
}
