package fr.gouv.apilos.document.courriel;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators' view of mails. Those that failed every retry are with the parked messages. */
@RestController
@RequestMapping("/admin/courriels")
class CourrielController {

    private static final int TAILLE = 50;

    private final CourrielsNotes notes;

    CourrielController(CourrielsNotes notes) {
        this.notes = notes;
    }

    record Page(List<CourrielsNotes.Courriel> courriels) {}

    record Detail(CourrielsNotes.Courriel courriel, List<CourrielsNotes.Destinataire> destinataires) {}

    @GetMapping
    Page page(@RequestParam(required = false) CourrielsNotes.Etat etat, @RequestParam(defaultValue = "0") int page) {
        return new Page(notes.page(etat, Math.max(0, page), TAILLE));
    }

    @GetMapping("/{courriel}")
    Detail un(@PathVariable UUID courriel) {
        return new Detail(notes.un(courriel), notes.destinataires(courriel));
    }
}
