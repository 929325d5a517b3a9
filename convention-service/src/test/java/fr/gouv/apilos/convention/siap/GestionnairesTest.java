package fr.gouv.apilos.convention.siap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whom SIAP names for an opération (04 R121). */
class GestionnairesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void R121_the_people_of_the_second_manager_with_a_profile_of_manager_and_nobody_else() {
        assertThat(LectureDeSiap.gestionnaires(JSON.readTree("""
            {"gestionnaire": {"utilisateurs": [{"email": "premier@exemple.fr", "groupes": [{"profil": {"code": "SER_GEST"}}]}]},
             "gestionnaireSecondaire": {"utilisateurs": [
               {"email": "un@exemple.fr", "groupes": [{"profil": {"code": "SER_GEST"}}]},
               {"email": "plusieurs@exemple.fr",
                "groupes": [{"profil": {"code": "DIR_REG"}}, {"profil": {"code": "SER_GEST"}}]},
               {"email": "autre@exemple.fr", "groupes": [{"profil": {"code": "MO_PERS_MORALE"}}]},
               {"email": "aucun@exemple.fr", "groupes": []}]}}\
            """)))
                .containsExactly("un@exemple.fr", "plusieurs@exemple.fr");
    }

    /** R122: what SIAP does not say is nobody, never a failure of the submission. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"gestionnaireSecondaire\": null}",
                "{\"gestionnaireSecondaire\": {}}",
                "{\"gestionnaireSecondaire\": {\"utilisateurs\": null}}",
                "{\"gestionnaireSecondaire\": {\"utilisateurs\": [{\"email\": null}, {\"groupes\": null}, {}]}}"
            })
    void R121_R122_what_is_missing_names_nobody(String operation) {
        assertThat(LectureDeSiap.gestionnaires(JSON.readTree(operation))).isEmpty();
    }
}
