package fr.gouv.apilos.simulators.siap;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The switch of the bad days. */
@RestController
@RequestMapping("/siap/_controle")
class ControleController {

    private final Controle controle;

    ControleController(Controle controle) {
        this.controle = controle;
    }

    @GetMapping
    Controle.Etat etat() {
        return controle.etat();
    }

    @PutMapping
    Controle.Etat regler(@RequestBody Controle.Panne panne) {
        controle.regler(panne);
        return controle.etat();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void effacer() {
        controle.effacer();
    }
}
