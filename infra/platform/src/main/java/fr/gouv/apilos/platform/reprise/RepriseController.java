package fr.gouv.apilos.platform.reprise;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** The take-over, for operators; the command does the same. */
@RestController
@RequestMapping("/admin/reprise")
@Tag(name = "Reprise", description = "Take-over of the data of an installation that runs the original")
class RepriseController {

    private static final Logger LOG = LoggerFactory.getLogger(RepriseController.class);
    private static final int PAGE_MAX = 500;

    private final Reprise reprise;
    private final AtomicReference<@Nullable Avancement> enCours = new AtomicReference<>();

    RepriseController(Reprise reprise) {
        this.reprise = reprise;
    }

    /** Where a run of this process is, or why it stopped. */
    record Avancement(
            int fait, int total, String etape, @Nullable String erreur) {}

    /** What is known now. */
    record Etat(@Nullable Avancement avancement, @Nullable RapportDeReprise rapport) {}

    /** One page of the quarantine. */
    record Quarantaine(List<Reprise.Ecartee> lignes) {
        Quarantaine {
            lignes = List.copyOf(lignes);
        }
    }

    @GetMapping
    @Operation(summary = "Progress of the run and report of the last one")
    Etat etat() {
        return new Etat(enCours.get(), reprise.dernier().orElse(null));
    }

    /** The body is the dump, as it comes; it goes to a file before the run begins. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Takes over the dump sent as the body")
    Etat reprendre(HttpServletRequest requete, @RequestParam(defaultValue = "false") boolean fusionner) {
        var par = par();
        var fichier = recevoir(requete);
        try {
            lancer(() -> {
                try {
                    reprise.reprendre(fichier, fusionner, par, this::avance);
                } finally {
                    effacer(fichier);
                }
            });
        } catch (ErreurMetier dejaEnCours) {
            effacer(fichier);
            throw dejaEnCours;
        }
        return etat();
    }

    @PostMapping("/rejeu")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Judges the rows in quarantine again")
    Etat rejouer() {
        var par = par();
        lancer(() -> reprise.rejouer(par, this::avance));
        return etat();
    }

    @PostMapping("/abandon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Gives up the run left on its way")
    void abandonner() {
        reprise.abandonner();
    }

    @PostMapping("/nettoyage")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes the deposited copy of the file")
    void nettoyer() {
        reprise.nettoyer();
    }

    @GetMapping("/quarantaine")
    @Operation(summary = "Rows kept aside, with the reasons")
    Quarantaine quarantaine(
            @RequestParam(defaultValue = "0") long apres,
            @RequestParam(defaultValue = "100") @Min(1) @Max(PAGE_MAX) int taille) {
        return new Quarantaine(reprise.quarantaine(apres, taille));
    }

    @PutMapping("/quarantaine/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Corrects values of a row kept aside")
    void corriger(@PathVariable long id, @RequestBody Map<String, @Nullable String> valeurs) {
        reprise.corriger(id, valeurs);
    }

    /** Kept in a file until the run ends: a run reads it twice. */
    private static Path recevoir(HttpServletRequest requete) {
        try {
            var fichier = Files.createTempFile("reprise-", ".sql");
            var garde = false;
            try (var flux = Files.newOutputStream(fichier)) {
                requete.getInputStream().transferTo(flux);
                flux.flush();
                LecteurDeDump.de(fichier, Map.of());
                garde = true;
            } finally {
                if (!garde) {
                    effacer(fichier);
                }
            }
            return fichier;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void effacer(Path fichier) {
        try {
            Files.deleteIfExists(fichier);
        } catch (IOException e) {
            LOG.warn("{} is left behind", fichier, e);
        }
    }

    private void avance(int fait, int total, String etape) {
        enCours.set(new Avancement(fait, total, etape, null));
    }

    private void lancer(Runnable travail) {
        var debut = new Avancement(0, 1, "lancement", null);
        var avant = enCours.get();
        if (avant != null && avant.erreur() == null && avant.fait() < avant.total()
                || !enCours.compareAndSet(avant, debut)) {
            throw ErreurMetier.conflit("Une reprise est déjà en cours dans ce service.");
        }
        Thread.ofVirtual().name("reprise").start(() -> {
            try {
                travail.run();
                enCours.set(null);
            } catch (ErreurMetier refus) {
                enCours.set(new Avancement(0, 1, "refus", refus.detail()));
            } catch (RuntimeException e) {
                LOG.error("The take-over stopped", e);
                enCours.set(new Avancement(0, 1, "arrêt", "La reprise s’est arrêtée. Relancez-la : elle continuera."));
            }
        });
    }

    private static String par() {
        return Identite.facultative().map(Identite::nom).orElse("?");
    }
}
