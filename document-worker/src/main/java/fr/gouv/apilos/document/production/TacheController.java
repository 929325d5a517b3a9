package fr.gouv.apilos.document.production;

import fr.gouv.apilos.document.modele.Modeles;
import fr.gouv.apilos.document.pdf.ConversionPdf;
import fr.gouv.apilos.document.verification.Verifications;
import fr.gouv.apilos.platform.security.Identite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private final Modeles modeles;
    private final ConversionPdf conversion;
    private final ChargeDeTravail charge;
    private final Verifications verifications;

    TacheController(
            Taches taches,
            Exploitation exploitation,
            Modeles modeles,
            ConversionPdf conversion,
            ChargeDeTravail charge,
            Verifications verifications) {
        this.taches = taches;
        this.exploitation = exploitation;
        this.modeles = modeles;
        this.conversion = conversion;
        this.charge = charge;
        this.verifications = verifications;
    }

    /** @param total tasks under the filter, all pages together */
    record Page(List<Taches.Tache> taches, long total, int page, int taille) {}

    /** @param verification code printed on its final PDF, or null */
    record Detail(Taches.Tache tache, List<Messages.Fichier> fichiers, String verification) {}

    /**
     * State of this worker and of the work all of them share.
     *
     * @param moteur models ready to render
     * @param taches how many there are in each state
     * @param gares parked messages of each queue, to replay or drop under {@code /admin/messages}
     * @param enAttente messages in the queue; negative when the broker does not answer
     * @param attenteSecondes time this worker alone would need for them
     */
    record EtatDuService(
            ConversionPdf.EtatDeLaBureautique bureautique,
            Modeles.EtatDuMoteur moteur,
            Map<Taches.Etat, Long> taches,
            Map<String, Integer> gares,
            int enAttente,
            double attenteSecondes) {}

    /** Tasks of one state, one model, one convention, or all of them: latest first. */
    @GetMapping("/taches")
    Page page(
            @RequestParam(required = false) Taches.@Nullable Etat etat,
            @RequestParam(required = false) @Nullable String modele,
            @RequestParam(required = false) @Nullable UUID convention,
            @RequestParam(defaultValue = "0") int page) {
        var filtre = new Taches.Filtre(etat, modele, convention);
        int laquelle = Math.max(0, page);
        return new Page(taches.page(filtre, laquelle, TAILLE), taches.compter(filtre), laquelle, TAILLE);
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
    EtatDuService etat() {
        return new EtatDuService(
                conversion.etat(),
                modeles.etat(),
                taches.comptes(),
                charge.gares(),
                charge.enAttente(),
                charge.attenteSecondes());
    }
}
