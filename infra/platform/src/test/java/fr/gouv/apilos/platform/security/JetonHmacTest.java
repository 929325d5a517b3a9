package fr.gouv.apilos.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JetonHmacTest {

    private static final String CLE = "a shared key that is at least sixty-four characters long, for HS512";
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void another_library_verifies_the_signature(String algorithme) throws Exception {
        var jeton = new JetonHmac(algorithme, CLE, JSON).signer(Map.of("sub", "apilos", "n", 3));
        var lu = SignedJWT.parse(jeton);
        assertThat(lu.getHeader().getAlgorithm().getName()).isEqualTo(algorithme);
        assertThat(lu.verify(new MACVerifier(CLE.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(lu.getJWTClaimsSet().getSubject()).isEqualTo("apilos");
        assertThat(lu.getJWTClaimsSet().getIntegerClaim("n")).isEqualTo(3);
    }

    /** SIAP's key may be shorter than JOSE libraries accept. */
    @Test
    void a_short_key_signs_all_the_same() {
        assertThat(new JetonHmac("HS256", "court", JSON).signer(Map.of()).split("\\."))
                .hasSize(3);
    }

    @Test
    void neither_no_key_nor_another_algorithm_signs() {
        var sansCle = new JetonHmac("HS256", "", JSON);
        assertThatThrownBy(() -> sansCle.signer(Map.of())).isInstanceOf(IllegalStateException.class);
        var autre = new JetonHmac("none", CLE, JSON);
        assertThatThrownBy(() -> autre.signer(Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_signed_here_is_read_and_nothing_else_is() throws Exception {
        var jetons = new JetonHmac("HS256", CLE, JSON);
        var bon = jetons.signer(Map.of("sub", "apilos"));
        assertThat(jetons.lire(bon).orElseThrow().path("sub").asString()).isEqualTo("apilos");
        var parties = bon.split("\\.");
        var sansAlgorithme = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(java.util.List.of(
                        "",
                        "a.b",
                        "a.b.c",
                        "%.%.%",
                        parties[0] + "." + parties[1] + ".",
                        sansAlgorithme + "." + parties[1] + ".",
                        sansAlgorithme + "." + parties[1] + "." + parties[2],
                        parties[0] + "." + parties[0] + "." + parties[2],
                        new JetonHmac("HS256", CLE + "!", JSON).signer(Map.of("sub", "apilos")),
                        new JetonHmac("HS512", CLE, JSON).signer(Map.of("sub", "apilos"))))
                .allMatch(faux -> jetons.lire(faux).isEmpty());
        assertThat(new JetonHmac("HS256", "", JSON).lire(bon)).isEmpty();
    }
}
