package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.text.Normalizer;
import java.time.Clock;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The documents of conventions: asks for them, keeps what became of each request. */
@Service
public class Documents {

    private static final int NOM_MAX = 120;

    private final JdbcClient jdbc;
    private final ConventionRepository conventions;
    private final DroitsConvention droits;
    private final ContexteDeDocument contextes;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    Documents(
            JdbcClient jdbc,
            ConventionRepository conventions,
            DroitsConvention droits,
            ContexteDeDocument contextes,
            ApplicationEventPublisher evenements,
            Clock horloge) {
        this.jdbc = jdbc;
        this.conventions = conventions;
        this.droits = droits;
        this.contextes = contextes;
        this.evenements = evenements;
        this.horloge = horloge;
    }

    /** Why a document is produced. */
    public enum Motif {
        PROJET("Projet de convention"),
        VALIDATION("Convention à signer"),
        FICHE_CAF("Fiche CAF");

        private final String libelle;

        Motif(String libelle) {
            this.libelle = libelle;
        }

        /** What the document is, in French. */
        public String libelle() {
            return libelle;
        }

        /** Whether it is the act itself, not a sheet about it. */
        public boolean acte() {
            return this != FICHE_CAF;
        }
    }

    /** How far a production is. */
    public enum Etat {
        DEMANDE("Demande envoyée"),
        RECUE("Préparation"),
        RENDU("Rédaction du document"),
        PDF("Mise en page du PDF"),
        STOCKAGE("Enregistrement"),
        PRODUIT("Document prêt"),
        ECHEC("La production a échoué");

        private final String libelle;

        Etat(String libelle) {
            this.libelle = libelle;
        }

        public String libelle() {
            return libelle;
        }

        /** Nothing more will happen by itself. */
        public boolean fini() {
            return this == PRODUIT || this == ECHEC;
        }
    }

    /** One production asked for. */
    public record Tache(
            UUID id,
            UUID convention,
            Motif motif,
            Etat etat,
            int rang,
            int total,
            String raison,
            String pdfAbsent,
            String modele,
            String versionModele,
            String sha256Modele,
            Long dureeMs,
            long conventionVersion,
            String demandePar,
            Instant demandeLe,
            Instant misAJourLe) {}

    /** A file produced. */
    public record Fichier(UUID tache, String type, String cle, String nom, long taille, String sha256) {}

    /** A production with its files, for screens. */
    public record Production(Tache tache, List<Fichier> fichiers) {}

    /**
     * Asks for the document of a convention again, or for a project with its watermark.
     *
     * @throws ErreurMetier 403 outside the perimeter, 409 when one is already being made
     */
    @Transactional
    public UUID demander(UUID convention, Identite identite) {
        droits.exigerVoir(convention, identite);
        exigerRienEnCours(convention);
        var cible = charger(convention);
        var motif = Statut.EN_COURS.contains(cible.statut()) ? Motif.PROJET : Motif.VALIDATION;
        if (motif == Motif.VALIDATION) {
            droits.exiger(convention, identite, DroitsConvention.VALIDER);
        }
        return creer(cible, motif, identite.utilisateur(), identite.nom());
    }

    /**
     * Asks for the sheet of the family allowance office, from the data as they are now (06 E5, 01 R176). Whoever sees the
     * convention may, read-only or not.
     *
     * @throws ErreurMetier 403 outside the perimeter, 409 before the validation or when a document is already being made
     */
    @Transactional
    public UUID demanderFicheCaf(UUID convention, Identite identite) {
        droits.exigerVoir(convention, identite);
        var cible = charger(convention);
        if (!cible.statut().avecFicheCaf()) {
            throw ErreurMetier.conflit("La fiche CAF se rédige une fois la convention validée.");
        }
        exigerRienEnCours(convention);
        return creer(cible, Motif.FICHE_CAF, identite.utilisateur(), identite.nom());
    }

    /** One at a time: the page follows the latest. */
    private void exigerRienEnCours(UUID convention) {
        var courante = derniere(convention);
        if (courante.isPresent() && !courante.get().etat().fini()) {
            throw ErreurMetier.conflit("Un document est déjà en cours de production. Patientez un instant.");
        }
    }

    /** Asks for the document of a convention that has just been validated, in the same transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    UUID demanderApresValidation(UUID convention, UUID auteur, String auteurNom) {
        return creer(charger(convention), Motif.VALIDATION, auteur, auteurNom);
    }

    /** Productions of a convention, latest first, with their files: two statements. */
    @Transactional(readOnly = true)
    public List<Production> productions(UUID convention) {
        var taches = jdbc.sql(
                        "select * from document_tache where convention = :convention order by demande_le desc limit 20")
                .param("convention", convention)
                .query(Tache.class)
                .list();
        var fichiers = jdbc.sql("""
            select f.* from document_fichier f join document_tache t on t.id = f.tache
            where t.convention = :convention order by f.type\
            """)
                .param("convention", convention)
                .query(Fichier.class)
                .list();
        return taches.stream()
                .map(tache -> new Production(
                        tache,
                        fichiers.stream()
                                .filter(fichier -> fichier.tache().equals(tache.id()))
                                .toList()))
                .toList();
    }

    /** The latest production of a convention. */
    @Transactional(readOnly = true)
    public Optional<Tache> derniere(UUID convention) {
        return jdbc.sql("select * from document_tache where convention = :convention order by demande_le desc limit 1")
                .param("convention", convention)
                .query(Tache.class)
                .optional();
    }

    /** The latest production of each of these conventions. */
    @Transactional(readOnly = true)
    public Map<UUID, Tache> dernieres(Collection<UUID> conventions) {
        return jdbc.sql("""
            select distinct on (convention) * from document_tache where convention in (:conventions)
            order by convention, demande_le desc\
            """).param("conventions", conventions).query(Tache.class).list().stream()
                .collect(Collectors.toMap(Tache::convention, Function.identity()));
    }

    /** Files of a production, docx before pdf. */
    @Transactional(readOnly = true)
    public List<Fichier> fichiers(UUID tache) {
        return jdbc.sql("select * from document_fichier where tache = :tache order by type")
                .param("tache", tache)
                .query(Fichier.class)
                .list();
    }

    /**
     * One file of one production of this convention.
     *
     * @throws ErreurMetier 404 when there is none
     */
    @Transactional(readOnly = true)
    public Fichier fichier(UUID convention, UUID tache, String type) {
        return jdbc.sql("""
            select f.* from document_fichier f join document_tache t on t.id = f.tache
            where t.convention = :convention and f.tache = :tache and f.type = :type\
            """)
                .param("convention", convention)
                .param("tache", tache)
                .param("type", type)
                .query(Fichier.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce document n’existe pas ou n’est pas encore prêt."));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void progresser(Messages.Progression progression) {
        // A late step never hides the result: steps may arrive after it (order is not kept after a failure).
        jdbc.sql("""
            update document_tache set etat = :etape, rang = :rang, total = :total, mis_a_jour_le = :maintenant
            where id = :tache and etat not in ('PRODUIT', 'ECHEC') and rang < :rang\
            """)
                .param("etape", progression.etape())
                .param("rang", progression.rang())
                .param("total", progression.total())
                .param("tache", progression.tache())
                .param("maintenant", maintenant())
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void terminer(Messages.Produit produit) {
        int connue = jdbc.sql("""
            update document_tache set etat = 'PRODUIT', rang = total, raison = null, pdf_absent = :pdfAbsent,
              modele = :modele, version_modele = :version, sha256_modele = :sha256, duree_ms = :duree,
              mis_a_jour_le = :maintenant
            where id = :tache\
            """)
                .param("pdfAbsent", produit.pdfAbsent())
                .param("modele", produit.modele())
                .param("version", produit.versionModele())
                .param("sha256", produit.sha256Modele())
                .param("duree", produit.dureeMs())
                .param("tache", produit.tache())
                .param("maintenant", maintenant())
                .update();
        if (connue == 0) {
            // The convention was deleted meanwhile: its files are nobody's.
            return;
        }
        for (var fichier : produit.fichiers()) {
            jdbc.sql("""
                insert into document_fichier (tache, type, cle, nom, taille, sha256)
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
        evenements.publishEvent(new DocumentProduit(produit.convention(), produit.tache(), motif(produit.tache())));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void echouer(Messages.Echec echec) {
        jdbc.sql("""
            update document_tache set etat = 'ECHEC', raison = :raison, mis_a_jour_le = :maintenant
            where id = :tache and etat <> 'PRODUIT'\
            """)
                .param("raison", echec.raison())
                .param("tache", echec.tache())
                .param("maintenant", maintenant())
                .update();
    }

    private UUID creer(Convention convention, Motif motif, UUID auteur, String auteurNom) {
        var id = UUID.randomUUID();
        var instant = horloge.instant();
        jdbc.sql("""
            insert into document_tache (id, convention, motif, etat, convention_version, demande_par,
              demande_le, mis_a_jour_le)
            values (:id, :convention, :motif, 'DEMANDE', :version, :demandePar, :instant, :instant)\
            """)
                .param("id", id)
                .param("convention", convention.id())
                .param("motif", motif.name())
                .param("version", convention.version())
                .param("demandePar", auteurNom)
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .update();
        var contexte = motif == Motif.FICHE_CAF ? contextes.ficheCaf(convention) : contextes.de(convention);
        if (motif == Motif.VALIDATION) {
            convention.figer(contextes.json(contexte.donnees()));
        }
        evenements.publishEvent(new Messages.ProductionDemandee(
                id,
                convention.id(),
                contexte.modele(),
                contexte.donnees(),
                motif == Motif.PROJET ? filigrane(convention.statut(), convention.estAvenant()) : null,
                List.of("docx", "pdf"),
                "conventions/" + convention.id() + "/documents/" + id,
                motif == Motif.FICHE_CAF ? nomLisible(contexte.titre()) : nomDeFichier(contexte.titre()),
                new Messages.ProductionDemandee.Auteur(auteur, auteurNom),
                instant));
        return id;
    }

    /** Watermark by status (06 DOC-60), with the word of an avenant for an avenant (06 A13). */
    static @Nullable String filigrane(Statut statut, boolean avenant) {
        return switch (statut) {
            case PROJET -> avenant ? "Projet d’avenant" : "Projet de convention";
            case INSTRUCTION, CORRECTION -> (avenant ? "Avenant" : "Convention") + " en cours d'instruction";
            case A_SIGNER, SIGNEE, PUBLICATION_EN_COURS, PUBLIE, RESILIEE, DENONCEE, ANNULEE -> null;
        };
    }

    /** Without accents nor signs a file system dislikes (06 DOC-1). */
    static String nomDeFichier(String titre) {
        var nu = Normalizer.normalize(titre, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        var sur = nu.replaceAll("[^A-Za-z0-9._ -]", "_").replaceAll("\\s+", " ").trim();
        return sur.isEmpty()
                ? "convention"
                : sur.substring(0, Math.min(NOM_MAX, sur.length())).trim();
    }

    /** With its accents, without what separates folders or upsets a file system (06 DOC-2). */
    static String nomLisible(String titre) {
        var sur = titre.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_")
                .replaceAll("\\s+", " ")
                .trim();
        return sur.substring(0, Math.min(NOM_MAX, sur.length())).trim();
    }

    private Motif motif(UUID tache) {
        return jdbc.sql("select motif from document_tache where id = :id")
                .param("id", tache)
                .query(Motif.class)
                .single();
    }

    private Convention charger(UUID convention) {
        return conventions
                .findWithLotsById(convention)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }
}
