package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The commands of operators for the support team ({@code /admin/**} is theirs alone): the same code as from a terminal, with nobody
 * to answer questions. What is not given as an option is asked for by a 422; what is not confirmed by {@code --yes} is not done.
 */
@RestController
@RequestMapping("/admin/commandes")
class CommandesController {

    private static final int ARGUMENTS_MAX = 1000;

    private final LigneDeCommande ligne;
    private final JournalDesCommandes journal;
    private final Set<String> enCours = ConcurrentHashMap.newKeySet();

    CommandesController(LigneDeCommande ligne, JournalDesCommandes journal) {
        this.ligne = ligne;
        this.journal = journal;
    }

    /** A command, with its help as a terminal shows it. */
    record CommandeProposee(String nom, String aide) {}

    /** Arguments in their order, as in a terminal. */
    record LancementDeCommande(@Nullable List<String> arguments) {}

    /**
     * What came of a run.
     *
     * @param code 0 done, 2 wrong arguments, 3 refused, 1 failed
     */
    record BilanDeCommande(int code, String sortie, String erreurs) {}

    @GetMapping
    List<CommandeProposee> proposer() {
        return ligne.aides().entrySet().stream()
                .map(e -> new CommandeProposee(e.getKey(), e.getValue()))
                .toList();
    }

    /** The latest runs, from terminals too. */
    @GetMapping("/executions")
    List<JournalDesCommandes.ExecutionDeCommande> executions() {
        return journal.dernieres();
    }

    /** Runs a command: 200 when it is done, 422 when it refuses or its arguments are wrong. */
    @PostMapping("/{nom}")
    ResponseEntity<BilanDeCommande> executer(
            @PathVariable String nom, @RequestBody(required = false) @Nullable LancementDeCommande lancement) {
        var identite = Identite.courante();
        if (identite.lectureSeule()) {
            throw ErreurMetier.interdit("Votre habilitation est en consultation seule.");
        }
        if (!ligne.deLExploitation(nom)) {
            throw ErreurMetier.introuvable("Ce service n’a pas de commande « " + nom + " ».");
        }
        var arguments = new ArrayList<String>(List.of(nom));
        if (lancement != null && lancement.arguments() != null) {
            arguments.addAll(lancement.arguments());
        }
        if (arguments.size() > ARGUMENTS_MAX) {
            throw new ErreurMetier(ErreurCommune.INVALIDE, "Une commande prend mille arguments au plus.");
        }
        if (!enCours.add(nom)) {
            throw new ErreurMetier(ErreurCommune.CONFLIT, "Cette commande est déjà en cours.");
        }
        try {
            var sortie = new StringWriter();
            var erreurs = new StringWriter();
            int code = ligne.executer(
                    arguments,
                    null,
                    new PrintWriter(sortie, true),
                    new PrintWriter(erreurs, true),
                    new JournalDesCommandes.Auteur(identite.utilisateur(), identite.nom()));
            return ResponseEntity.status(code == 0 ? 200 : code == 1 ? 500 : 422)
                    .body(new BilanDeCommande(code, sortie.toString(), erreurs.toString()));
        } finally {
            enCours.remove(nom);
        }
    }
}
