package fr.gouv.apilos.platform.error;

import fr.gouv.apilos.platform.correlation.Correlation;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** One error, said twice: as a problem document and as the model of the page {@code erreur/page}. */
public final class ReponseErreur {

    /** What programs of SIAP are told whenever it cannot be reached, whatever the cause (04 R84). */
    public static final String ECHEC_SIAP = "Échec de la communication avec la plateforme SIAP, à réessayer plus tard.";

    /** Attribute of a request whose error is said by another page: the refusal itself. */
    public static final String ERREUR = "apilos.erreur";

    private ReponseErreur() {}

    /** A way out offered by the page. */
    public record Sortie(String libelle, String lien) {}

    /** Whether the caller is a browser that navigates (and not a program). */
    public static boolean veutUnePage(HttpServletRequest requete) {
        var accept = requete.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || estUneApi(requete)) {
            return false;
        }
        for (var type : accept.split(",")) {
            var nu = type.split(";")[0].trim();
            if (nu.equals(MediaType.TEXT_HTML_VALUE) || nu.equals(MediaType.APPLICATION_XHTML_XML_VALUE)) {
                return true;
            }
            if (nu.endsWith("json")) {
                return false;
            }
        }
        return requete.getHeader("HX-Request") != null;
    }

    /** The page that was asked, to ask it again; nothing after a form, which nobody wants sent twice. */
    private static @Nullable String adresse(HttpServletRequest requete) {
        if (!"GET".equals(requete.getMethod())) {
            return null;
        }
        String chemin;
        Object parametres;
        if (requete.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String demandee) {
            chemin = demandee;
            parametres = requete.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
        } else if (requete.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String demandee) {
            chemin = demandee;
            parametres = requete.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING);
        } else {
            chemin = requete.getRequestURI();
            parametres = requete.getQueryString();
        }
        // What proves who somebody is serves once.
        if (chemin.startsWith("/login/")) {
            return "/connexion";
        }
        return parametres == null ? chemin : chemin + "?" + parametres;
    }

    /** The address that was asked, also once the request was led to what says its error (04 R136). */
    private static boolean estUneApi(HttpServletRequest requete) {
        return Stream.of(
                        requete.getRequestURI(),
                        requete.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI),
                        requete.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .anyMatch(chemin -> chemin.contains("/api/") || chemin.startsWith("/api-siap/"));
    }

    /** The RFC 9457 document. Type {@code urn:apilos:erreur:<CODE>}. */
    public static ProblemDetail probleme(CodeErreur code, String detail) {
        var probleme = ProblemDetail.forStatusAndDetail(code.statut(), detail);
        probleme.setType(URI.create("urn:apilos:erreur:" + code.name()));
        probleme.setTitle(code.titre());
        probleme.setProperty("reference", Correlation.courante());
        return probleme;
    }

    /** The model of the page. */
    public static Map<String, @Nullable Object> modele(CodeErreur code, String detail, HttpServletRequest requete) {
        var modele = new LinkedHashMap<String, @Nullable Object>();
        modele.put("statut", code.statut().value());
        modele.put("titre", code.titre());
        modele.put("detail", detail);
        modele.put("reference", Correlation.courante());
        modele.put("siap", code.deSiap());
        modele.put("actuelle", code.deSiap() ? adresse(requete) : null);
        modele.put(
                "sorties",
                List.of(
                        new Sortie("Voir les conventions", "/conventions/recherche"),
                        new Sortie("Revenir à l’accueil", "/")));
        return modele;
    }
}
