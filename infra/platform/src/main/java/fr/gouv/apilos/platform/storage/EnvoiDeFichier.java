package fr.gouv.apilos.platform.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file of the store sent to a browser: whole or by a part (RFC 9110 §14), not at all when the browser has it already, and
 * never as something a browser would run. Who may read it is settled before.
 */
public final class EnvoiDeFichier {

    /** What a browser shows without running anything: no HTML, no SVG, no XML. */
    private static final Set<String> MONTRABLES =
            Set.of("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    private EnvoiDeFichier() {}

    /**
     * A file to send.
     *
     * @param nom for whoever saves it, in any script
     * @param type of its content, as found in its bytes; unknown: sent as plain bytes
     * @param taille in bytes
     * @param sha256 of its content, which names it for caches; null when it is not known
     * @param dansLaPage shown rather than saved, when its type allows it
     */
    public record Fichier(
            String cle,
            String nom,
            String type,
            long taille,
            @Nullable String sha256,
            boolean dansLaPage) {}

    /**
     * The answer to a request.
     *
     * @param demande headers of the request: {@code Range}, {@code If-Range}, {@code If-None-Match}
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 404 when the store has it no more
     */
    public static ResponseEntity<Resource> repondre(ObjectStore magasin, Fichier fichier, HttpHeaders demande) {
        var etiquette = fichier.sha256() == null ? null : '"' + fichier.sha256() + '"';
        var entetes = entetes(fichier, etiquette);
        if (etiquette != null && dejaLa(demande, etiquette)) {
            return new ResponseEntity<>(entetes, HttpStatus.NOT_MODIFIED);
        }
        entetes.setContentType(type(fichier.type()));
        var partie = partie(demande, etiquette);
        if (partie == null) {
            entetes.setContentLength(fichier.taille());
            return new ResponseEntity<>(new InputStreamResource(magasin.lire(fichier.cle())), entetes, HttpStatus.OK);
        }
        long debut;
        long fin;
        try {
            debut = partie.getRangeStart(fichier.taille());
            fin = partie.getRangeEnd(fichier.taille());
        } catch (IllegalArgumentException _) {
            debut = fichier.taille();
            fin = 0;
        }
        if (debut >= fichier.taille() || fin < debut) {
            entetes.set(HttpHeaders.CONTENT_RANGE, "bytes */" + fichier.taille());
            return new ResponseEntity<>(entetes, HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        }
        long longueur = fin - debut + 1;
        entetes.setContentLength(longueur);
        entetes.set(HttpHeaders.CONTENT_RANGE, "bytes " + debut + "-" + fin + "/" + fichier.taille());
        return new ResponseEntity<>(
                new InputStreamResource(magasin.lire(fichier.cle(), debut, longueur)),
                entetes,
                HttpStatus.PARTIAL_CONTENT);
    }

    private static HttpHeaders entetes(Fichier fichier, @Nullable String etiquette) {
        var entetes = new HttpHeaders();
        boolean montre = fichier.dansLaPage() && MONTRABLES.contains(fichier.type());
        entetes.setContentDisposition((montre ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(fichier.nom(), StandardCharsets.UTF_8)
                .build());
        entetes.set("X-Content-Type-Options", "nosniff");
        entetes.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        // Rights are asked at each request: kept by this browser alone, and never used without asking.
        entetes.setCacheControl(CacheControl.noCache().cachePrivate());
        if (etiquette != null) {
            entetes.setETag(etiquette);
        } else {
            entetes.setCacheControl(CacheControl.noStore());
        }
        return entetes;
    }

    private static boolean dejaLa(HttpHeaders demande, String etiquette) {
        return demande.getIfNoneMatch().stream()
                .map(connue -> connue.startsWith("W/") ? connue.substring(2) : connue)
                .anyMatch(connue -> connue.equals("*") || connue.equals(etiquette));
    }

    /** The one part asked for; null for the whole: no part, several, words that are not a part, or another content. */
    private static @Nullable HttpRange partie(HttpHeaders demande, @Nullable String etiquette) {
        var siMeme = demande.getFirst(HttpHeaders.IF_RANGE);
        if (siMeme != null && !siMeme.equals(etiquette)) {
            return null;
        }
        List<HttpRange> parties;
        try {
            parties = HttpRange.parseRanges(demande.getFirst(HttpHeaders.RANGE));
        } catch (IllegalArgumentException _) {
            return null;
        }
        return parties.size() == 1 ? parties.getFirst() : null;
    }

    private static MediaType type(String type) {
        try {
            return MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException _) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
