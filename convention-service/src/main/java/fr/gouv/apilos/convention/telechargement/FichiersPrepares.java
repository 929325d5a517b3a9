package fr.gouv.apilos.convention.telechargement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The files asked for: requests, progress, delivery, end. */
@Service
public class FichiersPrepares {

    /** What one person may have under way at once. */
    static final int EN_COURS_MAX = 3;

    /** Without news for this long, whoever prepared it is dead: somebody else starts again. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int ESSAIS_MAX = 3;
    private static final int MONTRES = 50;

    /** How long an expired file is still said to have been there. */
    private static final Duration MEMOIRE = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectStore magasin;
    private final Clock horloge;
    private final Duration duree;
    private final Map<String, FichierAPreparer> genres;

    FichiersPrepares(
            JdbcClient jdbc,
            JsonMapper json,
            ObjectStore magasin,
            Clock horloge,
            @Value("${apilos.telechargements.duree:24h}") Duration duree,
            List<FichierAPreparer> genres) {
        this.jdbc = jdbc;
        this.json = json;
        this.magasin = magasin;
        this.horloge = horloge;
        this.duree = duree;
        this.genres = genres.stream().collect(Collectors.toMap(FichierAPreparer::genre, Function.identity()));
    }

    /** Where a file is. */
    public enum Etat {
        DEMANDE("En attente"),
        EN_COURS("Préparation en cours"),
        PRET("Prêt"),
        ECHEC("La préparation a échoué"),
        ANNULE("Annulé"),
        EXPIRE("N’est plus disponible");

        private final String libelle;

        Etat(String libelle) {
            this.libelle = libelle;
        }

        public String libelle() {
            return libelle;
        }

        /** Nothing more will happen by itself soon. */
        public boolean fini() {
            return this != DEMANDE && this != EN_COURS;
        }
    }

    /**
     * A file asked for.
     *
     * @param fait pieces done, of {@code total}; 0 of 0 before it begins
     * @param taille in bytes, null before it is ready
     * @param expireLe when it goes, null before it is ready
     * @param retour page it was asked from
     */
    public record Fichier(
            UUID id,
            String genre,
            String titre,
            String nom,
            String type,
            String parametres,
            String retour,
            UUID demandeur,
            Etat etat,
            int fait,
            int total,
            int essais,
            String raison,
            String cle,
            Long taille,
            Instant demandeLe,
            Instant finiLe,
            Instant expireLe) {}

    /**
     * What is asked for.
     *
     * @param titre for people, 255 characters at most
     * @param nom of the file, with its extension
     * @param type value of Content-Type
     * @param parametres handed back to whoever prepares it; the same ones under way are not asked for twice
     * @param retour page to go back to
     */
    public record Demande(String genre, String titre, String nom, String type, String parametres, String retour) {}

    private static final String COLONNES = """
        id, genre, titre, nom, type, parametres, retour, demandeur, etat, fait, total, essais, raison, cle, taille,
        demande_le, fini_le, expire_le\
        """;

    /**
     * Asks for a file, or finds the same one already under way.
     *
     * @throws ErreurMetier 409 when this person has too many under way
     */
    @Transactional
    public UUID demander(Demande demande, Identite identite) {
        if (!genres.containsKey(demande.genre())) {
            throw new IllegalArgumentException("no such kind of file: " + demande.genre());
        }
        var enCours = jdbc.sql("select " + COLONNES + " from fichier_prepare"
                        + " where demandeur = :demandeur and etat in ('DEMANDE', 'EN_COURS')")
                .param("demandeur", identite.utilisateur())
                .query(Fichier.class)
                .list();
        for (var autre : enCours) {
            if (autre.genre().equals(demande.genre())
                    && autre.parametres().equals(demande.parametres())
                    && alors(autre.id()).perimetre().equals(identite.perimetre())) {
                return autre.id();
            }
        }
        if (enCours.size() >= EN_COURS_MAX) {
            throw ErreurMetier.conflit("Vous avez déjà %d fichiers en préparation. Attendez que l’un d’eux soit prêt."
                    .formatted(enCours.size()));
        }
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into fichier_prepare (id, genre, titre, nom, type, parametres, retour, demandeur, identite, etat, demande_le)
            values (:id, :genre, :titre, :nom, :type, :parametres, :retour, :demandeur, :identite::jsonb, 'DEMANDE', :instant)\
            """)
                .param("id", id)
                .param("genre", demande.genre())
                .param("titre", court(demande.titre(), 255))
                .param("nom", NomsDeFichiers.sur(demande.nom()))
                .param("type", demande.type())
                .param("parametres", demande.parametres())
                .param("retour", demande.retour())
                .param("demandeur", identite.utilisateur())
                .param("identite", json.writeValueAsString(identite))
                .param("instant", maintenant())
                .update();
        return id;
    }

    /**
     * One file of this person.
     *
     * @throws ErreurMetier 404 for anybody else's
     */
    @Transactional(readOnly = true)
    public Fichier un(UUID id, Identite identite) {
        return jdbc.sql("select " + COLONNES + " from fichier_prepare where id = :id and demandeur = :demandeur")
                .param("id", id)
                .param("demandeur", identite.utilisateur())
                .query(Fichier.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Ce fichier n’existe pas, ou une autre personne l’a demandé : chacun prépare les siens."));
    }

    /** The latest files of this person, newest first. */
    @Transactional(readOnly = true)
    List<Fichier> de(Identite identite) {
        return jdbc.sql("select " + COLONNES + " from fichier_prepare where demandeur = :demandeur"
                        + " order by demande_le desc, id limit " + MONTRES)
                .param("demandeur", identite.utilisateur())
                .query(Fichier.class)
                .list();
    }

    /** These files, whoever asked: for pages that already showed their right. */
    @Transactional(readOnly = true)
    Map<UUID, Fichier> ceux(Collection<UUID> ids) {
        return jdbc
                .sql("select " + COLONNES + " from fichier_prepare where id in (:ids)")
                .param("ids", ids)
                .query(Fichier.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Fichier::id, Function.identity()));
    }

    /**
     * A file that is ready, to be sent.
     *
     * @return nothing when it is not ready, or no longer there
     * @throws ErreurMetier 404 for anybody else's, 403 when the rights of this person have changed since
     */
    @Transactional(readOnly = true)
    public Optional<Fichier> pret(UUID id, Identite identite) {
        var fichier = un(id, identite);
        if (fichier.etat() != Etat.PRET || fichier.expireLe().isBefore(horloge.instant())) {
            return Optional.empty();
        }
        genre(fichier).exigerDroit(fichier.parametres(), alors(id), identite);
        return Optional.of(fichier);
    }

    FichierAPreparer genre(Fichier fichier) {
        return genres.get(fichier.genre());
    }

    /** Who asked, with the rights of that time. */
    Identite alors(UUID id) {
        return json.readValue(
                jdbc.sql("select identite::text from fichier_prepare where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single(),
                Identite.class);
    }

    /** Takes the oldest request nobody works on; two instances never take the same. */
    @Transactional
    public Optional<Fichier> prendre() {
        var maintenant = maintenant();
        return jdbc.sql("""
            update fichier_prepare set etat = 'EN_COURS', vivant_le = :maintenant, essais = essais + 1, fait = 0
            where id = (
              select id from fichier_prepare
              where etat = 'DEMANDE' or etat = 'EN_COURS' and vivant_le < :mort
              order by demande_le for update skip locked limit 1)
            returning\
            """ + " " + COLONNES)
                .param("maintenant", maintenant)
                .param("mort", maintenant.minus(SILENCE))
                .query(Fichier.class)
                .optional();
    }

    /**
     * Notes the progress of a file, at once and apart: whoever tells it is reading in a transaction of their own. False when
     * the file is no longer this attempt's.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean avancer(Fichier fichier, long fait, long total) {
        return jdbc.sql("""
            update fichier_prepare set fait = :fait, total = :total, vivant_le = :maintenant
            where id = :id and etat = 'EN_COURS' and essais = :essais\
            """)
                        .param("fait", (int) Math.min(Integer.MAX_VALUE, fait))
                        .param("total", (int) Math.min(Integer.MAX_VALUE, total))
                        .param("maintenant", maintenant())
                        .param("id", fichier.id())
                        .param("essais", fichier.essais())
                        .update()
                == 1;
    }

    /** Stores what was written and starts the time it is kept; no transaction stays open while the bytes travel. */
    public void terminer(Fichier fichier, InputStream contenu) {
        var ecrit = magasin.ecrire("telechargements/" + fichier.id() + "-" + fichier.essais(), contenu);
        int garde = jdbc.sql("""
            update fichier_prepare set etat = 'PRET', fait = total, cle = :cle, taille = :taille, fini_le = :maintenant,
              expire_le = :fin, raison = null
            where id = :id and etat = 'EN_COURS' and essais = :essais\
            """)
                .param("cle", ecrit.cle())
                .param("taille", ecrit.taille())
                .param("maintenant", maintenant())
                .param("fin", maintenant().plus(duree))
                .param("id", fichier.id())
                .param("essais", fichier.essais())
                .update();
        if (garde == 0) {
            magasin.supprimer(ecrit.cle());
        }
    }

    /**
     * An attempt ended badly: tried again, unless it was the last one or the reason will not go away.
     *
     * @param raison for people
     */
    @Transactional
    public void echouer(Fichier fichier, String raison, boolean definitif) {
        boolean fini = definitif || fichier.essais() >= ESSAIS_MAX;
        jdbc.sql("""
            update fichier_prepare set etat = :etat, raison = :raison, fini_le = :fini, expire_le = :fin
            where id = :id and etat = 'EN_COURS' and essais = :essais\
            """)
                .param("etat", fini ? Etat.ECHEC.name() : Etat.DEMANDE.name())
                .param("raison", court(raison, 1000))
                .param("fini", fini ? maintenant() : null)
                .param("fin", fini ? maintenant().plus(duree) : null)
                .param("id", fichier.id())
                .param("essais", fichier.essais())
                .update();
    }

    /**
     * Gives up a file that is not ready: whoever prepares it stops at its next row or block, and keeps nothing.
     *
     * @throws ErreurMetier 404 for anybody else's, 409 when there is nothing left to stop
     */
    @Transactional
    public void annuler(UUID id, Identite identite) {
        un(id, identite);
        int annule = jdbc.sql("""
            update fichier_prepare set etat = 'ANNULE', identite = null, fini_le = :maintenant, expire_le = :fin
            where id = :id and etat in ('DEMANDE', 'EN_COURS')\
            """)
                .param("maintenant", maintenant())
                .param("fin", maintenant().plus(duree))
                .param("id", id)
                .update();
        if (annule == 0 && un(id, identite).etat() != Etat.ANNULE) {
            throw ErreurMetier.conflit("La préparation de ce fichier est déjà terminée.");
        }
    }

    /** Whether an attempt is still the one that counts: neither given up nor taken up by somebody else. */
    @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
    public boolean encours(Fichier fichier) {
        return jdbc.sql("select exists (select from fichier_prepare"
                        + " where id = :id and etat = 'EN_COURS' and essais = :essais)")
                .param("id", fichier.id())
                .param("essais", fichier.essais())
                .query(Boolean.class)
                .single();
    }

    /** The service stops: somebody else takes this up at once, and the attempt does not count. */
    @Transactional
    public void rendre(Fichier fichier) {
        jdbc.sql("""
            update fichier_prepare set etat = 'DEMANDE', essais = essais - 1
            where id = :id and etat = 'EN_COURS' and essais = :essais\
            """)
                .param("id", fichier.id())
                .param("essais", fichier.essais())
                .update();
    }

    /** Expired files leave the store; what they were is remembered for a while, so that an old link says so. */
    @Scheduled(fixedDelayString = "${apilos.telechargements.menage:10m}")
    @SchedulerLock(name = "fichiers-prepares")
    @Transactional
    public void nettoyer() {
        var maintenant = maintenant();
        for (var fichier : jdbc.sql("select " + COLONNES + " from fichier_prepare"
                        + " where expire_le < :maintenant and etat <> 'EXPIRE'")
                .param("maintenant", maintenant)
                .query(Fichier.class)
                .list()) {
            if (fichier.cle() != null) {
                magasin.supprimer(fichier.cle());
            }
            jdbc.sql("update fichier_prepare set etat = 'EXPIRE', cle = null, identite = null where id = :id")
                    .param("id", fichier.id())
                    .update();
        }
        jdbc.sql("delete from fichier_prepare where expire_le < :avant")
                .param("avant", maintenant.minus(MEMOIRE))
                .update();
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }

    private static String court(String texte, int max) {
        return texte.length() <= max ? texte : texte.substring(0, max);
    }
}
