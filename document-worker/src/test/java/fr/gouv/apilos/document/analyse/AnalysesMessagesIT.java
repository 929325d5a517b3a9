package fr.gouv.apilos.document.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.platform.antivirus.Clamd;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.ClamdDEssai;
import fr.gouv.apilos.testing.Eicar;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** From a file in the store to what is told of it, without an antivirus and with a real one. */
@EssaiDuWorker
class AnalysesMessagesIT {

    private static final Duration LONGTEMPS = Duration.ofSeconds(60);

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    ObjectStore magasin;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher evenements;

    @Autowired
    ContratDeMessages contrat;

    @Autowired
    JsonMapper json;

    @Autowired
    MeterRegistry mesures;

    @Autowired
    Clock horloge;

    private final UUID fichier = UUID.randomUUID();
    private final String cle = "programmes/" + fichier + "/media/plan.png";

    @Test
    void FIL40_without_an_antivirus_a_file_is_marked_as_not_analysed() {
        magasin.ecrire(cle, new ByteArrayInputStream(Eicar.octets()));
        demandeur.envoyer(
                "fichier.analyse.v1",
                fichier,
                json.createObjectNode()
                        .put("fichier", fichier.toString())
                        .put("cle", cle)
                        .put("taille", 68)
                        .put("demandeLe", "2026-11-24T14:00:00Z")
                        .toString());
        await().atMost(LONGTEMPS)
                .untilAsserted(() -> assertThat(abonne.deFichier(fichier))
                        .singleElement()
                        .satisfies(recu -> {
                            contrat.verifier(recu.type(), recu.brut());
                            assertThat(recu.corps().path("resultat").asString()).isEqualTo("NON_ANALYSE");
                        }));
    }

    @Test
    void FIL42_a_real_antivirus_finds_the_eicar_file(@TempDir Path dossier) throws IOException, InterruptedException {
        try (var reel = ClamdDEssai.demarrer(dossier);
                var clamd = new Clamd(reel.adresse(), LONGTEMPS)) {
            magasin.ecrire(cle, new ByteArrayInputStream(Eicar.octets()));
            new Analyses(clamd, magasin, transaction, evenements, contrat, json, mesures, horloge)
                    .analyser(new Analyses.Demande(fichier, cle, 68));
            await().atMost(LONGTEMPS)
                    .untilAsserted(() -> assertThat(abonne.deFichier(fichier))
                            .singleElement()
                            .satisfies(recu -> {
                                contrat.verifier(recu.type(), recu.brut());
                                assertThat(recu.corps().path("resultat").asString())
                                        .isEqualTo("INFECTE");
                                assertThat(recu.corps().path("menace").asString())
                                        .startsWith("Essai.Eicar");
                            }));
        }
    }
}
