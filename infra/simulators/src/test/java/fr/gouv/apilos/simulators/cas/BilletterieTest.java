package fr.gouv.apilos.simulators.cas;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.simulators.cas.Billetterie.Validation;
import fr.gouv.apilos.simulators.comptes.Compte;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BilletterieTest {

    private static final String SERVICE = "http://localhost:8080/login/cas";
    private static final Compte COMPTE = new Compte("a", "1", "N", "P", "a@exemple.fr", "", List.of());

    private Instant maintenant = Instant.parse("2026-11-24T10:00:00Z");
    private final Billetterie billetterie = new Billetterie(
            new CasProprietes(Pattern.compile("http://localhost.*"), Duration.ofSeconds(10)),
            horloge(() -> maintenant));
    private final String session = billetterie.ouvrir(COMPTE);

    @Test
    void un_ticket_ne_sert_qu_une_fois() {
        var ticket = billetterie.emettre(session, SERVICE);
        assertThat(billetterie.valider(ticket, SERVICE)).isEqualTo(new Validation.Acceptee(COMPTE));
        assertThat(code(billetterie.valider(ticket, SERVICE))).isEqualTo("INVALID_TICKET");
    }

    @Test
    void un_ticket_presente_pour_un_autre_service_est_refuse_et_brule() {
        var ticket = billetterie.emettre(session, SERVICE);
        assertThat(code(billetterie.valider(ticket, SERVICE + "/autre"))).isEqualTo("INVALID_SERVICE");
        assertThat(code(billetterie.valider(ticket, SERVICE))).isEqualTo("INVALID_TICKET");
    }

    @Test
    void un_ticket_vit_dix_secondes() {
        var aTemps = billetterie.emettre(session, SERVICE);
        var tropTard = billetterie.emettre(session, SERVICE);
        maintenant = maintenant.plusSeconds(10);
        assertThat(billetterie.valider(aTemps, SERVICE)).isInstanceOf(Validation.Acceptee.class);
        maintenant = maintenant.plusMillis(1);
        assertThat(code(billetterie.valider(tropTard, SERVICE))).isEqualTo("INVALID_TICKET");
    }

    @Test
    void un_parametre_absent_est_une_requete_invalide() {
        assertThat(code(billetterie.valider(null, SERVICE))).isEqualTo("INVALID_REQUEST");
        assertThat(code(billetterie.valider("ST-1", " "))).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void fermer_rend_les_services_a_prevenir_une_seule_fois() {
        var ticket = billetterie.emettre(session, SERVICE);
        assertThat(billetterie.fermer(session)).extracting("ticket").containsExactly(ticket);
        assertThat(billetterie.fermer(session)).isEmpty();
        assertThat(billetterie.compte(session)).isEmpty();
    }

    private static String code(Validation validation) {
        return ((Validation.Refusee) validation).code();
    }

    private static Clock horloge(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
