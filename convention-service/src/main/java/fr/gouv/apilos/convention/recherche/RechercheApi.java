package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.platform.security.Identite;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list for programs: the criteria of the page, the same perimeter, the same rows. */
@RestController
class RechercheApi {

    private final Recherche recherche;

    RechercheApi(Recherche recherche) {
        this.recherche = recherche;
    }

    @GetMapping("/api/v1/conventions")
    @Operation(
            summary = "Conventions and avenants within the perimeter of the caller; an unknown value is no criterion.",
            parameters = {
                @Parameter(
                        name = "q",
                        in = ParameterIn.QUERY,
                        description = "words of a name, number, commune, bailleur"),
                @Parameter(name = "statut", in = ParameterIn.QUERY, description = "code of a status; may be repeated"),
                @Parameter(name = "financement", in = ParameterIn.QUERY, description = "code of a financement"),
                @Parameter(name = "departement", in = ParameterIn.QUERY, description = "INSEE code"),
                @Parameter(
                        name = "bailleur",
                        in = ParameterIn.QUERY,
                        description = "identifier of the bailleur in force"),
                @Parameter(name = "date_signature", in = ParameterIn.QUERY, description = "year of signature"),
                @Parameter(
                        name = "est_avenant",
                        in = ParameterIn.QUERY,
                        description = "oui: avenants alone; non: conventions alone"),
                @Parameter(
                        name = "avenant_seulement",
                        in = ParameterIn.QUERY,
                        description = "any value: avenants alone"),
                @Parameter(name = "tri", in = ParameterIn.QUERY, description = "modification, nom, commune…"),
                @Parameter(name = "page", in = ParameterIn.QUERY, description = "from 1"),
                @Parameter(name = "taille", in = ParameterIn.QUERY, description = "20, 50 or 100")
            })
    Recherche.Resultats lister(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parametres) {
        return recherche.chercher(Critere.lire(parametres), Identite.courante());
    }
}
