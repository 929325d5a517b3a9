package fr.gouv.apilos.simulators.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import fr.gouv.apilos.simulators.comptes.Annuaire;
import fr.gouv.apilos.simulators.comptes.Compte;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

/** The endpoints of an OpenID Connect provider. Nothing is remembered of the person from one sign-in to the next. */
@Controller
class OidcController {

    private static final Duration VIE = Duration.ofMinutes(5);

    private final Annuaire annuaire;
    private final OidcProprietes proprietes;
    private final Signature signature;
    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Acces> acces = new ConcurrentHashMap<>();

    OidcController(Annuaire annuaire, OidcProprietes proprietes, Signature signature, Clock clock) {
        this.annuaire = annuaire;
        this.proprietes = proprietes;
        this.signature = signature;
        this.clock = clock;
    }

    /** What an application asks. */
    record Demande(
            String client_id,
            String redirect_uri,
            String response_type,
            String scope,
            String state,
            String nonce,
            String code_challenge,
            String code_challenge_method) {}

    private record Code(Demande demande, Compte compte, Instant expireLe) {}

    private record Acces(Compte compte, Instant expireLe) {}

    @GetMapping("/oidc/.well-known/openid-configuration")
    @ResponseBody
    Map<String, Object> decouverte(HttpServletRequest requete) {
        var emetteur = emetteur(requete);
        var document = new LinkedHashMap<String, Object>();
        document.put("issuer", emetteur);
        document.put("authorization_endpoint", emetteur + "/authorize");
        document.put("token_endpoint", emetteur + "/token");
        document.put("userinfo_endpoint", emetteur + "/userinfo");
        document.put("jwks_uri", emetteur + "/jwks");
        document.put("end_session_endpoint", emetteur + "/session/end");
        document.put("response_types_supported", List.of("code"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("userinfo_signing_alg_values_supported", List.of("RS256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("scopes_supported", List.of("openid", "email", "given_name", "usual_name"));
        return document;
    }

    @GetMapping("/oidc/jwks")
    @ResponseBody
    Map<String, Object> cles() {
        return signature.publique();
    }

    @GetMapping("/oidc/authorize")
    String page(Demande demande, Model model, HttpServletResponse reponse) {
        return refusee(demande, model, reponse) ? "oidc/refus" : formulaire(demande, null, model);
    }

    @PostMapping("/oidc/authorize")
    String connecter(
            Demande demande,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            Model model,
            HttpServletResponse reponse) {
        if (refusee(demande, model, reponse)) {
            return "oidc/refus";
        }
        var compte = annuaire.parLogin(username.strip()).filter(c -> c.login().equals(password));
        if (compte.isEmpty()) {
            reponse.setStatus(HttpStatus.UNAUTHORIZED.value());
            return formulaire(demande, "Identifiant ou mot de passe inconnu.", model);
        }
        var maintenant = clock.instant();
        codes.values().removeIf(c -> c.expireLe().isBefore(maintenant));
        var code = UUID.randomUUID().toString();
        codes.put(code, new Code(demande, compte.get(), maintenant.plus(proprietes.dureeCode())));
        return "redirect:"
                + UriComponentsBuilder.fromUriString(demande.redirect_uri())
                        .queryParam("code", code)
                        .queryParam("state", "{state}")
                        .encode()
                        .buildAndExpand(demande.state() == null ? "" : demande.state())
                        .toUriString()
                        .replace("{", "%7B")
                        .replace("}", "%7D");
    }

    /** A code serves once, for whoever asked for it and can show the verifier of its challenge. */
    @PostMapping("/oidc/token")
    ResponseEntity<Map<String, Object>> jetons(
            @RequestParam(required = false) String code,
            @RequestParam(required = false) String redirect_uri,
            @RequestParam(required = false) String code_verifier,
            @RequestParam(required = false) String client_id,
            @RequestParam(required = false) String client_secret,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String autorisation,
            HttpServletRequest requete) {
        if (!applicationConnue(client_id, client_secret, autorisation)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).body(Map.of("error", "invalid_client"));
        }
        var donne = code == null ? null : codes.remove(code);
        if (donne == null
                || donne.expireLe().isBefore(clock.instant())
                || !donne.demande().redirect_uri().equals(redirect_uri)
                || code_verifier == null
                || !empreinte(code_verifier).equals(donne.demande().code_challenge())) {
            return ResponseEntity.badRequest().body(Map.of("error", "invalid_grant"));
        }
        var maintenant = clock.instant();
        acces.values().removeIf(a -> a.expireLe().isBefore(maintenant));
        var jetonDAcces = UUID.randomUUID().toString();
        acces.put(jetonDAcces, new Acces(donne.compte(), maintenant.plus(VIE)));
        var identite = dit(requete, donne.compte())
                .issueTime(Date.from(maintenant))
                .expirationTime(Date.from(maintenant.plus(VIE)))
                .claim("nonce", donne.demande().nonce())
                .claim("sid", UUID.randomUUID().toString())
                .claim("acr", "eidas1")
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(Map.of(
                        "access_token",
                        jetonDAcces,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        VIE.toSeconds(),
                        "id_token",
                        signature.signer(identite, "JWT")));
    }

    /** Who the person is, in a signed document as ProConnect answers. */
    @GetMapping("/oidc/userinfo")
    ResponseEntity<String> informations(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String autorisation,
            HttpServletRequest requete) {
        var donne = acces.get(autorisation.replaceFirst("(?i)^bearer ", ""));
        if (donne == null || donne.expireLe().isBefore(clock.instant())) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                    .build();
        }
        var compte = donne.compte();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/jwt"))
                .body(signature.signer(
                        dit(requete, compte)
                                .claim("email", compte.email())
                                .claim("given_name", compte.prenom())
                                .claim("usual_name", compte.nom())
                                .build(),
                        "JWT"));
    }

    @GetMapping("/oidc/session/end")
    String deconnecter(
            @RequestParam(required = false) String id_token_hint,
            @RequestParam(required = false) String post_logout_redirect_uri,
            @RequestParam(defaultValue = "") String state) {
        if (Signature.session(id_token_hint) == null || !proprietes.accepte(post_logout_redirect_uri)) {
            return "cas/deconnecte";
        }
        return "redirect:"
                + UriComponentsBuilder.fromUriString(post_logout_redirect_uri)
                        .queryParam("state", "{state}")
                        .encode()
                        .buildAndExpand(state)
                        .toUriString()
                        .replace("{", "%7B")
                        .replace("}", "%7D");
    }

    private JWTClaimsSet.Builder dit(HttpServletRequest requete, Compte compte) {
        return new JWTClaimsSet.Builder()
                .issuer(emetteur(requete))
                .audience(proprietes.client())
                .subject("proconnect-" + compte.identifiant());
    }

    private boolean applicationConnue(String client, String secret, String autorisation) {
        if (autorisation != null && autorisation.startsWith("Basic ")) {
            var clair = new String(Base64.getDecoder().decode(autorisation.substring(6)), StandardCharsets.UTF_8);
            return clair.equals(proprietes.client() + ":" + proprietes.secret());
        }
        return proprietes.client().equals(client) && proprietes.secret().equals(secret);
    }

    private boolean refusee(Demande demande, Model model, HttpServletResponse reponse) {
        String raison = null;
        if (!proprietes.client().equals(demande.client_id())) {
            raison = "L’application « " + demande.client_id() + " » n’est pas connue.";
        } else if (!proprietes.accepte(demande.redirect_uri())) {
            raison = "L’adresse de retour n’est pas admise.";
        } else if (!"code".equals(demande.response_type())
                || demande.scope() == null
                || !List.of(demande.scope().split(" ")).contains("openid")) {
            raison = "Seul un code pour « openid » peut être demandé.";
        } else if (demande.nonce() == null
                || demande.state() == null
                || demande.code_challenge() == null
                || !"S256".equals(demande.code_challenge_method())) {
            raison = "Il manque state, nonce ou code_challenge (S256).";
        }
        if (raison == null) {
            return false;
        }
        reponse.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("raison", raison);
        return true;
    }

    private String formulaire(Demande demande, String erreur, Model model) {
        model.addAttribute("demande", demande);
        model.addAttribute("erreur", erreur);
        model.addAttribute("comptes", annuaire.comptes());
        return "oidc/connexion";
    }

    private static String emetteur(HttpServletRequest requete) {
        return requete.getScheme() + "://" + requete.getServerName() + ":" + requete.getServerPort() + "/oidc";
    }

    private static String empreinte(String verificateur) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(verificateur.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
