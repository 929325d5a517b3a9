package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdresseBaseTest {

    @Test
    void une_adresse_complete_se_lit() {
        assertThat(AdresseBase.lire("postgres://a%2Bb:p+q%2F@h:1/base?sslmode=require"))
                .isEqualTo(new AdresseBase("h", 1, "base", "a+b", "p+q/", "?sslmode=require"));
        var courte = AdresseBase.lire("postgresql://h/base");
        assertThat(courte.jdbc()).isEqualTo("jdbc:postgresql://h:5432/base");
        assertThat(courte.utilisateur()).isEqualTo("postgres");
    }

    @Test
    void une_adresse_sans_base_est_refusee() {
        assertThatThrownBy(() -> AdresseBase.lire("postgres://h")).isInstanceOf(DemarrageImpossible.class);
        assertThatThrownBy(() -> AdresseBase.lire("n'importe quoi")).isInstanceOf(DemarrageImpossible.class);
    }
}
