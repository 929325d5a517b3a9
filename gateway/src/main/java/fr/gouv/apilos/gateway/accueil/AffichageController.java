package fr.gouv.apilos.gateway.accueil;

import fr.gouv.apilos.gateway.session.PagePrecedente;
import fr.gouv.apilos.platform.web.PageCourante;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a reader may choose of the look, and the menu as a page of its own (ux P1): both work without JavaScript. The
 * choice is a cookie the server reads, so that no page flashes in the other colours.
 */
@Controller
class AffichageController {

    private static final Duration UN_AN = Duration.ofDays(365);

    private final String adresse;

    AffichageController(@Value("${apilos.url}") String adresse) {
        this.adresse = adresse.replaceAll("/+$", "");
    }

    @GetMapping("/affichage")
    String choisir(
            @RequestParam(required = false) String suite,
            @RequestHeader(name = HttpHeaders.REFERER, required = false) String page,
            Model modele) {
        modele.addAttribute(
                "suite",
                suite == null
                        ? PagePrecedente.locale(page, adresse)
                                .filter(chemin -> !chemin.startsWith("/affichage"))
                                .orElse("/")
                        : suite);
        return "accueil/affichage";
    }

    /** @param theme {@code light}, {@code dark}; anything else follows the system */
    @PostMapping("/affichage")
    ResponseEntity<Void> changer(
            @RequestParam(defaultValue = "system") String theme, @RequestParam(required = false) String suite) {
        boolean choisi = PageCourante.THEMES.contains(theme);
        var temoin = ResponseCookie.from(PageCourante.TEMOIN, choisi ? theme : "")
                .path("/")
                .httpOnly(true)
                .secure(adresse.startsWith("https:"))
                .sameSite("Lax")
                .maxAge(choisi ? UN_AN : Duration.ZERO)
                .build();
        return ResponseEntity.status(303)
                .header(HttpHeaders.SET_COOKIE, temoin.toString())
                .header(HttpHeaders.LOCATION, PagePrecedente.estLocale(suite) ? suite : "/")
                .build();
    }

    @GetMapping("/menu")
    String menu() {
        return "accueil/menu";
    }
}
