package fr.gouv.apilos.document.moteur;

/**
 * What one render may use. A model is written by people: a loop by mistake must end in a message, not in a dead worker.
 *
 * @param etapes expressions and loop turns evaluated
 * @param octets size of the XML produced, all parts together
 * @param elements longest list or text an expression may build
 */
public record Limites(long etapes, long octets, int elements) {

    /** Characters and elements all expressions of one render may build together: what they keep lives until its end. */
    static final long CONSTRUIT_MAX = 32_000_000;

    /** Ten times what a convention of 2 000 logements needs. */
    public static Limites ordinaires() {
        return new Limites(20_000_000L, 256L << 20, 1_000_000);
    }
}
