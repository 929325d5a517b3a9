package fr.gouv.apilos.platform.web;

import java.util.List;

/**
 * A page of a list.
 *
 * @param trouves rows that match
 * @param total rows the reader may see
 * @param page from 1, never beyond the last one (03 R-B5.1)
 */
public record ListePaginee<T>(List<T> lignes, long trouves, long total, int page, int pages) {

    /** Rows of a page (03 R-B5.1). */
    public static final int TAILLE = 20;

    /** Rows read at once where all are wanted. */
    public static final int LOT = 1_000;

    /** The page to show: an unreadable number is the first, one beyond the end is the last. */
    public static int borner(String demandee, long trouves) {
        int pages = (int) Math.max(1, (trouves + TAILLE - 1) / TAILLE);
        return demandee.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(demandee), 1, pages) : 1;
    }
}
