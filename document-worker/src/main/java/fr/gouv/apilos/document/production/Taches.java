package fr.gouv.apilos.document.production;

import fr.gouv.apilos.document.production.Messages.Demande;
import fr.gouv.apilos.document.production.Messages.Fichier;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The tasks this service was given and what became of each. */
@Repository
class Taches {

    private static final int RAISON_MAX = 2000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Taches(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Where a task stands. */
    enum Etat {
        EN_COURS,
        A_REPRENDRE,
        PRODUITE,
        ECHOUEE,
        ANNULEE
    }

    /** A task as operators see it; the request itself is left out, it holds personal data. */
    record Tache(
            UUID id,
            UUID convention,
            String modele,
            Etat etat,
            int tentatives,
            String raison,
            String versionModele,
            String sha256Modele,
            Long dureeMs,
            String pdfAbsent,
            Instant commenceeLe,
            Instant finieLe) {}

    /** Notes that a task is being worked on; false when it is done or cancelled. */
    boolean commencer(Demande demande) {
        return jdbc.sql("""
            insert into tache (id, convention, modele, etat, tentatives, demande)
            values (:id, :convention, :modele, 'EN_COURS', 1, :demande)
            on conflict (id) do update set convention = excluded.convention, modele = excluded.modele, etat = 'EN_COURS',
              tentatives = tache.tentatives + 1, demande = excluded.demande, raison = null, commencee_le = now(),
              finie_le = null
            where tache.etat not in ('PRODUITE', 'ANNULEE')\
            """)
                        .param("id", demande.tache())
                        .param("convention", demande.convention())
                        .param("modele", demande.modele())
                        .param("demande", json.writeValueAsString(demande))
                        .update()
                == 1;
    }

    /**
     * Notes what a task gave; false when it was cancelled meanwhile.
     *
     * @param pages of the entries of its table of contents: with the model and the data, all its Word document is made from
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean terminer(Messages.Produit produit, List<Integer> pages) {
        int faite = jdbc.sql("""
            update tache set etat = 'PRODUITE', raison = null, finie_le = now(), version_modele = :version,
              sha256_modele = :sha256, duree_ms = :duree, pdf_absent = :pdfAbsent, pages = :pages
            where id = :id and etat = 'EN_COURS'\
            """)
                .param("version", produit.versionModele())
                .param("sha256", produit.sha256Modele())
                .param("duree", produit.dureeMs())
                .param("pdfAbsent", produit.pdfAbsent())
                .param("pages", pages.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .param("id", produit.tache())
                .update();
        if (faite == 0) {
            return false;
        }
        for (var fichier : produit.fichiers()) {
            jdbc.sql("""
                insert into fichier (tache, type, cle, nom, taille, sha256)
                values (:tache, :type, :cle, :nom, :taille, :sha256)
                on conflict (tache, type) do update set cle = excluded.cle, nom = excluded.nom,
                  taille = excluded.taille, sha256 = excluded.sha256\
                """)
                    .param("tache", produit.tache())
                    .param("type", fichier.type())
                    .param("cle", fichier.cle())
                    .param("nom", fichier.nom())
                    .param("taille", fichier.taille())
                    .param("sha256", fichier.sha256())
                    .update();
        }
        return true;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void echouer(UUID tache, String raison, boolean definitif) {
        jdbc.sql(
                        "update tache set etat = :etat, raison = :raison, finie_le = now() where id = :id and etat = 'EN_COURS'")
                .param("etat", (definitif ? Etat.ECHOUEE : Etat.A_REPRENDRE).name())
                .param("raison", raison.substring(0, Math.min(RAISON_MAX, raison.length())))
                .param("id", tache)
                .update();
    }

    /**
     * Cancels a task, whether it was taken from its queue already or not.
     *
     * @throws ErreurMetier 409 when its document is already there
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void annuler(UUID tache, String raison) {
        int annulee = jdbc.sql("""
            insert into tache (id, etat, raison, finie_le) values (:id, 'ANNULEE', :raison, now())
            on conflict (id) do update set etat = 'ANNULEE', raison = excluded.raison, finie_le = now()
            where tache.etat <> 'PRODUITE'\
            """).param("id", tache).param("raison", raison).update();
        if (annulee == 0) {
            throw ErreurMetier.conflit("Ce document est déjà produit : il n’y a plus rien à annuler.");
        }
    }

    /** Makes a task that ended badly ready to be done again. */
    @Transactional(propagation = Propagation.MANDATORY)
    void rouvrir(UUID tache) {
        jdbc.sql("update tache set etat = 'A_REPRENDRE', finie_le = null where id = :id and etat <> 'PRODUITE'")
                .param("id", tache)
                .update();
    }

    /** The request of a task, as it came. */
    Optional<Demande> demande(UUID tache) {
        return jdbc.sql("select demande from tache where id = :id and demande is not null")
                .param("id", tache)
                .query(String.class)
                .optional()
                .map(texte -> json.readValue(texte, Demande.class));
    }

    /** Pages of the entries of the table of contents of a document produced; empty when it has none. */
    List<Integer> pages(UUID tache) {
        return jdbc.sql("select coalesce(pages, '') from tache where id = :id")
                .param("id", tache)
                .query(String.class)
                .optional()
                .filter(pages -> !pages.isEmpty())
                .map(pages ->
                        Arrays.stream(pages.split(",")).map(Integer::valueOf).toList())
                .orElse(List.of());
    }

    /** @throws ErreurMetier 404 when this service never saw the task */
    Tache une(UUID tache) {
        return jdbc.sql("select " + COLONNES + " from tache where id = :id")
                .param("id", tache)
                .query(Tache.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce service n’a pas reçu la tâche " + tache + "."));
    }

    List<Fichier> fichiers(UUID tache) {
        return jdbc.sql("select type, cle, nom, taille, sha256 from fichier where tache = :id order by type")
                .param("id", tache)
                .query(Fichier.class)
                .list();
    }

    /** Which tasks an operator wants to see; null for all. */
    record Filtre(
            @Nullable Etat etat,
            @Nullable String modele,
            @Nullable UUID convention) {}

    /** Tasks, latest first. */
    List<Tache> page(Filtre filtre, int page, int taille) {
        return filtrer(
                        filtre,
                        "select " + COLONNES + " from tache" + FILTRE
                                + " order by commencee_le desc, id limit :taille offset :debut")
                .param("taille", taille)
                .param("debut", (long) page * taille)
                .query(Tache.class)
                .list();
    }

    /** How many tasks there are under a filter. */
    long compter(Filtre filtre) {
        return filtrer(filtre, "select count(*) from tache" + FILTRE)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtrer(Filtre filtre, String ordre) {
        return jdbc.sql(ordre)
                .param("etat", filtre.etat() == null ? null : filtre.etat().name())
                .param("modele", filtre.modele())
                .param("convention", filtre.convention());
    }

    /** How many tasks are in each state, those of none at 0. */
    Map<Etat, Long> comptes() {
        var comptes = new EnumMap<Etat, Long>(Etat.class);
        for (var etat : Etat.values()) {
            comptes.put(etat, 0L);
        }
        jdbc.sql("select etat, count(*) from tache group by etat").query(ligne -> {
            comptes.put(Etat.valueOf(ligne.getString(1)), ligne.getLong(2));
        });
        return comptes;
    }

    /** Mean time of the last productions, in milliseconds; nothing yet: a second. */
    double dureeMoyenne() {
        return jdbc.sql("""
            select coalesce(avg(duree_ms), 1000) from
              (select duree_ms from tache where etat = 'PRODUITE' order by commencee_le desc limit 50) dernieres\
            """).query(Double.class).single();
    }

    private static final String FILTRE =
            " where (cast(:etat as varchar) is null or etat = :etat) and (cast(:modele as varchar) is null or modele ="
                    + " :modele) and (cast(:convention as uuid) is null or convention = :convention)";

    private static final String COLONNES =
            "id, convention, modele, etat, tentatives, raison, version_modele, sha256_modele, duree_ms, pdf_absent,"
                    + " commencee_le, finie_le";
}
