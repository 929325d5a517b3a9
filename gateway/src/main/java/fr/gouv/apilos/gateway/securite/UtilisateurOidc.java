package fr.gouv.apilos.gateway.securite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Asks the provider who the person is; ProConnect answers with a signed document, others with plain JSON. */
class UtilisateurOidc implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private static final MediaType JWT = MediaType.parseMediaType("application/jwt");
    private static final TypeReference<Map<String, Object>> CHAMPS = new TypeReference<>() {};

    private final FournisseurOidc fournisseur;
    private final JsonMapper json;
    private final RestClient client;

    UtilisateurOidc(FournisseurOidc fournisseur, JsonMapper json) {
        this.fournisseur = fournisseur;
        this.json = json;
        this.client =
                RestClient.builder().requestFactory(FournisseurOidc.requetes()).build();
    }

    @Override
    public OidcUser loadUser(OidcUserRequest demande) {
        var jeton = demande.getIdToken();
        var champs = new LinkedHashMap<String, Object>(jeton.getClaims());
        var adresse = demande.getClientRegistration()
                .getProviderDetails()
                .getUserInfoEndpoint()
                .getUri();
        if (adresse != null && !adresse.isBlank()) {
            var lus = demander(adresse, demande.getAccessToken().getTokenValue());
            if (!Objects.equals(lus.get("sub"), jeton.getSubject())) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error("invalid_user_info_response", "that of somebody else", null));
            }
            lus.forEach(champs::putIfAbsent);
        }
        return new DefaultOidcUser(List.of(), jeton, new OidcUserInfo(champs));
    }

    private Map<String, Object> demander(String adresse, String acces) {
        try {
            var reponse = client.get()
                    .uri(adresse)
                    .headers(entetes -> entetes.setBearerAuth(acces))
                    .accept(MediaType.APPLICATION_JSON, JWT)
                    .retrieve()
                    .toEntity(String.class);
            var corps = Objects.requireNonNullElse(reponse.getBody(), "");
            var type = reponse.getHeaders().getContentType();
            return type != null && type.isCompatibleWith(JWT)
                    ? fournisseur.decouvrir().autres().decode(corps).getClaims()
                    : json.readValue(corps, CHAMPS);
        } catch (RestClientException | JwtException | JacksonException e) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error("invalid_user_info_response", "cannot be read", null), e);
        }
    }
}
