package fr.gouv.apilos.document.production;

import fr.gouv.apilos.document.pdf.ConversionPdf;
import fr.gouv.apilos.document.verification.Verifications;
import fr.gouv.apilos.platform.security.Identite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators' view of productions. */
@RestController
@RequestMapping("/admin/documents")
class TacheController {

    private static final int TAILLE = 50;

    private final Taches taches;
    private final Exploitation exploitation;
    private final ConversionPdf conversion;
    private final ChargeDeTravail charge;
    private final Verifications verifications;

    TacheController(
            Taches taches,
            Exploitation exploitation,
            ConversionPdf conversion,
            ChargeDeTravail charge,
            Verifications verifications) {
        this.taches = taches;
        this.exploitation = exploitation;
        this.conversion = conversion;
        this.charge = charge;
        this.verifications = verifications;
    }

    record Page(List<Taches.Tache> taches) {}

    /** @param verification code printed on its final PDF, or null */
    record Detail(Taches.Tache tache, List<Messages.Fichier> fichiers, String verification) {}

    /**
     * State of this worker.
     *
     * @param enAttente messages in the queue; negative when the broker does not answer
     * @param attenteSecondes time this worker alone would need for them
     */
    record Etat(ConversionPdf.Etat bureautique, int enAttente, double attenteSecondes) {}

    @GetMapping("/taches")
    Page page(@RequestParam(required = false) Taches.Etat etat, @RequestParam(defaultValue = "0") int page) {
        return new Page(taches.page(etat, Math.max(0, page), TAILLE));
    }

    @GetMapping("/taches/{tache}")
    Detail une(@PathVariable UUID tache) {
        return new Detail(
                taches.une(tache),
                taches.fichiers(tache),
                verifications.code(tache).orElse(null));
    }

    @PostMapping("/taches/{tache}/reprise")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void reprendre(@PathVariable UUID tache, Identite identite) {
        exploitation.reprendre(tache, identite);
    }

    @PostMapping("/taches/{tache}/annulation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void annuler(@PathVariable UUID tache, Identite identite) {
        exploitation.annuler(tache, identite);
    }

    /** The Word document made again; {@code X-Identique} says whether it is the same to the byte. */
    @GetMapping("/taches/{tache}/reproduction")
    ResponseEntity<byte[]> reproduire(@PathVariable UUID tache) {
        var reproduction = exploitation.reproduire(tache);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(reproduction.nom(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Identique", String.valueOf(reproduction.identique()))
                .body(reproduction.docx());
    }

    @GetMapping("/etat")
    Etat etat() {
        return new Etat(conversion.etat(), charge.enAttente(), charge.attenteSecondes());
    }
}
