package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.securite.Limites;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is said when a service is away: once, in French, with when to come back. */
@Controller
class IndisponibleController {

    @RequestMapping("/erreur/service/{service}")
    Object indisponible(@PathVariable String service, HttpServletRequest requete, HttpServletResponse reponse) {
        if (Limites.depassees(requete)) {
            throw new ErreurMetier(
                    ErreurCommune.TROP_GROS,
                    "L’envoi dépasse 100 Mo. Réduisez la taille du fichier, puis recommencez.");
        }
        PourPlusTard.annoncer(requete, reponse);
        throw new ErreurMetier(
                ErreurCommune.INDISPONIBLE,
                switch (service) {
                            case "convention" -> "Les conventions sont momentanément indisponibles.";
                            case "referentiel" -> "Les bailleurs et administrations sont momentanément indisponibles.";
                            case "habilitation" -> "Les comptes et habilitations sont momentanément indisponibles.";
                            default -> "Cette partie d’APiLos est momentanément indisponible.";
                        }
                        + " Réessayez dans une minute ; ce que vous avez enregistré est conservé.");
    }
}
