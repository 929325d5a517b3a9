package fr.gouv.apilos.platform.security;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** The claims of the internal token, written by the issuer and read by every service in one place. */
public final class JetonInterne {

    /** Issuer. */
    public static final String EMETTEUR = "apilos-habilitation";

    /** Audience: the services of the platform. */
    public static final String AUDIENCE = "apilos";

    private JetonInterne() {}

    /** What every reader of a token requires beside its signature: our issuer, our audience, an end not yet passed. */
    public static OAuth2TokenValidator<Jwt> exigences() {
        var dates = new JwtTimestampValidator();
        // A token without an end would live for ever.
        dates.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                dates,
                new JwtIssuerValidator(EMETTEUR),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(AUDIENCE)));
    }

    /** Claims of an identity, beside the registered ones (subject is the identifier of the user). */
    public static Map<String, Object> revendications(Identite identite) {
        var perimetre = new LinkedHashMap<String, @Nullable Object>();
        perimetre.put("national", identite.perimetre().national());
        perimetre.put("region", identite.perimetre().region());
        perimetre.put("departement", identite.perimetre().departement());
        perimetre.put("bailleurs", textes(identite.perimetre().bailleurs()));
        perimetre.put("administrations", textes(identite.perimetre().administrations()));
        perimetre.put(
                "filtre_departements",
                identite.perimetre().filtreDepartements().stream().sorted().toList());
        var toutes = new LinkedHashMap<String, Object>();
        toutes.put("nom", identite.nom());
        toutes.put("email", identite.email());
        toutes.put("login", identite.login());
        toutes.put("profil", identite.profil());
        toutes.put("typologie", identite.typologie().name());
        var habilitation = new LinkedHashMap<String, Object>();
        habilitation.put("id", identite.habilitation().id());
        habilitation.put("libelle", identite.habilitation().libelle());
        var administration = identite.habilitation().administration();
        if (administration != null) {
            habilitation.put("administration", administration.toString());
        }
        toutes.put("habilitation", habilitation);
        toutes.put("lecture_seule", identite.lectureSeule());
        toutes.put("staff", identite.staff());
        toutes.put("superuser", identite.superuser());
        toutes.put("permissions", identite.permissions().stream().sorted().toList());
        toutes.put("perimetre", perimetre);
        var par = identite.par();
        if (par != null) {
            toutes.put("act", Map.of("sub", par.utilisateur().toString(), "nom", par.nom()));
        }
        return toutes;
    }

    /**
     * The identity said by a verified token. What is missing is read as the least right.
     *
     * @throws IllegalArgumentException when the subject or the kind cannot be read
     */
    public static Identite lire(String sujet, Map<String, Object> claims) {
        return new Identite(
                UUID.fromString(sujet),
                texte(claims, "nom"),
                texte(claims, "email"),
                texte(claims, "login"),
                texte(claims, "profil"),
                Typologie.valueOf(texte(claims, "typologie")),
                habilitation(claims.get("habilitation")),
                !Boolean.FALSE.equals(claims.get("lecture_seule")),
                Boolean.TRUE.equals(claims.get("staff")),
                Boolean.TRUE.equals(claims.get("superuser")),
                ensemble(claims.get("permissions")),
                perimetre(claims.get("perimetre")),
                acteurReel(claims.get("act")));
    }

    /** RFC 8693: who uses the token of somebody else. */
    private static @Nullable ActeurReel acteurReel(@Nullable Object brut) {
        return brut instanceof Map<?, ?> map
                ? new ActeurReel(UUID.fromString(String.valueOf(map.get("sub"))), String.valueOf(map.get("nom")))
                : null;
    }

    private static Habilitation habilitation(@Nullable Object brut) {
        if (brut instanceof Map<?, ?> map && map.get("id") instanceof Number id) {
            var administration = map.get("administration");
            return new Habilitation(
                    id.longValue(),
                    String.valueOf(map.get("libelle")),
                    administration == null ? null : UUID.fromString(administration.toString()));
        }
        return Habilitation.AUCUNE;
    }

    private static Perimetre perimetre(@Nullable Object brut) {
        if (!(brut instanceof Map<?, ?> map)) {
            return Perimetre.VIDE;
        }
        return new Perimetre(
                Boolean.TRUE.equals(map.get("national")),
                facultatif(map.get("region")),
                facultatif(map.get("departement")),
                uuids(map, "bailleurs"),
                uuids(map, "administrations"),
                ensemble(map.get("filtre_departements")));
    }

    private static @Nullable String facultatif(@Nullable Object brut) {
        return brut == null ? null : brut.toString();
    }

    private static String texte(Map<String, Object> claims, String nom) {
        var valeur = claims.get(nom);
        return valeur == null ? "" : valeur.toString();
    }

    private static Set<String> ensemble(@Nullable Object brut) {
        var valeurs = new HashSet<String>();
        if (brut instanceof List<?> liste) {
            liste.forEach(v -> valeurs.add(String.valueOf(v)));
        }
        return Set.copyOf(valeurs);
    }

    private static @Nullable Set<UUID> uuids(Map<?, ?> map, String nom) {
        if (map.get(nom) instanceof List<?> liste) {
            var valeurs = new HashSet<UUID>();
            liste.forEach(v -> valeurs.add(UUID.fromString(String.valueOf(v))));
            return Set.copyOf(valeurs);
        }
        // Absent altogether is a malformed perimeter: nothing. Present and null is "no such limit".
        return map.containsKey(nom) ? null : Set.of();
    }

    private static @Nullable List<String> textes(@Nullable Set<UUID> valeurs) {
        return valeurs == null
                ? null
                : valeurs.stream().map(UUID::toString).sorted().toList();
    }
}
