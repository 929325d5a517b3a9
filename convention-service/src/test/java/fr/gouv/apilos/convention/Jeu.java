package fr.gouv.apilos.convention;

import fr.gouv.apilos.convention.convention.Acteur;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionModifiee;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.Preteur;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.TypologieLogement;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.JetonDeTest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Conventions for tests, made by the domain itself; each call makes new ones, so that tests share nothing. */
@TestComponent
public class Jeu {

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final Lignes lignes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    Jeu(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            Lignes lignes,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            Clock horloge) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.lignes = lignes;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.evenements = evenements;
        this.horloge = horloge;
    }

    /** What was made. */
    public record Faite(UUID convention, UUID programme, UUID lot, UUID bailleur, UUID administration) {

        /** The bailleur of this convention. */
        public Identite enBailleur() {
            return JetonDeTest.bailleur(bailleur);
        }

        /** The instructeur of this convention. */
        public Identite enInstructeur() {
            return JetonDeTest.instructeur(administration);
        }
    }

    /** A complete HLM convention of Marseille, PLUS, with this number of dwellings. */
    public Faite complete(int logements) {
        return faire(Statut.PROJET, "HLM", logements, true);
    }

    /** The same at a status, as if it had walked there. */
    public Faite au(Statut statut) {
        return faire(statut, "HLM", 2, true);
    }

    /** A convention of which nothing but the opération is known. */
    public Faite vide() {
        return faire(Statut.PROJET, "HLM", 0, false);
    }

    /** Any combination. */
    public Faite faire(Statut statut, String natureBailleur, int logements, boolean remplie) {
        var maintenant = horloge.instant();
        var bailleur = UUID.randomUUID();
        var administration = UUID.randomUUID();
        var id = UUID.randomUUID();
        var faite = transaction.execute(etat -> {
            references.retenirBailleurs(List.of(new Bailleur(
                    bailleur,
                    "Bailleur " + court(bailleur),
                    "1" + chiffres(bailleur, 13),
                    "1" + chiffres(bailleur, 8),
                    natureBailleur,
                    "AUTRE",
                    null,
                    "1 rue du Port",
                    "13002",
                    "Marseille",
                    new BigDecimal("150000.00"),
                    remplie ? "Hélène Castagnier" : null,
                    "Directrice générale",
                    LocalDate.of(2024, 1, 15),
                    null,
                    1,
                    false)));
            references.retenirAdministrations(List.of(new Administration(
                    administration,
                    "Métropole " + court(administration),
                    "T" + court(administration),
                    "Marseille",
                    "58 boulevard du Large",
                    "13007",
                    "{département}/{zone}/{mois}/{année}/80.416/",
                    3,
                    "Pour la présidente",
                    1,
                    false)));
            var programme =
                    new Programme(UUID.randomUUID(), "Résidence " + court(id), bailleur, administration, maintenant);
            programme.situer(
                    new Programme.Origine(
                            "2026" + chiffres(id, 7),
                            NatureLogement.LOGEMENTSORDINAIRES,
                            TypeOperation.NEUF,
                            "17 avenue des Cèdres",
                            remplie ? "13008" : "",
                            remplie ? "Marseille" : "",
                            "13208",
                            "13",
                            "93",
                            2026,
                            Zone123.values()[1],
                            ZoneAbc.A),
                    maintenant);
            programmes.save(programme);
            var convention = new Convention(id, programme.id(), Acteur.de(JetonDeTest.bailleur(bailleur)), maintenant);
            var lot = convention.ajouterLot(
                    UUID.randomUUID(),
                    Financement.PLUS,
                    TypeHabitat.COLLECTIF,
                    remplie ? Math.max(1, logements) : null);
            if (remplie) {
                convention.financer(LocalDate.of(2066, 6, 30), new BigDecimal("120000.00"), null, maintenant);
            }
            conventions.saveAndFlush(convention);
            lignes.remplacerLogements(id, logements(lot.id(), logements));
            if (remplie) {
                lignes.remplacerPrets(
                        id,
                        List.of(new Pret(
                                UUID.randomUUID(),
                                lot.id(),
                                Preteur.CDCL,
                                null,
                                LocalDate.of(2025, 3, 14),
                                "512 345",
                                40,
                                new BigDecimal("1250000.50"))));
            }
            if (statut != Statut.PROJET) {
                jdbc.sql("""
                    update convention set statut = :statut, numero = case when :valide then :numero end,
                      numero_pour_recherche = case when :valide then translate(:numero, './- ', '') end,
                      valide_le = case when :valide then current_date - 10 end where id = :id\
                    """)
                        .param("statut", statut.name())
                        .param("valide", !Statut.EN_COURS.contains(statut))
                        .param("numero", "13.T.26." + id)
                        .param("id", id)
                        .update();
            }
            evenements.publishEvent(new ConventionModifiee(id));
            return new Faite(id, programme.id(), lot.id(), bailleur, administration);
        });
        return faite;
    }

    /** An avenant of this convention, on the same programme. */
    public UUID avenant(Faite parent, Statut statut, AvenantType... types) {
        var id = UUID.randomUUID();
        transaction.executeWithoutResult(etat -> {
            jdbc.sql("""
                insert into convention (id, parent, programme, statut, cree_par, cree_par_nom, cree_le)
                values (:id, :parent, :programme, :statut, :createur, 'Camille Bailleur', now())\
                """)
                    .param("id", id)
                    .param("parent", parent.convention())
                    .param("programme", parent.programme())
                    .param("statut", statut.name())
                    .param("createur", parent.enBailleur().utilisateur())
                    .update();
            for (var type : types) {
                jdbc.sql("insert into convention_avenant_type (convention, type) values (:id, :type)")
                        .param("id", id)
                        .param("type", type.name())
                        .update();
            }
            evenements.publishEvent(new ConventionModifiee(id));
        });
        return id;
    }

    /** Another convention of the same programme, of the financement PLAI. */
    public UUID soeur(Faite c) {
        var id = UUID.randomUUID();
        transaction.executeWithoutResult(etat -> {
            var soeur = new Convention(id, c.programme(), Acteur.de(c.enBailleur()), horloge.instant());
            soeur.ajouterLot(UUID.randomUUID(), Financement.PLAI, TypeHabitat.COLLECTIF, 1);
            conventions.saveAndFlush(soeur);
        });
        return id;
    }

    /** A garden of this dwelling. */
    public void annexe(UUID logement) {
        jdbc.sql("""
            insert into annexe (id, logement, typologie, surface_hors_surface_retenue, loyer_par_metre_carre, loyer)
            values (gen_random_uuid(), :logement, 'JARDIN', 12, 0.5, 6)\
            """).param("logement", logement).update();
    }

    /** Makes the dwellings of another nature. */
    public void nature(Faite c, NatureLogement nature) {
        jdbc.sql("update programme set nature_logement = :nature where id = :id")
                .param("nature", nature.name())
                .param("id", c.programme())
                .update();
    }

    private static List<Logement> logements(UUID lot, int nombre) {
        var liste = new ArrayList<Logement>();
        for (int i = 0; i < nombre; i++) {
            liste.add(new Logement(
                    UUID.randomUUID(),
                    lot,
                    "A" + (i + 1),
                    TypologieLogement.values()[1 + i % 4],
                    new BigDecimal("50.00"),
                    null,
                    new BigDecimal("4.00"),
                    new BigDecimal("2.00"),
                    new BigDecimal("52.00"),
                    new BigDecimal("6.50"),
                    new BigDecimal("1.0000"),
                    new BigDecimal("338.00"),
                    i));
        }
        return liste;
    }

    private static String court(UUID id) {
        return id.toString().substring(0, 8);
    }

    private static String chiffres(UUID id, int nombre) {
        var chiffres = new StringBuilder(Long.toUnsignedString(id.getMostSignificantBits()));
        while (chiffres.length() < nombre) {
            chiffres.append('7');
        }
        return chiffres.substring(0, nombre);
    }
}
