package fr.gouv.apilos.convention.convention;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Situation;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The whole matrix of rights on one convention: profile × read-only × perimeter × status × action, as the code decides it.
 * What is expected is written by hand from 04 and 01; the page in the docs is printed from what the code answers, and
 * {@code -Dhabilitations.ecrire=true} prints it again. {@code MatriceDesDroitsIT} proves that the service applies it.
 */
class MatriceDesHabilitationsTest {

    private static final Path PAGE = Path.of("../infra/docs/habilitations.md");
    private static final UUID SIEN = UUID.fromString("00000000-0000-0000-0000-00000000000a");
    private static final UUID AUTRE = UUID.fromString("00000000-0000-0000-0000-00000000000b");
    private static final UUID ADMINISTRATION = UUID.fromString("00000000-0000-0000-0000-00000000000c");
    private static final Situation MARSEILLE = new Situation("93", "13", "13008", SIEN, ADMINISTRATION);
    private static final Set<Statut> EN_COURS = EnumSet.of(Statut.PROJET, Statut.INSTRUCTION, Statut.CORRECTION);
    private static final DroitsConvention DROITS = new DroitsConvention(null);

    /** Profiles of 04 §2.5 by hand: side of the table, what it acts for, whether SIAP has a code that writes (04 §2.6). */
    enum Profil {
        STAFF(true, true, false, true, false),
        BAILLEUR(true, false, true, true, true),
        MO_PERS_MORALE(true, false, true, true, true),
        MO_PERS_PHYS(true, false, true, true, true),
        INSTRUCTEUR(false, true, true, true, true),
        SER_GEST(false, true, true, true, true),
        SER_DEP(false, true, false, true, true),
        DIR_REG(false, true, false, true, true),
        ADM_CENTRALE(false, true, false, true, true),
        ASS_HLM(false, true, false, false, true),
        PARTENAIRES(false, false, false, false, true);

        final boolean bailleur;
        final boolean instructeur;
        final boolean entite;
        final boolean ecrit;
        final boolean consulte;

        Profil(boolean bailleur, boolean instructeur, boolean entite, boolean ecrit, boolean consulte) {
            this.bailleur = bailleur;
            this.instructeur = instructeur;
            this.entite = entite;
            this.ecrit = ecrit;
            this.consulte = consulte;
        }
    }

    /** How far a habilitation reaches (04 R32), seen from a convention of Marseille. */
    enum Territoire {
        FRANCE(null, null, true),
        SA_REGION("93", null, true),
        AUTRE_REGION("11", null, false),
        SON_DEPARTEMENT(null, "13", true),
        AUTRE_DEPARTEMENT(null, "83", false);

        final @Nullable String region;
        final @Nullable String departement;
        final boolean dedans;

        Territoire(@Nullable String region, @Nullable String departement, boolean dedans) {
            this.region = region;
            this.departement = departement;
            this.dedans = dedans;
        }
    }

    /** One habilitation. */
    record Cas(Profil profil, boolean lectureSeule, Territoire territoire, boolean sonEntite) {

        boolean dedans() {
            return territoire.dedans && sonEntite;
        }

        Identite identite() {
            if (profil == Profil.STAFF) {
                return JetonDeTest.staff();
            }
            var entites = profil.entite ? Set.of(sonEntite ? (profil.bailleur ? SIEN : ADMINISTRATION) : AUTRE) : null;
            var national = entites == null && territoire == Territoire.FRANCE;
            return JetonDeTest.duProfil(
                    profil.name(),
                    lectureSeule,
                    national
                            ? Perimetre.NATIONAL
                            : new Perimetre(
                                    false,
                                    territoire.region,
                                    territoire.departement,
                                    profil.bailleur ? entites : null,
                                    profil.bailleur ? null : entites,
                                    Set.of()));
        }
    }

    /** One thing to do; a transition, or one of the three that are none. */
    record Action(String nom, Optional<Transition> transition) {

        static final Action VOIR = new Action("Voir", Optional.empty());
        static final Action MODIFIER = new Action("Modifier tout le formulaire", Optional.empty());
        static final Action SUPPRIMER = new Action("Supprimer", Optional.empty());

        static List<Action> toutes() {
            return Stream.of(
                            Stream.of(VOIR, MODIFIER),
                            Arrays.stream(Transition.values()).map(t -> new Action(t.libelle(), Optional.of(t))),
                            Stream.of(SUPPRIMER))
                    .flatMap(a -> a)
                    .toList();
        }
    }

    private static List<Cas> cas() {
        var tous = new ArrayList<Cas>();
        for (var profil : Profil.values()) {
            for (boolean lectureSeule : new boolean[] {false, true}) {
                if (!(lectureSeule ? profil.consulte : profil.ecrit)) {
                    continue;
                }
                for (var territoire : Territoire.values()) {
                    if (profil == Profil.STAFF && territoire != Territoire.FRANCE) {
                        continue;
                    }
                    tous.add(new Cas(profil, lectureSeule, territoire, true));
                    if (profil.entite) {
                        tous.add(new Cas(profil, lectureSeule, territoire, false));
                    }
                }
            }
        }
        return tous;
    }

    @Test
    void R10_R12_R16_R26_R41_R42_R44_R47_every_habilitation_may_do_at_every_status_what_the_rules_say() {
        var ecarts = new ArrayList<String>();
        for (var c : cas()) {
            for (var statut : Statut.values()) {
                for (var action : Action.toutes()) {
                    boolean attendu = attendu(c, statut, action);
                    if (permis(c, statut, action) != attendu) {
                        ecarts.add("%s at %s: %s should be %s".formatted(c, statut, action.nom(), attendu));
                    }
                }
            }
        }
        assertThat(ecarts).isEmpty();
    }

    @Test
    void the_documented_matrix_is_what_the_code_answers() throws IOException {
        var attendu = page();
        if (Boolean.getBoolean("habilitations.ecrire")) {
            Files.writeString(PAGE, attendu);
        }
        assertThat(PAGE).hasContent(attendu);
    }

    /** By hand, from 04 §2.5, §2.6, §3 and 01 §5: where every other condition of the transition holds. */
    private static boolean attendu(Cas c, Statut statut, Action action) {
        if (!c.dedans()) {
            return false;
        }
        if (action.equals(Action.VOIR)) {
            return true;
        }
        if (c.lectureSeule()) {
            return false;
        }
        boolean bailleur = c.profil().bailleur;
        boolean instructeur = c.profil().instructeur;
        if (action.equals(Action.MODIFIER)) {
            return instructeur ? EN_COURS.contains(statut) : bailleur && statut == Statut.PROJET;
        }
        if (action.equals(Action.SUPPRIMER)) {
            return statut == Statut.ANNULEE;
        }
        return switch (action.transition().orElseThrow()) {
            case SOUMETTRE -> bailleur && statut == Statut.PROJET;
            case DEMANDER_CORRECTION -> instructeur && (statut == Statut.PROJET || statut == Statut.INSTRUCTION);
            case NOTIFIER_BAILLEUR -> instructeur && statut == Statut.CORRECTION;
            case RENVOYER -> bailleur && statut == Statut.CORRECTION;
            case NOTIFIER_INSTRUCTEUR -> bailleur && statut == Statut.INSTRUCTION;
            case VALIDER, DENONCER, RESILIER -> instructeur && EN_COURS.contains(statut);
            case SIGNER -> statut == Statut.A_SIGNER;
            case REVENIR_EN_INSTRUCTION -> instructeur && (statut == Statut.A_SIGNER || statut == Statut.SIGNEE);
            case ENVOYER_PUBLICATION -> instructeur && statut == Statut.SIGNEE;
            case REVENIR_A_SIGNEE, PUBLIER -> instructeur && statut == Statut.PUBLICATION_EN_COURS;
            case REVENIR_EN_PUBLICATION -> instructeur && statut == Statut.PUBLIE;
            case RETABLIR -> instructeur && (statut == Statut.DENONCEE || statut == Statut.RESILIEE);
            case ANNULER -> EN_COURS.contains(statut) || statut == Statut.A_SIGNER;
            case REACTIVER -> statut == Statut.ANNULEE;
        };
    }

    /** What the code answers: rights as {@code CycleDeVie} asks for them, then the status and the side. */
    private static boolean permis(Cas c, Statut statut, Action action) {
        var identite = c.identite();
        if (action.equals(Action.VOIR)) {
            return laissePasser(identite, DroitsConvention.VOIR);
        }
        if (action.equals(Action.MODIFIER)) {
            return laissePasser(identite, DroitsConvention.MODIFIER) && DROITS.estModifiable(statut, identite);
        }
        if (action.equals(Action.SUPPRIMER)) {
            return laissePasser(identite, DroitsConvention.SUPPRIMER)
                    && DroitsConvention.estSupprimable(statut, identite);
        }
        var transition = action.transition().orElseThrow();
        return laissePasser(identite, transition.permission())
                && transition
                        .refus(statut, Acteur.de(identite), favorables(transition))
                        .isEmpty();
    }

    private static boolean laissePasser(Identite identite, String permission) {
        try {
            DroitsConvention.exiger(MARSEILLE, identite, permission);
            return true;
        } catch (ErreurMetier refus) {
            assertThat(refus.code().statut().value()).isEqualTo(403);
            return false;
        }
    }

    /** Nothing else stands in the way, on the kind of act the transition is made for. */
    private static FaitsDeTransition favorables(Transition transition) {
        boolean denonciation = transition == Transition.DENONCER || transition == Transition.RETABLIR;
        boolean resiliation = transition == Transition.RESILIER;
        return new FaitsDeTransition(
                denonciation || resiliation,
                true,
                true,
                false,
                true,
                true,
                true,
                denonciation,
                resiliation,
                false,
                false,
                false,
                true,
                List.of());
    }

    private static String page() {
        var familles = new LinkedHashMap<String, List<Cas>>();
        for (var c : cas()) {
            familles.computeIfAbsent(lignes(c), _ -> new ArrayList<>()).add(c);
        }
        var page = new StringBuilder("""
            # Who may do what on a convention

            Printed from the code the server asks (`DroitsConvention`, `Transition`, `Perimetre`): profile × read-only ×
            perimeter × status × action, %d answers. Habilitations that answer alike everywhere are one part. The other
            conditions of a transition are taken as met, on the kind of act it is made for and for a project an instructeur
            made: they are in [etats.md](etats.md).

            A read-only habilitation has one of SIAP's reading codes, or one that is not known. ASS_HLM and PARTENAIRES have
            no code that writes. "Own" is the bailleur in force or the administration of the convention.
            """.formatted(
                        cas().size() * Statut.values().length * Action.toutes().size()));
        int numero = 1;
        for (var famille : familles.entrySet()) {
            page.append("\n## %d. %s\n\n".formatted(numero++, titre(famille.getKey())))
                    .append("| profile | mode | perimeters |\n|---|---|---|\n")
                    .append(habilitations(famille.getValue()))
                    .append(famille.getKey().isEmpty() ? "" : "\n" + entete() + famille.getKey());
        }
        return page.toString();
    }

    private static String titre(String lignes) {
        return lignes.isEmpty() ? "Nothing" : lignes.lines().count() == 1 ? "Reading" : "Reading and writing";
    }

    private static String habilitations(List<Cas> famille) {
        var parProfil = new LinkedHashMap<String, List<String>>();
        for (var c : famille) {
            parProfil
                    .computeIfAbsent(
                            "%s | %s".formatted(c.profil(), c.lectureSeule() ? "read-only" : "writes"),
                            _ -> new ArrayList<>())
                    .add(c.territoire() + (c.profil().entite ? c.sonEntite() ? " + own" : " + another’s" : ""));
        }
        return parProfil.entrySet().stream()
                .map(e -> "| %s | %s |\n".formatted(e.getKey(), String.join(", ", e.getValue())))
                .collect(Collectors.joining());
    }

    private static String entete() {
        var statuts = Statut.values();
        return "| action | "
                + Arrays.stream(statuts).map(Enum::name).collect(Collectors.joining(" | "))
                + " |\n|---|" + "---|".repeat(statuts.length) + "\n";
    }

    /** One row for each action that is open at some status. */
    private static String lignes(Cas c) {
        var lignes = new StringBuilder();
        for (var action : Action.toutes()) {
            var cellules = Arrays.stream(Statut.values())
                    .map(statut -> permis(c, statut, action) ? "✔" : " ")
                    .toList();
            if (cellules.contains("✔")) {
                lignes.append("| %s | %s |\n".formatted(action.nom(), String.join(" | ", cellules)));
            }
        }
        return lignes.toString();
    }
}
