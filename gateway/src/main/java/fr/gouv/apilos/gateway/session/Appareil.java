package fr.gouv.apilos.gateway.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The device a browser says it runs on, in words its owner recognises. What it says is believed by nobody: it only helps
 * to tell two sessions apart.
 */
final class Appareil {

    static final String INCONNU = "Appareil inconnu";

    /** In this order: Edge and Opera also say Chrome, Chrome also says Safari. */
    private static final Map<String, String> NAVIGATEURS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMES = new LinkedHashMap<>();

    static {
        NAVIGATEURS.put("Edg", "Edge");
        NAVIGATEURS.put("OPR/", "Opera");
        NAVIGATEURS.put("Firefox/", "Firefox");
        NAVIGATEURS.put("FxiOS/", "Firefox");
        NAVIGATEURS.put("Chrome/", "Chrome");
        NAVIGATEURS.put("CriOS/", "Chrome");
        NAVIGATEURS.put("Safari/", "Safari");
        SYSTEMES.put("iPhone", "iPhone");
        SYSTEMES.put("iPad", "iPad");
        SYSTEMES.put("Android", "Android");
        SYSTEMES.put("Windows", "Windows");
        SYSTEMES.put("Mac OS X", "macOS");
        SYSTEMES.put("CrOS", "ChromeOS");
        SYSTEMES.put("Linux", "Linux");
    }

    private Appareil() {}

    /** For instance « Firefox sur Windows ». */
    static String nommer(@Nullable String agent) {
        if (agent == null) {
            return INCONNU;
        }
        var navigateur = premier(NAVIGATEURS, agent);
        var systeme = premier(SYSTEMES, agent);
        if (navigateur == null) {
            return systeme == null ? INCONNU : systeme;
        }
        return systeme == null ? navigateur : navigateur + " sur " + systeme;
    }

    private static @Nullable String premier(Map<String, String> noms, String agent) {
        return noms.entrySet().stream()
                .filter(nom -> agent.contains(nom.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
