package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.antivirus.ControleAntivirus;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus.Infecte;
import fr.gouv.apilos.platform.antivirus.ControleAntivirus.Source;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files that are read by the antivirus while the person waits, for they are opened at once or stand for the convention:
 * spreadsheets and signed acts. To be called outside a transaction: no connection waits for the antivirus.
 */
@Service
public class Depistage {

    private final ControleAntivirus controle;
    private final ApplicationEventPublisher evenements;
    private final TransactionTemplate transaction;

    Depistage(ControleAntivirus controle, ApplicationEventPublisher evenements, TransactionTemplate transaction) {
        this.controle = controle;
        this.evenements = evenements;
        this.transaction = transaction;
    }

    /**
     * Has a file read; when a virus is found, the person and the team are told by mail as for any other file (FIL-42).
     *
     * @param nom as the person knows it
     * @param champ of the form, beside which the refusal is shown
     * @throws ErreurMetier 422 for an infected file, 503 when the antivirus does not answer
     */
    public Fichier.Analyse exigerSain(UUID convention, String nom, Source contenu, String champ, Identite identite) {
        try {
            return Fichier.Analyse.valueOf(
                    controle.exigerSain(nom, contenu, champ).name());
        } catch (Infecte infecte) {
            transaction.executeWithoutResult(_ -> evenements.publishEvent(new FichierInfecte(
                    UUID.randomUUID(), convention, nom, infecte.menace(), identite.utilisateur(), identite.nom())));
            throw infecte;
        }
    }
}
