package fr.gouv.apilos.platform.error;

import fr.gouv.apilos.platform.correlation.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** One error, said twice: as a problem document and as the model of the page {@code erreur/page}. */
public final class ReponseErreur {

    private ReponseErreur() {}

    /** A way out offered by the page. */
    public record Sortie(String libelle, String lien) {}

    /** Whether the caller is a browser that navigates (and not a program). */
    public static boolean veutUnePage(HttpServletRequest requete) {
        var accept = requete.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || requete.getRequestURI().contains("/api/")) {
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

    /** The RFC 9457 document. Type {@code urn:apilos:erreur:<CODE>}. */
    public static ProblemDetail probleme(CodeErreur code, String detail) {
        var probleme = ProblemDetail.forStatusAndDetail(code.statut(), detail);
        probleme.setType(URI.create("urn:apilos:erreur:" + code.name()));
        probleme.setTitle(code.titre());
        probleme.setProperty("reference", Correlation.courante());
        return probleme;
    }

    /** The model of the page. */
    public static Map<String, @Nullable Object> modele(CodeErreur code, String detail) {
        var modele = new LinkedHashMap<String, @Nullable Object>();
        modele.put("statut", code.statut().value());
        modele.put("titre", code.titre());
        modele.put("detail", detail);
        modele.put("reference", Correlation.courante());
        modele.put(
                "sorties",
                List.of(
                        new Sortie("Voir les conventions", "/conventions/recherche"),
                        new Sortie("Revenir à l’accueil", "/")));
        return modele;
    }
}
