package fr.gouv.apilos.gateway.accueil;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.environment.Environnement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsControllerTest {

    @ParameterizedTest
    @CsvSource({"production, Allow", "siap-production, Allow", "staging, Disallow", "development, Disallow"})
    void R70_search_engines_read_production_alone(String environnement, String regle) {
        assertThat(new RobotsController(new Environnement(environnement)).robots())
                .isEqualTo("User-agent: *\n" + regle + ": /\n");
    }
}
