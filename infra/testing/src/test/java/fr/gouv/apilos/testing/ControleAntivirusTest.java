package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.platform.antivirus.Antivirus;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus.Infecte;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ControleAntivirusTest {

    private static final ControleAntivirus.Source SOURCE = () -> new ByteArrayInputStream(new byte[3]);

    @Test
    void FIL40_what_is_clean_or_not_analysed_goes_on() {
        assertThat(new ControleAntivirus(_ -> Antivirus.Verdict.SAIN).exigerSain("a.xlsx", SOURCE, "fichier"))
                .isEqualTo(Antivirus.Resultat.SAIN);
        assertThat(new ControleAntivirus(_ -> Antivirus.Verdict.NON_ANALYSE).exigerSain("a.xlsx", SOURCE, "fichier"))
                .isEqualTo(Antivirus.Resultat.NON_ANALYSE);
    }

    @Test
    void FIL44_a_virus_and_an_antivirus_that_is_away_are_two_refusals_beside_the_field() {
        var infecte = new ControleAntivirus(_ -> new Antivirus.Verdict(Antivirus.Resultat.INFECTE, "Essai.Eicar"));
        assertThatThrownBy(() -> infecte.exigerSain("a.xlsx", SOURCE, "fichier"))
                .isInstanceOfSatisfying(Infecte.class, refus -> {
                    assertThat(refus.menace()).isEqualTo("Essai.Eicar");
                    assertThat(refus.code()).isEqualTo(ErreurCommune.INVALIDE);
                    assertThat(refus.champs().getFirst().champ()).isEqualTo("fichier");
                    assertThat(refus.detail()).contains("« a.xlsx »").doesNotContain("Essai.Eicar");
                });
        var absent = new ControleAntivirus(_ -> {
            throw new IOException("away");
        });
        assertThatThrownBy(() -> absent.exigerSain("a.xlsx", SOURCE, "fichier"))
                .isInstanceOfSatisfying(ErreurMetier.class, refus -> {
                    assertThat(refus.code()).isEqualTo(ErreurCommune.INDISPONIBLE);
                    assertThat(refus.champs()).hasSize(1);
                });
    }
}
