package fr.gouv.apilos.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gallery shows is looked at in a browser by {@code infra/end-to-end}. */
class GalerieControllerTest {

    private static final Path MODELES = Path.of("src/main/resources/templates");

    private final GalerieController galerie = new GalerieController(new Environnement("development"));

    @ParameterizedTest
    @ValueSource(strings = {"production", "siap-production"})
    void in_production_it_does_not_exist(String environnement) {
        assertThatThrownBy(() -> new GalerieController(new Environnement(environnement)).horsProduction())
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(ErreurCommune.INTROUVABLE));
        assertThatCode(galerie::horsProduction).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(ErreurCommune.class)
    void every_common_error_has_its_page(ErreurCommune code) {
        assertThatThrownBy(() -> galerie.erreur(code.name()))
                .isInstanceOfSatisfying(
                        ErreurMetier.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** A component nobody shows is a component nobody looks at. */
    @Test
    void every_component_is_shown() throws IOException {
        var montres = new StringBuilder();
        try (var pages = Files.list(MODELES.resolve("galerie"))) {
            for (var page : pages.toList()) {
                montres.append(Files.readString(page));
            }
        }
        try (var composants = Files.list(MODELES.resolve("composant"))) {
            assertThat(composants)
                    .isNotEmpty()
                    .allSatisfy(composant -> assertThat(montres)
                            .contains("composant/"
                                    + composant.getFileName().toString().replace(".html", " ::")));
        }
    }
}
