package fr.gouv.apilos.endtoend;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/**
 * What the browser knows of the page on screen.
 *
 * @param octets of the document, uncompressed
 * @param comprimes of the document, as sent
 * @param requetes the document, the icon of the site and everything loaded for it, cold or not
 * @param styles compressed bytes of style sheets
 * @param scripts compressed bytes of scripts
 * @param decalage cumulated layout shift since the page began
 * @param scriptsEnLigne scripts and event handlers written in the document
 * @param enDouble identifiers borne by two elements
 * @param boutonsPerdus submit buttons outside any form, as the parser leaves those of nested forms
 * @param premierOctet ms from the request to the first byte of the answer
 * @param chargement ms from the beginning of the navigation to the load event
 */
record Mesure(
        long octets,
        long comprimes,
        int requetes,
        long styles,
        long scripts,
        int noeuds,
        double decalage,
        int titres,
        int scriptsEnLigne,
        List<String> enDouble,
        List<String> boutonsPerdus,
        boolean debordeEnLargeur,
        double premierOctet,
        double chargement) {

    /** Run before any script of a page: shifts are reported to observers only. */
    static final String OBSERVATEUR = """
        window.apilosDecalage = 0;
        new PerformanceObserver((liste) => {
          for (const e of liste.getEntries()) if (!e.hadRecentInput) window.apilosDecalage += e.value;
        }).observe({ type: "layout-shift", buffered: true });
        """;

    private static final String LECTURE = """
        async () => {
          await document.fonts.ready;
          await new Promise((suite) => requestAnimationFrame(() => requestAnimationFrame(suite)));
          const [document_] = performance.getEntriesByType("navigation");
          const autres = performance.getEntriesByType("resource").filter((r) => r.initiatorType !== "xmlhttprequest"
            && r.initiatorType !== "fetch");
          const poids = (motif) => autres.filter((r) => motif.test(r.name)).reduce((s, r) => s + r.encodedBodySize, 0);
          const tous = [...document.querySelectorAll("*")];
          const ids = tous.map((e) => e.id).filter(Boolean);
          const racine = document.documentElement;
          return {
            octets: document_.decodedBodySize,
            comprimes: document_.encodedBodySize,
            requetes: new Set(autres.map((r) => r.name)).size + 2,
            styles: poids(/[.]css$/),
            scripts: poids(/[.]js$/),
            noeuds: tous.length,
            decalage: window.apilosDecalage ?? 0,
            titres: document.querySelectorAll("h1").length,
            enLigne: document.querySelectorAll("script:not([src])").length
              + tous.filter((e) => e.getAttributeNames().some((a) => a.startsWith("on"))).length,
            doubles: ids.filter((id, rang) => ids.indexOf(id) !== rang),
            perdus: [...document.querySelectorAll("main button[type=submit], main button:not([type])")]
              .filter((b) => !b.form).map((b) => b.textContent.trim()),
            deborde: racine.scrollWidth > racine.clientWidth,
            premierOctet: document_.responseStart - document_.requestStart,
            chargement: document_.loadEventStart,
          };
        }
        """;

    /** Waits for the fonts, then reads. */
    static Mesure lire(Page page) {
        page.waitForLoadState();
        @SuppressWarnings("unchecked")
        var lue = (Map<String, Object>) page.evaluate(LECTURE);
        @SuppressWarnings("unchecked")
        var doubles = (List<String>) lue.get("doubles");
        @SuppressWarnings("unchecked")
        var perdus = (List<String>) lue.get("perdus");
        return new Mesure(
                nombre(lue, "octets").longValue(),
                nombre(lue, "comprimes").longValue(),
                nombre(lue, "requetes").intValue(),
                nombre(lue, "styles").longValue(),
                nombre(lue, "scripts").longValue(),
                nombre(lue, "noeuds").intValue(),
                nombre(lue, "decalage").doubleValue(),
                nombre(lue, "titres").intValue(),
                nombre(lue, "enLigne").intValue(),
                doubles,
                perdus,
                (Boolean) lue.get("deborde"),
                nombre(lue, "premierOctet").doubleValue(),
                nombre(lue, "chargement").doubleValue());
    }

    private static Number nombre(Map<String, Object> lue, String nom) {
        return (Number) lue.get(nom);
    }
}
