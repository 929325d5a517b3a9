package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.commun.Versions;
import fr.gouv.apilos.referentiel.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Administrations for the other services, page by page, and for people one by one. */
@RestController
@RequestMapping("/api/v1/administrations")
class AdministrationController {

    private static final int TAILLE_MAX = 1000;

    private final Administrations administrations;
    private final AccesAdministration acces;
    private final Journal journal;

    AdministrationController(Administrations administrations, AccesAdministration acces, Journal journal) {
        this.administrations = administrations;
        this.acces = acces;
        this.journal = journal;
    }

    /**
     * A page.
     *
     * @param suivant identifier to ask the next page with, null at the end
     */
    record Page(List<Administration> elements, @Nullable UUID suivant) {}

    /**
     * What a copy is compared with.
     *
     * @param nombre rows, deleted ones included
     * @param sha256 of the lines {@code uuid:version}, in the order of the identifiers, joined by line feeds
     */
    record Empreinte(long nombre, String sha256) {}

    /** Unchanged since the tag of the request: 304, and nothing is read. */
    @GetMapping
    ResponseEntity<Page> lister(
            @RequestParam(required = false) @Nullable UUID apres,
            @RequestParam(defaultValue = "200") int taille,
            WebRequest requete) {
        Identite.courante().exigerExploitation();
        int bornee = Math.clamp(taille, 1, TAILLE_MAX);
        if (requete.checkNotModified("\"" + journal.derniere() + "-" + apres + "-" + bornee + "\"")) {
            return ResponseEntity.status(304).build();
        }
        var elements = administrations.apres(apres, bornee);
        return ResponseEntity.ok(new Page(
                elements, elements.size() < bornee ? null : elements.getLast().uuid()));
    }

    @GetMapping("/empreinte")
    Empreinte empreinte() {
        Identite.courante().exigerExploitation();
        return administrations.empreinte();
    }

    @GetMapping("/{uuid}")
    ResponseEntity<Administration> une(@PathVariable UUID uuid) {
        var administration = acces.lire(uuid, Identite.courante());
        return ResponseEntity.ok().eTag(Versions.etag(administration.version())).body(administration);
    }

    /**
     * Writes a sheet from the version that was read; for the support team and services.
     *
     * @param ifMatch the tag of the version read
     */
    @PutMapping("/{uuid}")
    ResponseEntity<Administration> ecrire(
            @PathVariable UUID uuid,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Administration.Fiche fiche) {
        Identite.courante().exigerExploitation();
        exiger("nom", fiche.nom(), "Indiquez le nom de l’administration.");
        exiger("code", fiche.code(), "Indiquez le code de l’administration.");
        var gardee = administrations.modifier(
                uuid,
                connue -> {
                    Versions.exiger(ifMatch, connue.version());
                    return connue.avec(fiche);
                },
                "API");
        return ResponseEntity.ok().eTag(Versions.etag(gardee.version())).body(gardee);
    }

    private static void exiger(String champ, @Nullable String valeur, String message) {
        if (valeur == null || valeur.isBlank()) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
        }
    }
}
