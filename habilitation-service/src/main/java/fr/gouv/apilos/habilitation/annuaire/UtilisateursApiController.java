package fr.gouv.apilos.habilitation.annuaire;

import fr.gouv.apilos.platform.security.Identite;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts by name, bailleur, administration or side, within the reader's perimeter: what the pages would show (04 §6.7, R96). */
@RestController
@RequestMapping("/api/v1/utilisateurs")
class UtilisateursApiController {

    private static final int PROPOSITIONS = 20;

    private final ListeDesUtilisateurs liste;
    private final Fiches fiches;

    UtilisateursApiController(ListeDesUtilisateurs liste, Fiches fiches) {
        this.liste = liste;
        this.fiches = fiches;
    }

    /**
     * An account.
     *
     * @param roles in force and known to the reader: side, then entity
     */
    record CompteTrouve(UUID uuid, String identifiant, String nom, String email, boolean actif, List<String> roles) {}

    /**
     * A page of accounts.
     *
     * @param total how many the whole answer holds
     */
    record PageDeComptes(List<CompteTrouve> elements, long total, int page, int pages) {}

    /** One choice of a field (04 R96). */
    record CompteAProposer(String label, UUID value) {}

    /** Twenty by twenty; whoever acts for no entity finds nobody. */
    @GetMapping
    PageDeComptes chercher(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable UUID bailleur,
            @RequestParam(required = false) @Nullable UUID administration,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String actif,
            @RequestParam(defaultValue = "") String tri,
            @RequestParam(defaultValue = "1") String page) {
        var demande = new HashMap<String, String>();
        demande.put("search_input", q);
        demande.put("type", type);
        demande.put("actif", actif);
        demande.put("order_by", tri);
        demande.put("bailleur", bailleur == null ? "" : bailleur.toString());
        demande.put("administration", administration == null ? "" : administration.toString());
        var trouves = liste.page(Filtre.de(demande), page, Identite.courante());
        return new PageDeComptes(
                trouves.lignes().stream()
                        .map(l -> new CompteTrouve(
                                l.uuid(), l.username(), l.nomAffiche(), l.email(), l.actif(), l.roles()))
                        .toList(),
                trouves.trouves(),
                trouves.page(),
                trouves.pages());
    }

    /** What a field proposes: twenty open accounts at most, by name. */
    @GetMapping("/propositions")
    List<CompteAProposer> proposer(@RequestParam(defaultValue = "") String q) {
        var filtre = new Filtre(q, "", "", "", "oui", "nom");
        return liste.page(filtre, "1", Identite.courante()).lignes().stream()
                .limit(PROPOSITIONS)
                .map(l -> new CompteAProposer(l.nomAffiche() + " (" + l.email() + ")", l.uuid()))
                .toList();
    }

    /** One account, with the roles the reader may know of. */
    @GetMapping("/{uuid}")
    CompteTrouve lire(@PathVariable UUID uuid) {
        var compte = fiches.lire(uuid, Identite.courante());
        return new CompteTrouve(
                compte.uuid(),
                compte.username(),
                compte.nomAffiche(),
                compte.email(),
                compte.actif(),
                fiches.roles(uuid, Identite.courante()).stream()
                        .filter(r -> r.fin() == null)
                        .map(r -> r.libelle() + (r.entite() == null ? "" : " — " + r.entite()))
                        .toList());
    }
}
