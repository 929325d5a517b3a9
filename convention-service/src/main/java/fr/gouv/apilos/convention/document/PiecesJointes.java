package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.fichier.Fichiers;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The files joined to a convention to go with it (06 B3, 01 R173). */
@Component
class PiecesJointes implements SourceDePieces {

    private final Fichiers fichiers;

    PiecesJointes(Fichiers fichiers) {
        this.fichiers = fichiers;
    }

    @Override
    public List<Piece> de(UUID convention) {
        return fichiers.joints(convention).stream()
                .map(fichier -> new Piece(fichier.cle(), fichier.nom()))
                .toList();
    }
}
