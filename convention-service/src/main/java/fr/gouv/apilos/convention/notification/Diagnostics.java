package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whom the mails of a convention would reach today, and who acted on it last. No transaction during a call. */
@Service
class Diagnostics {

    private static final int INTERACTIONS = 10;

    private final ProgrammeRepository programmes;
    private final ConventionRepository conventions;
    private final References references;
    private final Historique historique;
    private final Destinataires destinataires;
    private final JdbcClient jdbc;

    Diagnostics(
            ProgrammeRepository programmes,
            ConventionRepository conventions,
            References references,
            Historique historique,
            Destinataires destinataires,
            JdbcClient jdbc) {
        this.programmes = programmes;
        this.conventions = conventions;
        this.references = references;
        this.historique = historique;
        this.destinataires = destinataires;
        this.jdbc = jdbc;
    }

    /** A bailleur with programmes under an administration. */
    record BailleurGere(UUID uuid, String nom, String siren) {}

    /** One change of status, and by whom. */
    record Interaction(@Nullable String email, Statut statut, Instant creeLe) {}

    /**
     * A convention or an avenant.
     *
     * @param bailleurs addresses a mail to the bailleur would go to
     * @param instructeurs the same, to the service
     * @param interactions the last ten, latest first
     */
    record ConventionSuivie(
            UUID uuid,
            Statut statut,
            List<String> bailleurs,
            List<String> instructeurs,
            List<Interaction> interactions) {}

    /**
     * A programme of an opération.
     *
     * @param administration code of the one it is under, or null
     */
    record ProgrammeSuivi(
            String nom,
            @Nullable String bailleur,
            @Nullable String siren,
            @Nullable String administration,
            List<ConventionSuivie> conventions) {}

    /** The bailleurs an administration manages, by name. */
    List<BailleurGere> bailleurs(UUID administration) {
        return jdbc.sql("""
            select b.uuid, b.nom, coalesce(b.siren, '') as siren from reference_bailleur b
            where exists (select from programme p where p.bailleur = b.uuid and p.administration = :administration)
            order by b.nom, b.uuid\
            """)
                .param("administration", administration)
                .query(BailleurGere.class)
                .list();
    }

    /** The programmes of exactly this number, whatever administration they are under (07 R-44). */
    List<ProgrammeSuivi> operation(String numero) {
        return programmes.findByNumeroOperation(numero).stream()
                .sorted(Comparator.comparing(Programme::nom, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(this::suivre)
                .toList();
    }

    private ProgrammeSuivi suivre(Programme programme) {
        Optional<Bailleur> bailleur = references.bailleur(programme.bailleur());
        return new ProgrammeSuivi(
                Objects.requireNonNullElse(programme.nom(), ""),
                bailleur.map(Bailleur::nom).orElse(null),
                bailleur.map(Bailleur::siren).orElse(null),
                references
                        .administration(programme.administration())
                        .map(a -> a.nom() + " (" + a.code() + ")")
                        .orElse(null),
                conventions.findByProgramme(programme.id()).stream()
                        .sorted(Comparator.comparing(Convention::creeLe))
                        .map(c -> suivre(c, programme))
                        .toList());
    }

    private ConventionSuivie suivre(Convention convention, Programme programme) {
        return new ConventionSuivie(
                convention.id(),
                convention.statut(),
                destinataires.bailleurs(convention.id(), programme),
                destinataires.instructeurs(convention.id(), programme, convention.statut() == Statut.PROJET),
                historique.de(convention.id()).stream()
                        .limit(INTERACTIONS)
                        .map(ligne -> new Interaction(ligne.utilisateurEmail(), ligne.statut(), ligne.creeLe()))
                        .toList());
    }
}
