package fr.gouv.apilos.document.production;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.document.modele.CodeDeModele;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** What the one who watches the workers reads, as it is read. */
class ComptesDesProductionsTest {

    private final PrometheusMeterRegistry mesures = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ComptesDesProductions comptes = new ComptesDesProductions(mesures);

    @Test
    void every_model_stands_at_zero_before_the_first_document() {
        var lu = mesures.scrape();
        for (var code : CodeDeModele.values()) {
            assertThat(lu)
                    .contains("apilos_document_produits_total{modele=\"" + code + "\"} 0.0")
                    .contains("apilos_document_echecs_total{definitif=\"true\",modele=\"" + code + "\"} 0.0")
                    .contains("apilos_document_echecs_total{definitif=\"false\",modele=\"" + code + "\"} 0.0");
        }
    }

    @Test
    void a_document_and_a_failure_count_once_under_their_model() {
        comptes.produit("HLM");
        comptes.echec("SEM", false);
        assertThat(mesures.scrape())
                .contains("apilos_document_produits_total{modele=\"HLM\"} 1.0")
                .contains("apilos_document_echecs_total{definitif=\"false\",modele=\"SEM\"} 1.0")
                .contains("apilos_document_produits_total{modele=\"SEM\"} 0.0")
                .contains("apilos_document_echecs_total{definitif=\"true\",modele=\"SEM\"} 0.0");
    }
}
