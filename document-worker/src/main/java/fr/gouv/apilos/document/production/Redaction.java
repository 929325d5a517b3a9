package fr.gouv.apilos.document.production;

import fr.gouv.apilos.document.image.ImagePourDocument;
import fr.gouv.apilos.document.modele.Modeles.Modele;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.LecteurDeContexte;
import fr.gouv.apilos.document.production.Messages.Demande;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Renders a request with a model. The same request and model always give the same bytes. */
@Component
class Redaction {

    private final ObjectStore magasin;

    Redaction(ObjectStore magasin) {
        this.magasin = magasin;
    }

    byte[] rediger(Modele modele, Demande demande) {
        var contexte = LecteurDeContexte.lire(demande.contexte());
        contexte.put("filigrane", demande.filigrane());
        return modele.word().rendre(contexte, images()).docx();
    }

    /** Pictures of the context are keys of the object store; each is made fit for the page (06 A7). */
    private Images images() {
        return cle -> {
            try (var flux = magasin.lire(cle)) {
                return ImagePourDocument.preparer(flux.readNBytes(ImagePourDocument.OCTETS_MAX + 1));
            } catch (ErreurMetier | IllegalArgumentException e) {
                throw new IOException("le fichier n’est pas dans l’espace de stockage", e);
            }
        };
    }
}
