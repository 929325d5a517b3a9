package fr.gouv.apilos.gateway.securite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door refuses to start with, all of it at once. */
class VariablesTest {

    private static final String APILOS = "https://apilos.exemple.fr";
    private static final String CERBERE = "https://cerbere.exemple.fr/cas";
    private static final String SECRET = "seize caractères!";

    @Test
    void a_whole_configuration_is_accepted_in_production_and_a_local_one_elsewhere() {
        var oidc = oidc("https://proconnect.exemple.fr/api/v2", "apilos", "secret");
        assertThat(Variables.fautes(oidc, true, APILOS, CERBERE, SECRET)).isEmpty();
        assertThat(Variables.fautes(oidc("", "", ""), true, APILOS, CERBERE, SECRET))
                .isEmpty();
        assertThat(Variables.fautes(
                        oidc("http://localhost:8090/oidc", "apilos", "secret"),
                        false,
                        "http://localhost:8080",
                        "http://localhost:8090/cas",
                        ""))
                .isEmpty();
    }

    /** 04 R69: nobody is identified by a simulator in production. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8090, https in production",
        "https://localhost, names this machine",
        "https://127.0.0.1:8090, names this machine",
        "https://[::1]/cas, names this machine"
    })
    void R69_a_simulator_identifies_nobody_in_production(String adresse, String raison) {
        assertThat(Variables.fautes(oidc("", "", ""), true, APILOS, adresse, SECRET))
                .singleElement()
                .satisfies(faute -> assertThat(faute).startsWith("CERBERE_AUTH").contains(raison));
        assertThat(Variables.fautes(oidc(adresse, "apilos", "secret"), true, APILOS, CERBERE, SECRET))
                .singleElement()
                .satisfies(faute -> assertThat(faute).startsWith("OIDC_ISSUER").contains(raison));
    }

    @Test
    void what_is_missing_or_of_no_use_is_said_all_at_once() {
        assertThat(Variables.fautes(oidc("ceci n’est pas", "", ""), true, "apilos", "ftp://cerbere", "court"))
                .satisfiesExactlyInAnyOrder(
                        faute -> assertThat(faute).startsWith("APILOS_URL must be"),
                        faute -> assertThat(faute).startsWith("CERBERE_AUTH must be"),
                        faute -> assertThat(faute).startsWith("CLIENT_SECRET must have"),
                        faute -> assertThat(faute).startsWith("OIDC_ISSUER is not an address"),
                        faute -> assertThat(faute).startsWith("OIDC_CLIENT_ID is missing"),
                        faute -> assertThat(faute).startsWith("OIDC_CLIENT_SECRET is missing"));
        assertThat(Variables.fautes(oidc("", "apilos", ""), false, APILOS, CERBERE, ""))
                .singleElement()
                .satisfies(faute -> assertThat(faute).contains("without OIDC_ISSUER"));
        assertThat(Variables.fautes(
                        new OidcProprietes("https://p.exemple.fr", "a", "b", "P", List.of("email")),
                        false,
                        APILOS,
                        CERBERE,
                        ""))
                .containsExactly("OIDC_SCOPES must contain openid");
    }

    private static OidcProprietes oidc(String emetteur, String client, String secret) {
        return new OidcProprietes(emetteur, client, secret, "ProConnect", List.of("openid", "email"));
    }
}
