package fr.gouv.apilos.endtoend;

/**
 * What a page may cost (ux §2, "Budget of a page", and §4).
 *
 * @param octets of the document, uncompressed
 * @param comprimes of the document, as sent
 * @param noeuds of the document once loaded
 */
record Budget(long octets, long comprimes, int noeuds) {

    private static final int KO = 1000;

    static final Budget LISTE = new Budget(100 * KO, 15 * KO, 1500);
    static final Budget RECAPITULATIF = new Budget(80 * KO, 15 * KO, 2500);
    static final Budget ETAPE = new Budget(150 * KO, 20 * KO, 4000);
    static final Budget SIMPLE = new Budget(100 * KO, 15 * KO, 1500);

    static final int REQUETES_MAX = 14;
    static final int REQUETES_MEDIANE = 12;
    static final double DECALAGE = 0.02;
    static final long SCRIPTS_COMPRIMES = 60 * KO;
    static final long STYLES_COMPRIMES = 60 * KO;
}
