package fr.gouv.apilos.convention.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** Dwellings let to modest tenants in a PLUS lot, by size of the operation (06 DOC-32). */
final class Mixite {

    private Mixite() {}

    /** @param n dwellings of the PLUS and PLUS_CD lots, 0 when there is none */
    static Map<String, Object> de(int n) {
        var cles = new LinkedHashMap<String, Object>();
        boolean grande = n >= 10;
        cles.put("mixPLUSsup10_30pc", plafond(n, 30));
        cles.put("mixPLUSinf10_30pc", arrondi(n, 30));
        cles.put("mixPLUSinf10_10pc", arrondi(n, 10));
        cles.put("mixPLUS_30pc", grande ? plafond(n, 30) : arrondi(n, 30));
        cles.put("mixPLUS_10pc", grande ? n * 10 / 100 : arrondi(n, 10));
        return cles;
    }

    private static int plafond(int n, int pourCent) {
        return (n * pourCent + 99) / 100;
    }

    /** Half up, in whole numbers. */
    private static int arrondi(int n, int pourCent) {
        return (n * pourCent + 50) / 100;
    }
}
