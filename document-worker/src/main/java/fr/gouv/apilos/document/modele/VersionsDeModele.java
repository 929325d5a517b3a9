package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Every version of every model this service ever used or was given, and what was done with each. */
@Repository
class VersionsDeModele {

    private final JdbcClient jdbc;

    VersionsDeModele(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a version comes from. */
    enum Origine {
        INTEGRE,
        DEPOSE
    }

    /** Acts on a version. */
    enum Acte {
        DEPOT("Déposée"),
        EFFET("Mise en vigueur"),
        RETRAIT("Retirée");

        private final String libelle;

        Acte(String libelle) {
            this.libelle = libelle;
        }

        String libelle() {
            return libelle;
        }
    }

    /** A version, without its file. */
    record Version(
            UUID id,
            String code,
            String version,
            String sha256,
            Origine origine,
            @Nullable String nomFichier,
            @Nullable String rapport,
            @Nullable String deposePar,
            Instant deposeLe,
            @Nullable Instant effetLe,
            @Nullable String effetPar,
            @Nullable Instant retireLe,
            @Nullable String retirePar) {}

    /** An act, with the version it is about. */
    record Evenement(String version, Acte quoi, @Nullable Instant effetLe, String qui, Instant quand) {}

    /** All versions, those in force or to be first within each code. */
    List<Version> toutes() {
        return jdbc.sql("select " + COLONNES + " from modele_version" + ORDRE)
                .query(Version.class)
                .list();
    }

    List<Version> de(CodeDeModele code) {
        return jdbc.sql("select " + COLONNES + " from modele_version where code = :code" + ORDRE)
                .param("code", code.name())
                .query(Version.class)
                .list();
    }

    /** @throws ErreurMetier 404 when no version of this model has this identifier */
    Version une(CodeDeModele code, UUID id) {
        return jdbc.sql("select " + COLONNES + " from modele_version where code = :code and id = :id")
                .param("code", code.name())
                .param("id", id)
                .query(Version.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Cette version du modèle n’existe pas."));
    }

    byte[] fichier(UUID id) {
        return jdbc.sql("select docx from modele_version where id = :id")
                .param("id", id)
                .query(byte[].class)
                .single();
    }

    Optional<Version> parEmpreinte(CodeDeModele code, String sha256) {
        return jdbc.sql("select " + COLONNES + " from modele_version where code = :code and sha256 = :sha256")
                .param("code", code.name())
                .param("sha256", sha256)
                .query(Version.class)
                .optional();
    }

    List<Evenement> evenements(CodeDeModele code) {
        return jdbc.sql("""
            select v.version, e.quoi, e.effet_le, e.qui, e.quand from modele_evenement e
            join modele_version v on v.id = e.modele_version
            where v.code = :code order by e.quand desc, e.id limit 100\
            """).param("code", code.name()).query(Evenement.class).list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void ajouter(Version version, byte[] docx) {
        jdbc.sql("""
            insert into modele_version (id, code, version, sha256, docx, origine, nom_fichier, rapport, depose_par, depose_le)
            values (:id, :code, :version, :sha256, :docx, 'DEPOSE', :nomFichier, :rapport, :deposePar, :deposeLe)\
            """)
                .param("id", version.id())
                .param("code", version.code())
                .param("version", version.version())
                .param("sha256", version.sha256())
                .param("docx", docx)
                .param("nomFichier", version.nomFichier())
                .param("rapport", version.rapport())
                .param("deposePar", version.deposePar())
                .param("deposeLe", version.deposeLe().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Dates a version; false when it is not one staff deposited. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean mettreEnVigueur(UUID id, Instant effet, String qui) {
        return jdbc.sql("""
            update modele_version set effet_le = :effet, effet_par = :qui, retire_le = null, retire_par = null
            where id = :id and origine = 'DEPOSE'\
            """)
                        .param("effet", effet.atOffset(ZoneOffset.UTC))
                        .param("qui", qui)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Takes a version back; false when it is neither in force nor to be. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean retirer(UUID id, Instant quand, String qui) {
        return jdbc.sql("""
            update modele_version set retire_le = :quand, retire_par = :qui
            where id = :id and origine = 'DEPOSE' and effet_le is not null and retire_le is null\
            """)
                        .param("quand", quand.atOffset(ZoneOffset.UTC))
                        .param("qui", qui)
                        .param("id", id)
                        .update()
                == 1;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void noter(UUID version, Acte quoi, @Nullable Instant effet, String qui, Instant quand) {
        jdbc.sql("""
            insert into modele_evenement (id, modele_version, quoi, effet_le, qui, quand)
            values (:id, :version, :quoi, :effet, :qui, :quand)\
            """)
                .param("id", UUID.randomUUID())
                .param("version", version)
                .param("quoi", quoi.name())
                .param("effet", effet == null ? null : effet.atOffset(ZoneOffset.UTC))
                .param("qui", qui)
                .param("quand", quand.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static final String COLONNES =
            "id, code, version, sha256, origine, nom_fichier, rapport, depose_par, depose_le,"
                    + " effet_le, effet_par, retire_le, retire_par";
    private static final String ORDRE = " order by code, effet_le desc nulls last, depose_le desc, id";
}
