package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.security.Identite;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The files of a convention for programs: the rights, limits and refusals of the pages. */
@RestController
@RequestMapping("/api/v1/conventions/{convention}/fichiers")
class FichierApi {

    private final Fichiers fichiers;

    FichierApi(Fichiers fichiers) {
        this.fichiers = fichiers;
    }

    /** @param adresse where to download it, null while it cannot be */
    record FichierDecrit(
            UUID id,
            String champ,
            String nom,
            String type,
            long taille,
            String sha256,
            String analyse,
            String deposePar,
            Instant deposeLe,
            String adresse) {

        static FichierDecrit de(Fichier fichier, UUID convention) {
            return new FichierDecrit(
                    fichier.id(),
                    fichier.champ(),
                    fichier.nom(),
                    fichier.type(),
                    fichier.taille(),
                    fichier.sha256(),
                    fichier.analyse().name(),
                    fichier.deposeParNom(),
                    fichier.deposeLe(),
                    fichier.disponible() ? "/upload/" + convention + "/media/" + fichier.id() : null);
        }
    }

    @GetMapping
    @Operation(summary = "Files joined to the convention and to its programme.")
    List<FichierDecrit> listerLesFichiers(@PathVariable UUID convention) {
        return fichiers.lister(convention, Identite.courante()).stream()
                .map(fichier -> FichierDecrit.de(fichier, convention))
                .toList();
    }

    @PostMapping(path = "/{champ}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Joins a file to a field; it stays in quarantine until the antivirus has read it. The same content"
                            + " is joined once.")
    FichierDecrit joindre(
            @PathVariable UUID convention, @PathVariable String champ, @RequestPart("fichier") MultipartFile fichier)
            throws IOException {
        return FichierDecrit.de(
                fichiers.deposer(
                        convention,
                        Depots.champ(champ),
                        fichier.getOriginalFilename(),
                        Contenu.de(fichier),
                        Identite.courante()),
                convention);
    }

    @DeleteMapping("/{fichier}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes a file from its field.")
    void retirerLeFichier(@PathVariable UUID convention, @PathVariable UUID fichier) {
        fichiers.retirer(convention, fichier, Identite.courante());
    }
}
