package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.ConventionSupprimee;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** The files of a deleted convention go with it, once the deletion is certain (01 D30). */
@Component
class FichiersSupprimes {

    private final ObjectStore magasin;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher evenements;

    FichiersSupprimes(ObjectStore magasin, JdbcClient jdbc, ApplicationEventPublisher evenements) {
        this.magasin = magasin;
        this.jdbc = jdbc;
        this.evenements = evenements;
    }

    /** Keys that no row names any more once the transaction ends. */
    record Orphelins(List<String> cles) {}

    @EventListener
    void surSuppression(ConventionSupprimee supprimee) {
        evenements.publishEvent(new Orphelins(jdbc.sql("""
            select cle from document_signe where convention in (:conventions)
            union all
            select cle from lien_de_fichier where convention in (:conventions)
            union all
            select f.cle from document_fichier f join document_tache t on t.id = f.tache
            where t.convention in (:conventions)
            union all
            select cle from fichier where proprietaire in (:conventions) and efface_le is null\
            """)
                .param("conventions", supprimee.conventions())
                .query(String.class)
                .list()));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void effacer(Orphelins orphelins) {
        orphelins.cles().forEach(magasin::supprimer);
    }
}
