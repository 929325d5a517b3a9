package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.document.Documents.Motif;
import fr.gouv.apilos.convention.telechargement.FichierAPreparer;
import fr.gouv.apilos.convention.telechargement.NomsDeFichiers;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** All the documents of a convention as one zip: the signed act, the latest documents produced, the files attached. */
@Component
class ArchiveDeConvention implements FichierAPreparer {

    static final String GENRE = "archive";

    private final Documents documents;
    private final DocumentsSignes signes;
    private final List<SourceDePieces> autres;
    private final DroitsConvention droits;
    private final ObjectStore magasin;

    ArchiveDeConvention(
            Documents documents,
            DocumentsSignes signes,
            List<SourceDePieces> autres,
            DroitsConvention droits,
            ObjectStore magasin) {
        this.documents = documents;
        this.signes = signes;
        this.autres = autres;
        this.droits = droits;
        this.magasin = magasin;
    }

    @Override
    public String genre() {
        return GENRE;
    }

    /** @param parametres identifier of the convention */
    @Override
    public void preparer(String parametres, Identite identite, Avancement avancement, OutputStream sortie)
            throws IOException {
        var convention = UUID.fromString(parametres);
        droits.exigerVoir(convention, identite);
        ecrire(pieces(convention), sortie, avancement);
    }

    /** Whoever no longer sees the convention does not see its documents either. */
    @Override
    public void exigerDroit(String parametres, Identite alors, Identite maintenant) {
        droits.exigerVoir(UUID.fromString(parametres), maintenant);
    }

    /** What the archive would hold, in its order. */
    List<SourceDePieces.Piece> pieces(UUID convention) {
        var pieces = new ArrayList<SourceDePieces.Piece>();
        signes.courant(convention).ifPresent(signe -> pieces.add(new SourceDePieces.Piece(signe.cle(), signe.nom())));
        var vus = EnumSet.noneOf(Motif.class);
        for (var production : documents.productions(convention)) {
            if (!production.fichiers().isEmpty() && vus.add(production.tache().motif())) {
                production.fichiers().forEach(f -> pieces.add(new SourceDePieces.Piece(f.cle(), f.nom())));
            }
        }
        pieces.addAll(jointes(convention));
        return pieces;
    }

    /** Files attached to the convention (06 B3). */
    List<SourceDePieces.Piece> jointes(UUID convention) {
        return autres.stream().flatMap(source -> source.de(convention).stream()).toList();
    }

    /**
     * Writes a zip, one file at a time.
     *
     * @throws ErreurMetier 409 when there is nothing to put in it
     */
    void ecrire(List<SourceDePieces.Piece> pieces, OutputStream sortie, Avancement avancement) throws IOException {
        if (pieces.isEmpty()) {
            throw ErreurMetier.conflit("Cette convention n’a aucun document pour l’instant.");
        }
        var noms = new NomsDeFichiers();
        long fait = 0;
        var zip = new ZipOutputStream(sortie, StandardCharsets.UTF_8);
        // Word and PDF files are compressed already: what more could be gained is not worth the time.
        zip.setLevel(Deflater.BEST_SPEED);
        for (var piece : pieces) {
            avancement.dire(fait, pieces.size());
            zip.putNextEntry(new ZipEntry(noms.prendre(piece.nom())));
            try (var contenu = magasin.lire(piece.cle())) {
                contenu.transferTo(zip);
            }
            zip.closeEntry();
            avancement.dire(++fait, pieces.size());
        }
        zip.finish();
    }
}
