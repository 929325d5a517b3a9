package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.modele.EssaiDeModele.Rapport;
import fr.gouv.apilos.document.modele.GestionDesModeles.Etat;
import fr.gouv.apilos.document.modele.GestionDesModeles.Situee;
import fr.gouv.apilos.document.modele.VersionsDeModele.Origine;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.security.Identite;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Models for programs: what the pages of the support team do. */
@RestController
@RequestMapping("/admin/documents/modeles")
class ModelesController {

    private final GestionDesModeles gestion;
    private final ControleAntivirus antivirus;

    ModelesController(GestionDesModeles gestion, ControleAntivirus antivirus) {
        this.antivirus = antivirus;
        this.gestion = gestion;
    }

    /** A model and its versions. */
    record ModeleLu(String code, String libelle, List<VersionLue> versions) {}

    /** A version and where it stands. */
    record VersionLue(
            UUID id,
            String version,
            Etat etat,
            Origine origine,
            String sha256,
            @Nullable String deposePar,
            Instant deposeLe,
            @Nullable Instant effetLe,
            @Nullable Instant retireLe) {

        static VersionLue de(Situee situee) {
            var v = situee.version();
            return new VersionLue(
                    v.id(),
                    v.version(),
                    situee.etat(),
                    v.origine(),
                    v.sha256(),
                    v.deposePar(),
                    v.deposeLe(),
                    v.effetLe(),
                    v.retireLe());
        }
    }

    /** A version with what it gave on the samples. */
    record Detail(VersionLue version, Rapport rapport) {}

    /** What was deposited. */
    record Depose(UUID id, Rapport rapport) {}

    /** From which day a version is used. */
    record Effet(@NotNull LocalDate jour) {}

    @GetMapping
    List<ModeleLu> tous() {
        gestion.garderCeuxDuProduit();
        return gestion.tous().stream()
                .map(m -> new ModeleLu(
                        m.code().name(),
                        m.code().libelle(),
                        m.versions().stream().map(VersionLue::de).toList()))
                .toList();
    }

    @GetMapping("/{code}/versions/{id}")
    Detail une(@PathVariable String code, @PathVariable UUID id) {
        var situee = gestion.une(ModelesPageController.code(code), id);
        return new Detail(VersionLue.de(situee), gestion.rapport(situee.version()));
    }

    /** Keeps a new version, on trial, and says what it gives on the samples. */
    @PostMapping(path = "/{code}/versions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Depose deposer(
            @PathVariable String code,
            @RequestParam String version,
            @RequestPart MultipartFile fichier,
            Identite identite)
            throws IOException {
        var modele = ModelesPageController.code(code);
        antivirus.exigerSain(String.valueOf(fichier.getOriginalFilename()), fichier::getInputStream, "fichier");
        var id = gestion.deposer(modele, version, fichier.getOriginalFilename(), fichier.getBytes(), identite);
        return new Depose(id, gestion.rapport(gestion.une(modele, id).version()));
    }

    @PutMapping("/{code}/versions/{id}/effet")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mettreEnVigueur(
            @PathVariable String code,
            @PathVariable UUID id,
            @RequestBody @jakarta.validation.Valid Effet effet,
            Identite identite) {
        gestion.mettreEnVigueur(ModelesPageController.code(code), id, effet.jour(), identite);
    }

    @PostMapping("/{code}/versions/{id}/retrait")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retirer(@PathVariable String code, @PathVariable UUID id, Identite identite) {
        gestion.retirer(ModelesPageController.code(code), id, identite);
    }
}
