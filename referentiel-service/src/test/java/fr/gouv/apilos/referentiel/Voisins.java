package fr.gouv.apilos.referentiel;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import fr.gouv.apilos.platform.security.JetonDeService;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** What stands around the service: convention-service, habilitation-service, the directory of enterprises; each test says what they answer. */
@TestComponent
public class Voisins {

    /** convention-service. */
    public static final WireMockServer CONVENTIONS = demarrer();

    /** The directory of enterprises. */
    public static final WireMockServer ANNUAIRE = demarrer();

    /** habilitation-service, asked in the name of the reader. */
    public static final WireMockServer HABILITATIONS = demarrer();

    private static WireMockServer demarrer() {
        var serveur = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        serveur.start();
        return serveur;
    }

    @Bean
    DynamicPropertyRegistrar adressesDesVoisins() {
        return registre -> {
            registre.add("apilos.services.convention", CONVENTIONS::baseUrl);
            registre.add("apilos.services.habilitation", HABILITATIONS::baseUrl);
            registre.add("apilos.personnes.delai", () -> "500ms");
            registre.add("apilos.annuaire.url", ANNUAIRE::baseUrl);
            registre.add("apilos.annuaire.delai", () -> "500ms");
            registre.add("apilos.conventions.delai", () -> "2s");
            registre.add("apilos.deplacements.paquet", () -> "10");
            // Tests move the clocks of sagas and imports themselves.
            registre.add("apilos.deplacements.rythme", () -> "PT10H");
            registre.add("apilos.imports.rythme", () -> "PT10H");
        };
    }

    @Bean
    JetonDeService jetonDeService() {
        return () -> "jeton-d-essai";
    }
}
