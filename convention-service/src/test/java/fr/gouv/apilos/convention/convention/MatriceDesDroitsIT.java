package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.Jeu;
import fr.gouv.apilos.convention.convention.CycleDeVie.Demande;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.JetonDeTest;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every profile × every status × every action, on a complete convention whose signed document is deposited. What is expected
 * is written here by hand, from 01 §4 and §5, not read from the table under test.
 */
@EssaiDeService
class MatriceDesDroitsIT {

    private static final Set<Statut> EN_COURS = EnumSet.of(Statut.PROJET, Statut.INSTRUCTION, Statut.CORRECTION);

    @Autowired
    Jeu jeu;

    @Autowired
    CycleDeVie cycle;

    @Autowired
    JdbcClient jdbc;

    enum Profil {
        BAILLEUR(Jeu.Faite::enBailleur, true, false),
        INSTRUCTEUR(Jeu.Faite::enInstructeur, false, true),
        SERVICE_DEPARTEMENTAL(c -> JetonDeTest.instructeurDepartemental("13"), false, true),
        ADMINISTRATION_CENTRALE(c -> JetonDeTest.administrateur(), false, true),
        EQUIPE(c -> JetonDeTest.staff(), true, true),
        LECTURE_SEULE(c -> JetonDeTest.lectureSeule(), false, false),
        BAILLEUR_LECTURE_SEULE(c -> JetonDeTest.bailleurLectureSeule(c.bailleur()), false, false),
        AUTRE_BAILLEUR(c -> JetonDeTest.bailleur(UUID.randomUUID()), false, false),
        AUTRE_INSTRUCTEUR(c -> JetonDeTest.instructeur(UUID.randomUUID()), false, false),
        AUTRE_DEPARTEMENT(c -> JetonDeTest.instructeurDepartemental("75"), false, false);

        final Function<Jeu.Faite, Identite> identite;
        final boolean bailleur;
        final boolean instructeur;

        Profil(Function<Jeu.Faite, Identite> identite, boolean bailleur, boolean instructeur) {
            this.identite = identite;
            this.bailleur = bailleur;
            this.instructeur = instructeur;
        }
    }

    static Stream<Arguments> profilsEtStatuts() {
        return Stream.of(Profil.values())
                .flatMap(profil -> Stream.of(Statut.values()).map(statut -> Arguments.of(profil, statut)));
    }

    @ParameterizedTest
    @MethodSource("profilsEtStatuts")
    void only_what_the_profile_may_do_at_this_status_is_done(Profil profil, Statut statut) {
        for (var transition : Transition.values()) {
            var c = jeu.au(statut);
            jdbc.sql("update convention set nom_fichier_signe = 'signee.pdf', nom_fichier_publication_spf = 'p.pdf'"
                            + " where id = :id")
                    .param("id", c.convention())
                    .update();
            boolean attendu = attendu(profil, statut, transition);
            assertThat(faite(c, profil.identite.apply(c), transition))
                    .as("%s at %s by %s", transition, statut, profil)
                    .isEqualTo(attendu);
            assertThat(jdbc.sql("select statut from convention where id = :id")
                            .param("id", c.convention())
                            .query(Statut.class)
                            .single())
                    .isEqualTo(attendu ? transition.vers() : statut);
        }
    }

    private static boolean attendu(Profil profil, Statut statut, Transition transition) {
        return switch (transition) {
            case SOUMETTRE -> profil.bailleur && statut == Statut.PROJET;
            case DEMANDER_CORRECTION -> profil.instructeur && statut == Statut.INSTRUCTION;
            case NOTIFIER_BAILLEUR -> profil.instructeur && statut == Statut.CORRECTION;
            case RENVOYER -> profil.bailleur && statut == Statut.CORRECTION;
            case NOTIFIER_INSTRUCTEUR -> profil.bailleur && statut == Statut.INSTRUCTION;
            case VALIDER -> profil.instructeur && (statut == Statut.INSTRUCTION || statut == Statut.CORRECTION);
            case SIGNER -> (profil.bailleur || profil.instructeur) && statut == Statut.A_SIGNER;
            case REVENIR_EN_INSTRUCTION -> profil.instructeur && (statut == Statut.A_SIGNER || statut == Statut.SIGNEE);
            case REVENIR_EN_PUBLICATION -> profil.instructeur && statut == Statut.PUBLIE;
            case ANNULER ->
                (profil.bailleur || profil.instructeur) && (EN_COURS.contains(statut) || statut == Statut.A_SIGNER);
            case REACTIVER -> (profil.bailleur || profil.instructeur) && statut == Statut.ANNULEE;
            // R32: what is already in publication may be led to its end, or back.
            case REVENIR_A_SIGNEE, PUBLIER -> profil.instructeur && statut == Statut.PUBLICATION_EN_COURS;
            // An ordinary HLM convention is not sent for publication (R32), and only avenants end it (T11, T12).
            case ENVOYER_PUBLICATION, DENONCER, RESILIER, RETABLIR -> false;
        };
    }

    private boolean faite(Jeu.Faite c, Identite identite, Transition transition) {
        try {
            cycle.appliquer(
                    c.convention(),
                    transition,
                    new Demande(
                            null,
                            null,
                            false,
                            "N-" + c.convention(),
                            LocalDate.now().minusDays(5),
                            "2026P04512"),
                    identite);
            return true;
        } catch (ErreurMetier refus) {
            assertThat(refus.code().statut().value())
                    .as("%s: %s", transition, refus.detail())
                    .isIn(403, 409);
            assertThat(refus.detail()).isNotBlank();
            return false;
        }
    }
}
