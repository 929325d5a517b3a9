package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.platform.security.JetonHmac;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Signs the token SIAP asks for, anew for each attempt. Source: 04 R75, 05 T2. */
@Component
class JetonSortant {

    private static final Duration VIE = Duration.ofMinutes(5);
    private final JetonHmac jeton;
    private final Clock horloge;

    JetonSortant(SiapProprietes proprietes, JsonMapper json, Clock horloge) {
        this.jeton = new JetonHmac(proprietes.algorithme(), proprietes.cle(), json);
        this.horloge = horloge;
    }

    /** @param habilitation left out of the token when 0 */
    String signer(String login, long habilitation) {
        var emisLe = horloge.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("token_type", "access");
        claims.put("iat", emisLe);
        claims.put("exp", emisLe + VIE.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("user-login", login);
        if (habilitation != 0) {
            claims.put("habilitation-id", habilitation);
        }
        return jeton.signer(claims);
    }
}
