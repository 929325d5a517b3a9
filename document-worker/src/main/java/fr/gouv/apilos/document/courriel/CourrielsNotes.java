package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        /** Being sent, or to be tried again. */
        EN_COURS,
        /** At least one recipient got it. */
        ENVOYE,
        /** The relay refused every recipient. */
        REFUSE,
        /** Every retry failed: it waits for an operator. */
        ECHEC,
        /** Given up by an operator. */
        ANNULE,
        /** Not sent because mails are switched off. */
        ARRETE
    }

    /**
     * A mail as operators see it.
     *
     * @param modele code in the catalogue, or null
     * @param erreur of the last attempt that failed
     */
    record Courriel(
            UUID id,
            String objet,
            @Nullable String modele,
            Etat etat,
            int essais,
            @Nullable String erreur,
            Instant demandeLe,
            @Nullable Instant envoyeLe) {}

    /** @param refus answer of the relay when it refused this recipient for good */
    record Destinataire(String adresse, Instant envoyeLe, String refus) {}

    /**
     * Notes that a mail is being sent; false when it already left, or was given up.
     *
     * @param demande kept until it has left
     */
    @Transactional
    public boolean ouvrir(
            UUID courriel, String objet, @Nullable String modele, String demande, Collection<String> adresses) {
        jdbc.sql("""
            insert into courriel (id, objet, modele, demande, etat) values (:id, :objet, :modele, :demande, 'EN_COURS')
            on conflict (id) do nothing\
            """)
                .param("id", courriel)
                .param("objet", objet.substring(0, Math.min(500, objet.length())))
                .param("modele", modele)
                .param("demande", demande)
                .update();
        for (var adresse : adresses) {
            jdbc.sql("""
                insert into courriel_destinataire (courriel, adresse) values (:id, :adresse) on conflict do nothing\
                """).param("id", courriel).param("adresse", adresse).update();
        }
        // One that failed comes back through its parking queue.
        return jdbc.sql("""
            update courriel set etat = 'EN_COURS', essais = essais + 1 where id = :id and etat in ('EN_COURS', 'ECHEC')\
            """).param("id", courriel).update() == 1;
    }

    /** An attempt failed; another one follows, or an operator. */
    void noterErreur(UUID courriel, String erreur) {
        jdbc.sql("update courriel set erreur = :erreur where id = :id")
                .param("erreur", erreur.substring(0, Math.min(REFUS_MAX, erreur.length())))
                .param("id", courriel)
                .update();
    }

    /** The last retry failed. */
    void garer(UUID courriel) {
        jdbc.sql("update courriel set etat = 'ECHEC' where id = :id and etat = 'EN_COURS'")
                .param("id", courriel)
                .update();
    }

    /** Not sent: mails are switched off. */
    void arreter(UUID courriel) {
        jdbc.sql("update courriel set etat = 'ARRETE' where id = :id")
                .param("id", courriel)
                .update();
    }

    /** Given up; false when it already left. */
    @Transactional
    public boolean annuler(UUID courriel) {
        return jdbc.sql("""
            update courriel set etat = 'ANNULE', demande = null where id = :id and etat not in ('ENVOYE', 'ANNULE')\
            """).param("id", courriel).update() == 1;
    }

    /** To be sent again to those who have not got it; the request, when it was kept. */
    @Transactional
    public Optional<String> rouvrir(UUID courriel) {
        jdbc.sql("update courriel_destinataire set refus = null where courriel = :id and envoye_le is null")
                .param("id", courriel)
                .update();
        return jdbc.sql("""
            update courriel set etat = 'EN_COURS', erreur = null where id = :id returning demande\
            """)
                .param("id", courriel)
                .query((ligne, _) -> Optional.ofNullable(ligne.getString(1)))
                .single();
    }

    /** Whether a switch is on; unknown is off (04 R129). */
    boolean interrupteur(String nom) {
        return jdbc.sql("select actif from courriel_interrupteur where nom = :nom")
                .param("nom", nom)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void basculer(String nom, boolean actif, String par) {
        jdbc.sql("""
            insert into courriel_interrupteur (nom, actif, par) values (:nom, :actif, :par)
            on conflict (nom) do update set actif = excluded.actif, par = excluded.par, le = now()\
            """).param("nom", nom).param("actif", actif).param("par", par).update();
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
            update courriel set envoye_le = now(), erreur = null, demande = case when exists
              (select from courriel_destinataire d where d.courriel = :id and d.envoye_le is not null)
              then null else demande end, etat = case when exists
              (select from courriel_destinataire d where d.courriel = :id and d.envoye_le is not null)
              then 'ENVOYE' else 'REFUSE' end
            where id = :id returning etat = 'ENVOYE'\
            """).param("id", courriel).query(Boolean.class).single();
    }

    List<Courriel> page(Etat etat, int page, int taille) {
        return jdbc.sql("""
            select id, objet, modele, etat, essais, erreur, demande_le, envoye_le from courriel
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
        return jdbc.sql(
                        "select id, objet, modele, etat, essais, erreur, demande_le, envoye_le from courriel where id = :id")
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
