package fr.gouv.apilos.document.production;

import fr.gouv.apilos.document.modele.CodeDeModele;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How many documents were produced and how many attempts failed, of each model. */
@Component
class ComptesDesProductions {

    static final String PRODUITS = "apilos.document.produits";
    static final String ECHECS = "apilos.document.echecs";

    private final MeterRegistry mesures;

    ComptesDesProductions(MeterRegistry mesures) {
        this.mesures = mesures;
        // A rate over a counter that is born with its first document misses that document, and an alert on a counter
        // that does not exist never fires.
        for (var code : CodeDeModele.values()) {
            produits(code.name());
            echecs(code.name(), true);
            echecs(code.name(), false);
        }
    }

    void produit(String modele) {
        produits(modele).increment();
    }

    void echec(String modele, boolean definitif) {
        echecs(modele, definitif).increment();
    }

    private Counter produits(String modele) {
        return Counter.builder(PRODUITS)
                .description("Documents produced")
                .tag("modele", modele)
                .register(mesures);
    }

    private Counter echecs(String modele, boolean definitif) {
        return Counter.builder(ECHECS)
                .description("Attempts that failed, for good or to be tried again")
                .tag("modele", modele)
                .tag("definitif", String.valueOf(definitif))
                .register(mesures);
    }
}
