package fr.gouv.apilos.simulators.siap;

import fr.gouv.apilos.simulators.comptes.Annuaire;
import fr.gouv.apilos.simulators.comptes.Compte;
import fr.gouv.apilos.simulators.siap.JetonSiap.Appelant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** SIAP's API, in the shapes of its published contract. Source: 05 §13, §14. */
@RestController
@RequestMapping("/siap")
class SiapController {

    private static final String HABILITATION = "/services/habilitation/api-int/v0";
    private static final String OPERATION = "/services/operation/api-int/v0";
    private static final String TABLEAU = "/services/tableaubord/api-int/v0";

    /** An entry of the menu; {@code menuItems} is never null. */
    record Entree(String libelle, boolean active, String url, List<Entree> menuItems) {
        Entree(String libelle, String url, Entree... sousEntrees) {
            this(libelle, true, url, List.of(sousEntrees));
        }
    }

    /** A person of SIAP with the groups they belong to. */
    record UtilisateurGroupes(String email, String login, List<JsonNode> groupes) {}

    private final Annuaire annuaire;
    private final Operations operations;
    private final Alertes alertes;
    private final SiapProprietes proprietes;

    SiapController(Annuaire annuaire, Operations operations, Alertes alertes, SiapProprietes proprietes) {
        this.annuaire = annuaire;
        this.operations = operations;
        this.alertes = alertes;
        this.proprietes = proprietes;
    }

    @GetMapping({"/api-int/v0/config", "/api-int/v0/config/"})
    Map<String, String> config() {
        var racine = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/siap-web")
                .toUriString();
        return Map.of(
                "racineUrlAccesWeb", racine,
                "urlAccesWeb", "/tableau-bord",
                "urlAccesWebOperation", "/operation/mes-operations/editer/<NUM_OPE_SIAP>/informations-generales",
                "urlAccesWebGestionHabilitation", "/gerer-habilitations",
                "version", "0.4");
    }

    @GetMapping({"/api-int/v0/menu", "/api-int/v0/menu/"})
    Map<String, List<Entree>> menu() {
        return Map.of(
                "menuItems",
                List.of(
                        new Entree("Tableau de bord", "/tableau-bord"),
                        new Entree(
                                "Habilitation",
                                "/admin-habilitation",
                                new Entree("Gestion des demandes", "/admin-habilitation/gestion-demandes-habilitation"),
                                new Entree("Gestion des utilisateurs", "/admin-habilitation/gestion-utilisateurs")),
                        new Entree(
                                "Mes opérations",
                                "/operation",
                                new Entree("Financement", "/operation/mes-operations"),
                                new Entree("Conventionnement", proprietes.apilosUrl() + "/conventions"))));
    }

    /** Nobody is refused here: an unknown login has no habilitation. */
    @GetMapping(HABILITATION + "/habilitations")
    Map<String, List<JsonNode>> habilitations(@RequestAttribute(SiapInterceptor.APPELANT) Appelant appelant) {
        return Map.of(
                "habilitations",
                annuaire.parLogin(appelant.login()).map(Compte::habilitations).orElse(List.of()));
    }

    @GetMapping(HABILITATION + "/habilitations/administration/{code}")
    List<UtilisateurGroupes> gestionnaires(@PathVariable String code) {
        return utilisateurs(h -> code.equals(h.at("/gestionnaire/code").asString("")));
    }

    @GetMapping(HABILITATION + "/habilitations/mo/{siren}/region/{region}")
    List<UtilisateurGroupes> maitresOuvrage(@PathVariable String siren, @PathVariable String region) {
        return utilisateurs(h -> siren.equals(h.at("/entiteMorale/siren").asString(""))
                && region.equals(h.at("/porteeTerritComp/regComp/code").asString("")));
    }

    @GetMapping(OPERATION + "/journalisation-fusion")
    List<JsonNode> fusions(@RequestParam(required = false) String siren) {
        return annuaire.fusions(siren);
    }

    @GetMapping(OPERATION + "/operation")
    List<Operations.Succincte> operations() {
        return operations.toutes();
    }

    /** The number may hold slashes, which callers do not encode (05 T1). */
    @GetMapping(OPERATION + "/operation/{*numero}")
    JsonNode operation(@PathVariable String numero) {
        return operations
                .parNumero(numero.substring(1))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping(TABLEAU + "/alertes")
    List<Alertes.Alerte> alertes() {
        return alertes.lister(null);
    }

    @GetMapping(TABLEAU + "/alertes/convention/{convention}")
    List<Alertes.Alerte> alertes(@PathVariable String convention) {
        return alertes.lister(convention);
    }

    @PostMapping(TABLEAU + "/alertes")
    ResponseEntity<?> creer(@RequestBody JsonNode demande) {
        var manquants = alertes.manquants(demande);
        if (!manquants.isEmpty()) {
            return ResponseEntity.badRequest()
                    .body(Map.of("detail", "Champs obligatoires absents : " + String.join(", ", manquants)));
        }
        alertes.creer(demande);
        return ResponseEntity.ok().build();
    }

    @DeleteMapping(TABLEAU + "/alertes/{id}")
    long supprimer(@PathVariable long id) {
        if (!alertes.supprimer(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return id;
    }

    private List<UtilisateurGroupes> utilisateurs(Predicate<JsonNode> habilitation) {
        var trouves = new ArrayList<UtilisateurGroupes>();
        for (var compte : annuaire.comptes()) {
            var groupes = compte.habilitations().stream()
                    .filter(h -> "VALIDEE".equals(h.path("statut").asString("")))
                    .filter(habilitation)
                    .map(h -> h.path("groupe"))
                    .toList();
            if (!groupes.isEmpty()) {
                trouves.add(new UtilisateurGroupes(compte.email(), compte.login(), groupes));
            }
        }
        return trouves;
    }
}
