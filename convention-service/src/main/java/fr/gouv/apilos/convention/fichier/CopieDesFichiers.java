package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.fichier.CopieDesFichiers.BilanDeCopie.Ligne;
import fr.gouv.apilos.convention.fichier.Fichier.Analyse;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.reprise.SuiviDeReprise;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.storage.ObjectStore.Objet;
import fr.gouv.apilos.platform.storage.ObjectStore.ObjetEcrit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies the objects of an installation taken over (06 B6), one after the other: the bytes first, then in one transaction what
 * became of them and the file of the field. A stop between both copies that object again, under the same key.
 */
@Service
class CopieDesFichiers {

    private static final Logger LOG = LoggerFactory.getLogger(CopieDesFichiers.class);
    private static final List<String> DOSSIERS = List.of("conventions", "programmes", "lots", "spf", "piecesJointes");
    private static final Pattern DOCUMENT = Pattern.compile("conventions/([0-9a-fA-F-]{36})/convention_docs/.+");
    private static final String VERROU = "hashtext(current_schema() || '.reprise.fichiers')";

    /** Whoever joined a file is not known in the source (06 B1). */
    private static final UUID PERSONNE = new UUID(0, 0);

    private static final int LOT = 64;

    /** Copies under way at once: a store far away answers slowly, and the pool of the database has 10 connections. */
    private static final int ENSEMBLE = 6;

    /** Enough to tell a format; packages are read whole. */
    private static final int TETE = 1 << 16;

    private final ObjectStore magasin;
    private final TypeDeContenu types;
    private final JdbcClient jdbc;
    private final DataSource base;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    CopieDesFichiers(
            ObjectStore magasin,
            TypeDeContenu types,
            JdbcClient jdbc,
            DataSource base,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            Clock horloge) {
        this.magasin = magasin;
        this.types = types;
        this.jdbc = jdbc;
        this.base = base;
        this.transaction = transaction;
        this.evenements = evenements;
        this.horloge = horloge;
    }

    /**
     * How to copy.
     *
     * @param accepter takes files whose size is not the one the source noted, as they are
     * @param dejaAnalyses the antivirus of the source read them: they are not held in quarantine here
     * @param verifier reads again what was copied before, and copies anew what is no longer the same
     */
    record Choix(boolean accepter, boolean dejaAnalyses, boolean verifier) {}

    /**
     * What became of the objects.
     *
     * @param lignes numbers by kind and state
     * @param copies copied by this run
     * @param octets what these weigh
     */
    record BilanDeCopie(List<Ligne> lignes, long copies, long octets) {

        BilanDeCopie {
            lignes = List.copyOf(lignes);
        }

        /** Objects of one kind in one state. */
        record Ligne(String genre, String etat, long nombre, long octets) {}

        /** Objects that should be here and are not. */
        long manquants() {
            return lignes.stream()
                    .filter(ligne ->
                            !ligne.etat().equals("COPIE") && !ligne.etat().equals("SANS_PLACE"))
                    .mapToLong(Ligne::nombre)
                    .sum();
        }
    }

    /** An object that is not here, and why. */
    record NonCopie(String genre, String etat, String cleSource, String detail) {}

    private record ACopier(
            long id,
            String genre,
            String cleSource,
            String cle,
            UUID fichier,
            UUID origine,
            String objet,
            UUID proprietaire,
            String champ,
            UUID convention,
            String nom,
            String nomStockage,
            String dossier,
            Long taille,
            Instant creeLe) {}

    /**
     * Copies what is not here yet.
     *
     * @throws ErreurMetier 409 when nothing was taken over, or while another copy goes on
     */
    BilanDeCopie copier(ObjectStore source, Choix choix, SuiviDeReprise suivi) {
        try (var connexion = base.getConnection()) {
            if (!verrou(connexion, "pg_try_advisory_lock")) {
                throw ErreurMetier.conflit("Une copie des fichiers est déjà en cours.");
            }
            try {
                return copierSeul(source, choix, suivi);
            } finally {
                verrou(connexion, "pg_advisory_unlock");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is not here, in the order of the source's keys. */
    List<NonCopie> nonCopies(int combien) {
        return jdbc.sql("""
                select genre, etat, cle_source, coalesce(detail, '') as detail from objet_repris where etat <> 'COPIE'
                order by etat, cle_source, id limit :combien\
                """).param("combien", combien).query(NonCopie.class).list();
    }

    private static boolean verrou(Connection connexion, String fonction) throws SQLException {
        try (var ordre = connexion.createStatement();
                var reponse = ordre.executeQuery("select " + fonction + "(" + VERROU + ")")) {
            return reponse.next() && reponse.getBoolean(1);
        }
    }

    private BilanDeCopie copierSeul(ObjectStore source, Choix choix, SuiviDeReprise suivi) {
        if (!jdbc.sql("select exists (select 1 from reprise where etat = 'FAITE')")
                .query(Boolean.class)
                .single()) {
            throw ErreurMetier.conflit(
                    "Aucune reprise n’est terminée ici : lancez d’abord reprendre-apilos, qui dit de qui sont les fichiers.");
        }
        if (choix.verifier()) {
            verifier();
        }
        reconnaitre(source);
        int total = Math.max(
                1,
                jdbc.sql("select count(*) from objet_repris where etat in ('A_COPIER', 'ABSENT', 'ALTERE')")
                        .query(Integer.class)
                        .single());
        int fait = 0;
        long copies = 0;
        long octets = 0;
        try (var ouvriers =
                Executors.newFixedThreadPool(ENSEMBLE, Thread.ofVirtual().factory())) {
            long apres = 0;
            for (var lot = aCopier(apres); !lot.isEmpty(); lot = aCopier(apres)) {
                var travaux = lot.stream()
                        .map(objet -> (Callable<Long>) () -> copier(source, objet, choix))
                        .toList();
                for (var resultat : ouvriers.invokeAll(travaux)) {
                    long taille = resultat.get();
                    copies += taille >= 0 ? 1 : 0;
                    octets += Math.max(0, taille);
                    suivi.avance(Math.min(total, ++fait), total, fait + " objets vus");
                }
                apres = lot.getLast().id();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The copy was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error arret) {
                throw arret;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
        var bilan = new BilanDeCopie(jdbc.sql("""
                        select genre, etat, count(*) as nombre, coalesce(sum(taille), 0) as octets from objet_repris
                        group by genre, etat order by genre, etat\
                        """).query(Ligne.class).list(), copies, octets);
        LOG.info("Files copied: {} ({} bytes), {} missing", copies, octets, bilan.manquants());
        return bilan;
    }

    private List<ACopier> aCopier(long apres) {
        return jdbc.sql("""
                select o.id, o.genre, o.cle_source, o.cle, o.fichier, o.origine, o.objet, o.proprietaire, o.champ, o.convention,
                  r.nom, r.nom_stockage, r.dossier, r.taille, r.cree_le
                from objet_repris o left join fichier_repris r on r.id = o.origine
                where o.etat in ('A_COPIER', 'ABSENT', 'ALTERE') and o.id > :apres order by o.id limit :lot\
                """)
                .param("apres", apres)
                .param("lot", LOT)
                .query(ACopier.class)
                .list();
    }

    /** @return bytes copied, -1 when the object is not here */
    private long copier(ObjectStore source, ACopier objet, Choix choix) throws IOException {
        var cle = trouver(source, objet);
        if (cle == null) {
            return noter(objet, "ABSENT", "n’est pas dans l’espace de stockage de l’origine");
        }
        long taille = source.taille(cle);
        if (objet.taille() != null && objet.taille() != taille && !choix.accepter()) {
            return noter(objet, "ALTERE", "fait " + taille + " octets, l’origine en avait noté " + objet.taille());
        }
        ObjetEcrit ecrit;
        try (var flux = source.lire(cle)) {
            ecrit = magasin.ecrire(objet.cle(), flux);
        } catch (IOException | UncheckedIOException | ErreurMetier illisible) {
            // One object that cannot be read keeps none of the others back; the next run tries it again.
            LOG.warn("{} could not be copied", cle, illisible);
            return noter(objet, "ALTERE", "n’a pas pu être copié : " + illisible.getMessage());
        }
        if (ecrit.taille() != taille) {
            magasin.supprimer(objet.cle());
            return noter(objet, "ALTERE", "n’a pu être lu que sur " + ecrit.taille() + " des " + taille + " octets");
        }
        var type = objet.genre().equals("FICHIER") ? type(objet) : "";
        transaction.executeWithoutResult(etat -> {
            jdbc.sql("""
                    update objet_repris set etat = 'COPIE', cle_source = :source, taille = :taille, sha256 = :sha256,
                      detail = null, constate_le = :le where id = :id\
                    """)
                    .param("source", cle)
                    .param("taille", ecrit.taille())
                    .param("sha256", ecrit.sha256())
                    .param("le", maintenant())
                    .param("id", objet.id())
                    .update();
            switch (objet.genre()) {
                case "FICHIER" -> joindre(objet, ecrit, type, choix);
                case "SIGNE" -> signer(objet, ecrit);
                default -> {
                    // Known by its key alone.
                }
            }
        });
        return ecrit.taille();
    }

    /**
     * The key under which the source has it. Without a folder it lies under the convention through which it came (FIL-4), which
     * may be any of those of the programme.
     */
    private String trouver(ObjectStore source, ACopier objet) {
        if (source.existe(objet.cleSource())) {
            return objet.cleSource();
        }
        if (!"PROGRAMME".equals(objet.objet())
                || objet.dossier() != null && !objet.dossier().isBlank()) {
            return null;
        }
        return jdbc
                .sql("select id from convention where programme = :programme and id <> :deja order by cree_le, id")
                .param("programme", objet.proprietaire())
                .param("deja", objet.convention())
                .query(UUID.class)
                .list()
                .stream()
                .map(convention ->
                        "conventions/" + convention + "/media/" + objet.origine() + "_" + objet.nomStockage())
                .filter(source::existe)
                .findFirst()
                .orElse(null);
    }

    private long noter(ACopier objet, String etat, String detail) {
        jdbc.sql("update objet_repris set etat = :etat, detail = left(:detail, 500), constate_le = :le where id = :id")
                .param("etat", etat)
                .param("detail", detail)
                .param("le", maintenant())
                .param("id", objet.id())
                .update();
        return -1;
    }

    private void joindre(ACopier objet, ObjetEcrit ecrit, String type, Choix choix) {
        int joint = jdbc.sql("""
                insert into fichier (id, objet, proprietaire, champ, convention, nom, nom_stockage, cle, type, taille, sha256,
                  verdict, depose_par, depose_par_nom, depose_le)
                values (:id, :objet, :proprietaire, :champ, :convention, :nom, :nomStockage, :cle, :type, :taille, :sha256,
                  :verdict, :par, 'Reprise', :le) on conflict (id) do nothing\
                """)
                .param("id", objet.fichier())
                .param("objet", objet.objet())
                .param("proprietaire", objet.proprietaire())
                .param("champ", objet.champ())
                .param("convention", objet.convention())
                .param("nom", NomDeFichier.reel(objet.nom()))
                .param("nomStockage", objet.nomStockage())
                .param("cle", ecrit.cle())
                .param("type", type)
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .param("verdict", (choix.dejaAnalyses() ? Analyse.NON_ANALYSE : Analyse.EN_ATTENTE).name())
                .param("par", PERSONNE)
                .param("le", objet.creeLe().atOffset(ZoneOffset.UTC))
                .update();
        if (joint == 1 && !choix.dejaAnalyses()) {
            evenements.publishEvent(
                    new Messages.AnalyseDemandee(objet.fichier(), ecrit.cle(), ecrit.taille(), horloge.instant()));
        }
    }

    /** The signed act in force, unless somebody deposited one here meanwhile (06 B4). */
    private void signer(ACopier objet, ObjetEcrit ecrit) {
        jdbc.sql("""
                insert into document_signe (id, convention, cle, nom, taille, sha256, depose_par, depose_le)
                select md5('signe' || c.id)::uuid, c.id, :cle, :nom, :taille, :sha256, 'Reprise',
                  coalesce(c.televersement_convention_signee_le::timestamptz, c.mis_a_jour_le)
                from convention c where c.id = :convention on conflict do nothing\
                """)
                .param("cle", ecrit.cle())
                .param("nom", NomDeFichier.reel(objet.cleSource()))
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .param("convention", objet.convention())
                .update();
    }

    /** As found in its bytes: what the browser said once is not believed. */
    private String type(ACopier objet) throws IOException {
        return types.reconnaitre(
                objet.nom(),
                contenu(() -> magasin.lire(objet.cle(), 0, TETE)),
                contenu(() -> magasin.lire(objet.cle())));
    }

    private interface Ouverture {
        InputStream ouvrir() throws IOException;
    }

    private static Contenu contenu(Ouverture ouverture) {
        return new Contenu() {
            @Override
            public InputStream ouvrir() throws IOException {
                return ouverture.ouvrir();
            }

            @Override
            public long taille() {
                return -1;
            }
        };
    }

    /** Objects no row of the source names: documents it produced are copied, the others are told. */
    private void reconnaitre(ObjectStore source) {
        for (var dossier : DOSSIERS) {
            var lot = new ArrayList<Objet>(LOT);
            try (var objets = source.lister(dossier)) {
                objets.forEach(objet -> {
                    lot.add(objet);
                    if (lot.size() == LOT) {
                        reconnaitre(lot);
                        lot.clear();
                    }
                });
            }
            reconnaitre(lot);
        }
    }

    private void reconnaitre(List<Objet> lot) {
        if (lot.isEmpty()) {
            return;
        }
        var connues = new HashSet<>(jdbc.sql("select cle_source from objet_repris where cle_source in (:cles)")
                .param("cles", lot.stream().map(Objet::cle).toList())
                .query(String.class)
                .list());
        for (var objet : lot) {
            if (connues.contains(objet.cle())) {
                continue;
            }
            var document = DOCUMENT.matcher(objet.cle());
            var convention = document.matches() ? convention(document.group(1)) : null;
            jdbc.sql("""
                    insert into objet_repris (genre, cle_source, cle, convention, etat, taille, detail, constate_le)
                    values (:genre, :source, :cle, :convention, :etat, :taille, :detail, :le) on conflict do nothing\
                    """)
                    .param("genre", convention == null ? "AUTRE" : "DOCUMENT")
                    .param("source", objet.cle())
                    .param("cle", convention == null ? null : objet.cle().replaceAll("[^A-Za-z0-9._/-]+", "_"))
                    .param("convention", convention)
                    .param("etat", convention == null ? "SANS_PLACE" : "A_COPIER")
                    .param("taille", objet.taille())
                    .param("detail", convention == null ? "aucune ligne reprise ne le nomme" : null)
                    .param("le", maintenant())
                    .update();
        }
    }

    private UUID convention(String texte) {
        return jdbc.sql("select id from convention where id::text = :id")
                .param("id", texte.toLowerCase(java.util.Locale.ROOT))
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    private record Copie(long id, String cle, String sha256) {}

    /** What no longer stands here as it was copied is to be copied again. */
    private void verifier() {
        long apres = 0;
        while (true) {
            var lot = jdbc.sql("""
                    select o.id, o.cle, o.sha256 from objet_repris o left join fichier f on f.id = o.fichier
                    where o.etat = 'COPIE' and o.id > :apres and f.efface_le is null order by o.id limit :lot\
                    """)
                    .param("apres", apres)
                    .param("lot", LOT)
                    .query(Copie.class)
                    .list();
            if (lot.isEmpty()) {
                return;
            }
            for (var copie : lot) {
                if (!Objects.equals(copie.sha256(), empreinte(copie.cle()))) {
                    jdbc.sql("update objet_repris set etat = 'A_COPIER', detail = 'n’était plus celui qui a été copié'"
                                    + " where id = :id")
                            .param("id", copie.id())
                            .update();
                }
            }
            apres = lot.getLast().id();
        }
    }

    /** Empty when nothing stands under that key. */
    private String empreinte(String cle) {
        if (!magasin.existe(cle)) {
            return "";
        }
        try (var flux = new DigestInputStream(magasin.lire(cle), MessageDigest.getInstance("SHA-256"))) {
            flux.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(flux.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }
}
