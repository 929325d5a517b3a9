package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.document.Documents.Fichier;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What accompanies the mail of a validation: the PDF, or a zip of the PDF and of the attached files for a foyer or a résidence
 * (01 R173). When it is too heavy to travel, a link that asks for a sign-in and the right to see the convention, for a month.
 */
@Service
public class PiecesDeValidation {

    /** Beyond this many bytes relays refuse (06 A9); document-worker draws the same line. */
    public static final long PIECE_MAX = 10L << 20;

    private static final Duration DUREE = Duration.ofDays(30);

    private final Documents documents;
    private final ArchiveDeConvention archives;
    private final DroitsConvention droits;
    private final ObjectStore magasin;
    private final JdbcClient jdbc;
    private final Clock horloge;
    private final String adresse;

    PiecesDeValidation(
            Documents documents,
            ArchiveDeConvention archives,
            DroitsConvention droits,
            ObjectStore magasin,
            JdbcClient jdbc,
            Clock horloge,
            @Value("${apilos.url}") String adresse) {
        this.documents = documents;
        this.archives = archives;
        this.droits = droits;
        this.magasin = magasin;
        this.jdbc = jdbc;
        this.horloge = horloge;
        this.adresse = adresse.replaceAll("/+$", "");
    }

    /** @param lien where to fetch it when it is too heavy to travel, or null */
    public record Piece(String cle, String nom, @Nullable String lien) {}

    /** A link of a mail. */
    record Lien(UUID id, UUID convention, String cle, String nom, String type, long taille, Instant expireLe) {}

    /**
     * The files of a mail; asked for twice, the same ones.
     *
     * @param archive whether they travel as a zip, with the files attached to the convention
     */
    public List<Piece> de(UUID convention, UUID tache, boolean archive) {
        var fichiers = documents.fichiers(tache);
        // The PDF alone when it is there: it is the one to sign.
        var principal = fichiers.stream()
                .filter(fichier -> fichier.type().equals("pdf"))
                .findFirst()
                .or(() -> fichiers.stream().findFirst());
        if (principal.isEmpty()) {
            return List.of();
        }
        var document = principal.get();
        if (archive) {
            return List.of(zip(convention, document));
        }
        if (document.taille() <= PIECE_MAX) {
            return List.of(new Piece(document.cle(), document.nom(), null));
        }
        var type = document.type().equals("pdf") ? "application/pdf" : "application/octet-stream";
        return List.of(new Piece(
                document.cle(),
                document.nom(),
                lien(convention, document.cle(), document.nom(), type, document.taille())));
    }

    private Piece zip(UUID convention, Fichier document) {
        var pieces = new ArrayList<SourceDePieces.Piece>();
        pieces.add(new SourceDePieces.Piece(document.cle(), "convention_" + convention + "." + document.type()));
        pieces.addAll(archives.jointes(convention));
        var nom = document.nom().replaceFirst("\\.[a-z]+$", "") + ".zip";
        var ecrit = ecrire(pieces, "envois/" + convention + "/" + document.tache() + ".zip");
        var lien = lien(convention, ecrit.cle(), nom, "application/zip", ecrit.taille());
        return new Piece(ecrit.cle(), nom, ecrit.taille() <= PIECE_MAX ? null : lien);
    }

    private ObjectStore.ObjetEcrit ecrire(List<SourceDePieces.Piece> pieces, String cle) {
        try {
            var brouillon = Files.createTempFile("apilos-envoi-", ".zip");
            try {
                try (var sortie = new BufferedOutputStream(Files.newOutputStream(brouillon))) {
                    archives.ecrire(pieces, sortie, (fait, total) -> {});
                }
                try (var contenu = Files.newInputStream(brouillon)) {
                    return magasin.ecrire(cle, contenu);
                }
            } finally {
                Files.deleteIfExists(brouillon);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lien(UUID convention, String cle, String nom, String type, long taille) {
        var id = UUID.nameUUIDFromBytes(("lien " + cle).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("""
            insert into lien_de_fichier (id, convention, cle, nom, type, taille, expire_le)
            values (:id, :convention, :cle, :nom, :type, :taille, :fin)
            on conflict (id) do update set taille = excluded.taille, expire_le = excluded.expire_le\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("cle", cle)
                .param("nom", nom)
                .param("type", type)
                .param("taille", taille)
                .param("fin", horloge.instant().plus(DUREE).atOffset(ZoneOffset.UTC))
                .update();
        return adresse + "/conventions/liens/" + id;
    }

    /**
     * The file behind a link of a mail.
     *
     * @return nothing once it has expired
     * @throws ErreurMetier 404 unknown, 403 for who may not see the convention
     */
    Optional<Lien> suivre(UUID id, Identite identite) {
        var lien = jdbc.sql("select * from lien_de_fichier where id = :id")
                .param("id", id)
                .query(Lien.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Ce lien ne mène à aucun fichier. Ouvrez la convention pour" + " retrouver ses documents."));
        droits.exigerVoir(lien.convention(), identite);
        return lien.expireLe().isAfter(horloge.instant()) ? Optional.of(lien) : Optional.empty();
    }

    /** The convention a link belongs to, for who has already shown their right. */
    UUID convention(UUID id) {
        return jdbc.sql("select convention from lien_de_fichier where id = :id")
                .param("id", id)
                .query(UUID.class)
                .single();
    }
}
