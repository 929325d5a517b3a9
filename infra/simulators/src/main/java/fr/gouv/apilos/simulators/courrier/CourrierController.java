package fr.gouv.apilos.simulators.courrier;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** The mailbox, as pages and as JSON. */
@Controller
class CourrierController {

    private final BoiteAuxLettres boite;

    CourrierController(BoiteAuxLettres boite) {
        this.boite = boite;
    }

    @GetMapping("/mailbox")
    String liste(Model model) {
        model.addAttribute("courriels", boite.tous());
        return "courrier/liste";
    }

    @GetMapping("/mailbox/{id}")
    String un(@PathVariable String id, Model model) {
        model.addAttribute("courriel", courriel(id));
        return "courrier/courriel";
    }

    /** The HTML body alone, shown in a frame: no script, no form, no outside resource can run. */
    @GetMapping(path = "/mailbox/{id}/html", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    ResponseEntity<String> html(@PathVariable String id) {
        var html = courriel(id).html();
        if (html == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .header(
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .body(html);
    }

    @GetMapping("/mailbox/{id}/pieces/{rang}")
    ResponseEntity<byte[]> piece(@PathVariable String id, @PathVariable int rang) {
        var courriel = courriel(id);
        var contenu = boite.piece(id, rang).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(courriel.pieces().get(rang).nom(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(contenu);
    }

    @PostMapping("/mailbox/vider")
    String vider() {
        boite.vider();
        return "redirect:/mailbox";
    }

    @GetMapping("/mailbox/api/messages")
    @ResponseBody
    List<Courriel> messages(
            @RequestParam(defaultValue = "") String destinataire, @RequestParam(defaultValue = "") String objet) {
        return boite.tous().stream()
                .filter(c -> destinataire.isEmpty() || c.concerne(destinataire))
                .filter(c -> c.objet().contains(objet))
                .toList();
    }

    @GetMapping("/mailbox/api/messages/{id}")
    @ResponseBody
    Courriel message(@PathVariable String id) {
        return courriel(id);
    }

    @DeleteMapping("/mailbox/api/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void supprimer() {
        boite.vider();
    }

    private Courriel courriel(String id) {
        return boite.parId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
