package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What became of each mail and of each of its recipients. */
@Repository
class CourrielsNotes {

    private static final int REFUS_MAX = 1000;

    private final JdbcClient jdbc;

    CourrielsNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a mail stands. */
    enum Etat {
        EN_COURS,
        ENVOYE,
        REFUSE
    }

    /** A mail as operators see it. */
    record Courriel(UUID id, String objet, Etat etat, Instant demandeLe, Instant envoyeLe) {}

    /** @param refus answer of the relay when it refused this recipient for good */
    record Destinataire(String adresse, Instant envoyeLe, String refus) {}

    /** Notes that a mail is being sent; false when it already left. */
    @Transactional
    public boolean ouvrir(UUID courriel, String objet, Collection<String> adresses) {
        jdbc.sql("insert into courriel (id, objet, etat) values (:id, :objet, 'EN_COURS') on conflict (id) do nothing")
                .param("id", courriel)
                .param("objet", objet.substring(0, Math.min(500, objet.length())))
                .update();
        for (var adresse : adresses) {
            jdbc.sql("""
                insert into courriel_destinataire (courriel, adresse) values (:id, :adresse) on conflict do nothing\
                """).param("id", courriel).param("adresse", adresse).update();
        }
        return jdbc.sql("select etat = 'EN_COURS' from courriel where id = :id")
                .param("id", courriel)
                .query(Boolean.class)
                .single();
    }

    List<String> restants(UUID courriel) {
        return jdbc.sql("""
            select adresse from courriel_destinataire
            where courriel = :id and envoye_le is null and refus is null order by adresse\
            """).param("id", courriel).query(String.class).list();
    }

    void remis(UUID courriel, String adresse, String refus) {
        jdbc.sql("""
            update courriel_destinataire set refus = :refus, envoye_le = case when :refus::text is null then now() end
            where courriel = :id and adresse = :adresse\
            """)
                .param("refus", refus == null ? null : refus.substring(0, Math.min(REFUS_MAX, refus.length())))
                .param("id", courriel)
                .param("adresse", adresse)
                .update();
    }

    /** Closes a mail; true when at least one recipient got it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean fermer(UUID courriel) {
        return jdbc.sql("""
            update courriel set envoye_le = now(), etat = case when exists
              (select from courriel_destinataire d where d.courriel = :id and d.envoye_le is not null)
              then 'ENVOYE' else 'REFUSE' end
            where id = :id returning etat = 'ENVOYE'\
            """).param("id", courriel).query(Boolean.class).single();
    }

    List<Courriel> page(Etat etat, int page, int taille) {
        return jdbc.sql("""
            select id, objet, etat, demande_le, envoye_le from courriel
            where cast(:etat as varchar) is null or etat = :etat
            order by demande_le desc, id limit :taille offset :debut\
            """)
                .param("etat", etat == null ? null : etat.name())
                .param("taille", taille)
                .param("debut", (long) page * taille)
                .query(Courriel.class)
                .list();
    }

    /** @throws ErreurMetier 404 when this service never saw the mail */
    Courriel un(UUID courriel) {
        return jdbc.sql("select id, objet, etat, demande_le, envoye_le from courriel where id = :id")
                .param("id", courriel)
                .query(Courriel.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce service n’a pas reçu le courriel " + courriel + "."));
    }

    List<Destinataire> destinataires(UUID courriel) {
        return jdbc.sql("""
            select adresse, envoye_le, refus from courriel_destinataire where courriel = :id order by adresse\
            """).param("id", courriel).query(Destinataire.class).list();
    }
}
