package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operators' view of mails: what left, what failed and why; replay, give up, switch off. */
@RestController
@RequestMapping("/admin/courriels")
class CourrielController {

    private static final int TAILLE = 50;

    private final CourrielsNotes notes;
    private final ExploitationDesCourriels exploitation;
    private final CourrielsDuWorker propres;

    CourrielController(CourrielsNotes notes, ExploitationDesCourriels exploitation, CourrielsDuWorker propres) {
        this.notes = notes;
        this.exploitation = exploitation;
        this.propres = propres;
    }

    record Page(List<CourrielsNotes.Courriel> courriels) {}

    record Detail(CourrielsNotes.Courriel courriel, List<CourrielsNotes.Destinataire> destinataires) {}

    /** @param arretes whether mails that follow conventions are switched off (04 R116) */
    record Interrupteur(boolean arretes) {}

    @GetMapping
    Page page(@RequestParam(required = false) CourrielsNotes.Etat etat, @RequestParam(defaultValue = "0") int page) {
        return new Page(notes.page(etat, Math.max(0, page), TAILLE));
    }

    @GetMapping("/{courriel}")
    Detail un(@PathVariable UUID courriel) {
        return new Detail(notes.un(courriel), notes.destinataires(courriel));
    }

    @PostMapping("/{courriel}/reprise")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void reprendre(@PathVariable UUID courriel, Identite identite) {
        exploitation.reprendre(courriel, identite);
    }

    @PostMapping("/{courriel}/annulation")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void annuler(@PathVariable UUID courriel, Identite identite) {
        exploitation.annuler(courriel, identite);
    }

    @GetMapping("/interrupteur")
    Interrupteur interrupteur() {
        return new Interrupteur(exploitation.arretes());
    }

    @PutMapping("/interrupteur")
    Interrupteur basculer(@RequestBody Interrupteur voulu, Identite identite) {
        exploitation.basculer(voulu.arretes(), identite);
        return voulu;
    }

    /** Sends one of each mail of this service to the caller, to be looked at. */
    @PostMapping("/apercu")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void apercu(Identite identite) {
        propres.apercu(identite);
    }
}
