package fr.gouv.apilos.platform.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages of a list.
 *
 * @param page current page, from 1
 * @param pages number of pages, at least 1
 * @param base address of the list, to which the number of a page is appended (ends with {@code page=})
 * @param cible selector of the region htmx replaces, empty for a plain link
 */
public record Pagination(int page, int pages, String base, String cible) {

    /** One place of the control: a page, or a gap. */
    public record Place(int numero, boolean courante, boolean trou) {}

    /** Number of pages needed. */
    public static int nombreDePages(long total, int taille) {
        return (int) Math.max(1, (total + taille - 1) / taille);
    }

    /** Whether there is more than one page. */
    public boolean utile() {
        return pages > 1;
    }

    /** Address of a page. */
    public String lien(int numero) {
        return base + numero;
    }

    /** First, last, current and its neighbours. */
    public List<Place> places() {
        var places = new ArrayList<Place>();
        int precedente = 0;
        for (int numero = 1; numero <= pages; numero++) {
            if (numero == 1 || numero == pages || Math.abs(numero - page) <= 1) {
                if (precedente != 0 && numero - precedente > 1) {
                    places.add(new Place(0, false, true));
                }
                places.add(new Place(numero, numero == page, false));
                precedente = numero;
            }
        }
        return places;
    }
}
