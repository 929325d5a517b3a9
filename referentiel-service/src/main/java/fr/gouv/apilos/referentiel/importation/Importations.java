package fr.gouv.apilos.referentiel.importation;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Cellule;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.LecteurCsv;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.Lecture;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.referentiel.importation.Import.Examen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the files sent, says what they would do, does it in batches that survive a stop. */
@Service
class Importations {

    private static final Logger LOG = LoggerFactory.getLogger(Importations.class);
    private static final int PAQUET = 50;
    private static final RowMapper<Fichier> FICHIER = new SimplePropertyRowMapper<>(Fichier.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Map<String, Import> imports = new LinkedHashMap<>();

    Importations(JdbcClient jdbc, PlatformTransactionManager transactions, List<Import> tous) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        tous.stream().sorted(java.util.Comparator.comparing(Import::code)).forEach(i -> imports.put(i.code(), i));
    }

    /** Where an import is. */
    enum Etat {
        /** Checked, nothing written. */
        DEPOSE,
        /** Rows are being written. */
        EN_COURS,
        /** Every row was taken or refused. */
        FINI
    }

    /**
     * One import.
     *
     * @param position rows handled so far
     * @param total rows of the file
     */
    record Fichier(
            UUID id,
            String genre,
            String nom,
            Etat etat,
            int position,
            int total,
            int ecrites,
            int refusees,
            String auteur,
            Instant creeLe) {}

    /** A row and what it would do. */
    record LigneVue(Ligne ligne, @Nullable Examen examen) {
        /** Whether it can be taken. */
        public boolean prise() {
            return examen != null && examen.refus().isEmpty() && !ligne.fautive();
        }
    }

    /** The whole file, looked at. */
    record Verification(Fichier fichier, Import quoi, Lecture lecture, List<LigneVue> lignes) {
        long nombre(Import.Effet effet) {
            return lignes.stream()
                    .filter(LigneVue::prise)
                    .filter(l -> l.examen() != null && l.examen().effet() == effet)
                    .count();
        }

        List<LigneVue> refusees() {
            return lignes.stream().filter(l -> !l.prise()).toList();
        }
    }

    List<Import> genres() {
        return List.copyOf(imports.values());
    }

    /** @throws ErreurMetier 404 for an unknown kind */
    Import genre(String code) {
        return Optional.ofNullable(imports.get(code))
                .orElseThrow(() -> ErreurMetier.introuvable("Cet import n’existe pas."));
    }

    /**
     * Keeps a file once it could be read.
     *
     * @throws FichierRefuse when it is not a spreadsheet or a CSV of this kind
     */
    @Transactional(rollbackFor = FichierRefuse.class)
    UUID deposer(String genre, String nom, byte[] contenu, Identite identite) throws FichierRefuse {
        var lecture = lire(genre(genre), nom, contenu);
        if (lecture.lignes().isEmpty()) {
            throw new FichierRefuse(List.of("Le fichier ne contient aucune ligne remplie."));
        }
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into importation (id, genre, nom, contenu, total, utilisateur, auteur)
            values (:id, :genre, :nom, :contenu, :total, :utilisateur, :auteur)\
            """)
                .param("id", id)
                .param("genre", genre)
                .param("nom", nom.length() > 200 ? nom.substring(0, 200) : nom)
                .param("contenu", contenu)
                .param("total", lecture.lignes().size())
                .param("utilisateur", identite.utilisateur())
                .param("auteur", identite.nom())
                .update();
        return id;
    }

    /** @throws ErreurMetier 404 when there is none */
    @Transactional(readOnly = true)
    Fichier un(UUID id) {
        return jdbc.sql(
                        "select id, genre, nom, etat, position, total, ecrites, refusees, auteur, cree_le from importation"
                                + " where id = :id")
                .param("id", id)
                .query(FICHIER)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Cet import n’existe pas ou n’existe plus."));
    }

    /** The latest ones. */
    @Transactional(readOnly = true)
    List<Fichier> derniers() {
        return jdbc.sql(
                        "select id, genre, nom, etat, position, total, ecrites, refusees, auteur, cree_le from importation"
                                + " order by cree_le desc limit 20")
                .query(FICHIER)
                .list();
    }

    /** The dry run: what each row would do today. */
    @Transactional(readOnly = true)
    Verification verifier(UUID id) {
        var fichier = un(id);
        var quoi = genre(fichier.genre());
        var lecture = relire(fichier, quoi);
        return new Verification(fichier, quoi, lecture, examiner(quoi, lecture));
    }

    /**
     * Starts writing; a second press does nothing.
     *
     * @throws ErreurMetier 409 when no row can be taken
     */
    @Transactional
    void lancer(UUID id) {
        var verification = verifier(id);
        if (verification.fichier().etat() != Etat.DEPOSE) {
            return;
        }
        if (verification.lignes().stream().noneMatch(LigneVue::prise)) {
            throw ErreurMetier.conflit("Aucune ligne de ce fichier ne peut être prise. Corrigez-le, puis déposez-le.");
        }
        jdbc.sql("update importation set etat = 'EN_COURS' where id = :id and etat = 'DEPOSE'")
                .param("id", id)
                .update();
    }

    /**
     * Handles the next batch of one import under way: its rows and its position are one transaction.
     *
     * @return false when nothing is under way
     */
    boolean avancer() {
        return Boolean.TRUE.equals(transaction.execute(statut -> {
            var fichier = jdbc.sql("""
                select id, genre, nom, etat, position, total, ecrites, refusees, auteur, cree_le from importation
                where etat = 'EN_COURS' order by cree_le limit 1 for update skip locked\
                """).query(FICHIER).optional();
            fichier.ifPresent(this::paquet);
            return fichier.isPresent();
        }));
    }

    private void paquet(Fichier fichier) {
        var quoi = genre(fichier.genre());
        var lecture = relire(fichier, quoi);
        int fin = Math.min(fichier.position() + PAQUET, lecture.lignes().size());
        var rangs = lecture.lignes().subList(Math.min(fichier.position(), fin), fin);
        int ecrites = 0;
        int refusees = 0;
        var doublons = doublons(quoi, lecture);
        for (var vue : examiner(quoi, rangs, doublons)) {
            if (!vue.prise()) {
                refusees++;
                continue;
            }
            if (vue.examen() != null && vue.examen().effet() != Import.Effet.AUCUN) {
                quoi.appliquer(vue.ligne());
                ecrites++;
            }
        }
        jdbc.sql("""
            update importation set position = :position, ecrites = ecrites + :ecrites, refusees = refusees + :refusees,
              etat = case when :position >= total then 'FINI' else 'EN_COURS' end
            where id = :id\
            """)
                .param("position", fin)
                .param("ecrites", ecrites)
                .param("refusees", refusees)
                .param("id", fichier.id())
                .update();
        LOG.info("Import {} of {}: {} of {} rows", fichier.id(), fichier.genre(), fin, fichier.total());
    }

    private List<LigneVue> examiner(Import quoi, Lecture lecture) {
        return examiner(quoi, lecture.lignes(), doublons(quoi, lecture));
    }

    private static List<LigneVue> examiner(Import quoi, List<Ligne> lignes, Map<Integer, String> doublons) {
        var saines = lignes.stream().filter(l -> !l.fautive()).toList();
        var examens = new HashMap<Integer, Examen>();
        var trouves = quoi.examiner(saines);
        for (int i = 0; i < saines.size(); i++) {
            examens.put(saines.get(i).numero(), trouves.get(i));
        }
        var vues = new ArrayList<LigneVue>();
        for (var ligne : lignes) {
            var examen = examens.get(ligne.numero());
            var refus = new LinkedHashMap<String, String>();
            if (examen != null) {
                refus.putAll(examen.refus());
            }
            var doublon = doublons.get(ligne.numero());
            if (doublon != null) {
                refus.putIfAbsent(quoi.feuille().colonnes().getFirst().champ(), doublon);
            }
            var cellules = new LinkedHashMap<String, Cellule>(ligne.cellules());
            refus.forEach((champ, motif) -> cellules.computeIfPresent(champ, (nom, cellule) -> cellule.refusee(motif)));
            vues.add(new LigneVue(
                    new Ligne(ligne.numero(), ligne.rang(), cellules),
                    examen == null ? null : new Examen(examen.effet(), examen.designation(), refus)));
        }
        return vues;
    }

    /** Rows that say again what an earlier one said. */
    private static Map<Integer, String> doublons(Import quoi, Lecture lecture) {
        var premieres = new HashMap<String, Integer>();
        var doublons = new HashMap<Integer, String>();
        for (var ligne : lecture.lignes()) {
            var cle = quoi.cle(ligne);
            if (cle.isEmpty()) {
                continue;
            }
            var premiere = premieres.putIfAbsent(cle, ligne.numero());
            if (premiere != null) {
                doublons.put(ligne.numero(), "La ligne " + premiere + " porte déjà « " + cle + " ».");
            }
        }
        return doublons;
    }

    private Lecture relire(Fichier fichier, Import quoi) {
        var contenu = jdbc.sql("select contenu from importation where id = :id")
                .param("id", fichier.id())
                .query(byte[].class)
                .single();
        try {
            return lire(quoi, fichier.nom(), contenu);
        } catch (FichierRefuse e) {
            // It was read before it was kept.
            throw new IllegalStateException("import " + fichier.id() + " cannot be read again", e);
        }
    }

    private static Lecture lire(Import quoi, String nom, byte[] contenu) throws FichierRefuse {
        return nom.toLowerCase(Locale.ROOT).endsWith(".csv")
                ? LecteurCsv.lire(contenu, quoi.feuille())
                : LecteurTableur.lire(contenu, quoi.feuille(), Map.of());
    }

    /** Handles batches until there is nothing left; a fault of the database is tried again later. */
    void avancerJusquAuBout() {
        try {
            while (avancer()) {
                LOG.debug("next batch");
            }
        } catch (DataAccessException e) {
            LOG.warn("An import stopped and will go on later: {}", e.getMessage());
        }
    }
}
