package fr.gouv.apilos.platform.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The menu SIAP and this platform share, and the ways back to SIAP, under the habilitation in force (04 R71 to R74). The door
 * keeps it with the token of the session and hands it to services in a header: no page asks for it. It gives no right.
 *
 * @param tableauDeBord address of SIAP's home
 * @param gestionDesHabilitations address where people manage their habilitations
 * @param operation address of an opération, with {@code <NUM_OPE_SIAP>} in the place of its number
 * @param entrees first level of the menu, in SIAP's order
 */
public record MenuCommun(String tableauDeBord, String gestionDesHabilitations, String operation, List<Entree> entrees) {

    /** Header between the door and services; a client's own never passes. */
    public static final String ENTETE = "X-Menu-Commun";

    /** What SIAP writes where the number of an opération goes. */
    public static final String NUMERO = "<NUM_OPE_SIAP>";

    /** Longest header, in characters: servers refuse long ones. A menu beyond it is left out. */
    private static final int ENTETE_MAX = 6_000;

    private static final int JSON_MAX = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One entry.
     *
     * @param href full address, null for an entry that only holds others
     * @param courante leads to where the reader is: this platform
     * @param nouvelleFenetre opens beside
     * @param entrees second level, empty for a link
     */
    public record Entree(
            String libelle, @Nullable String href, boolean courante, boolean nouvelleFenetre, List<Entree> entrees) {}

    /** The page of an opération in SIAP. */
    public String operation(String numero) {
        return operation.replace(NUMERO, UriUtils.encodePathSegment(numero, StandardCharsets.UTF_8));
    }

    /** The value of the header, deflated; empty when it would be too long. */
    public Optional<String> ecrire() {
        var octets = new ByteArrayOutputStream();
        try (var flux = new DeflaterOutputStream(octets)) {
            flux.write(JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var valeur = Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toByteArray());
        return valeur.length() > ENTETE_MAX ? Optional.empty() : Optional.of(valeur);
    }

    /** What a header says; empty for anything that is no menu. */
    public static Optional<MenuCommun> lire(@Nullable String entete) {
        if (entete == null || entete.isEmpty() || entete.length() > ENTETE_MAX) {
            return Optional.empty();
        }
        try (var flux = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(entete)))) {
            var lu = flux.readNBytes(JSON_MAX);
            return Optional.ofNullable(JSON.readValue(lu, MenuCommun.class))
                    .filter(menu -> menu.entrees() != null && menu.operation() != null);
        } catch (IOException | IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }
}
