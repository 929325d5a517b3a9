package fr.gouv.apilos.habilitation.siap;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.role.Permission;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.testing.JetonDeTest;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The identities every service is tested with, and the matrix of rights is printed for, are those given out here. */
class DroitsDesProfilsTest {

    @ParameterizedTest
    @EnumSource(Profil.class)
    void R12_R13_tests_of_all_services_give_a_profile_what_its_group_gives(Profil profil) {
        for (boolean ecrit : new boolean[] {true, false}) {
            var identite = JetonDeTest.duProfil(profil.name(), !ecrit, Perimetre.NATIONAL);
            var groupe = profil.groupe(ecrit);
            assertThat(identite.typologie().name()).isEqualTo(profil.typologie().name());
            assertThat(identite.lectureSeule()).isEqualTo(groupe.lectureSeule());
            assertThat(identite.permissions())
                    .isEqualTo(groupe.permissions().stream()
                            .map(Permission::code)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** The two profiles the matrix shows in reading only. */
    @ParameterizedTest
    @EnumSource(Profil.class)
    void R10_only_associations_and_partners_have_no_code_that_writes(Profil profil) {
        assertThat(Arrays.stream(CodeRole.values())
                        .filter(code -> code.profil() == profil)
                        .anyMatch(CodeRole::ecrit))
                .isEqualTo(profil != Profil.ASS_HLM && profil != Profil.PARTENAIRES);
    }
}
