package fr.gouv.apilos.habilitation.siap;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.habilitation.Voisins;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The mapping table: every profile, every role code, every perimeter, and what gives no access. */
class CorrespondanceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The codes printed in bold in 04 §2.6. */
    private static final Set<String> LECTURE_SEULE = Set.of(
            "ADM_CENTRALE_LECTEUR",
            "DIR_REG_INSTRUCTEUR_CHORUS",
            "DIR_REG_LECTEUR",
            "SERV_DEP_INSTRUCTEUR_CHORUS",
            "SERV_DEP_LECTEUR",
            "SERV_INSTR_LECTEUR",
            "SERV_INSTR_DELGEG2_LECTEUR",
            "SERV_INSTR_DELGEG3_LECTEUR",
            "ASS_HLM_NAT_LECTEUR",
            "ASS_HLM_REG_LECTEUR",
            "MO_MORAL_NAT_LECTEUR",
            "MO_MORAL_REG_LECTEUR",
            "PARTENAIRES");

    /** An account of the simulator that holds each profile. */
    private static final Map<String, String> COMPTES = Map.of(
            "ADM_CENTRALE", "administrateur",
            "DIR_REG", "dirreg",
            "ASS_HLM", "asshlm",
            "SER_DEP", "serdep",
            "PARTENAIRES", "partenaire",
            "MO_PERS_MORALE", "bailleur",
            "MO_PERS_PHYS", "mophys",
            "SER_GEST", "instructeur");

    @Test
    void the_catalogue_holds_the_41_codes_of_the_specification_and_its_13_readers() {
        assertThat(CodeRole.values()).hasSize(41);
        assertThat(Arrays.stream(CodeRole.values())
                        .filter(c -> !c.ecrit())
                        .map(Enum::name)
                        .collect(Collectors.toSet()))
                .isEqualTo(LECTURE_SEULE);
    }

    static Stream<Arguments> codes() {
        return Arrays.stream(CodeRole.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void R10_R11_each_code_reads_or_writes_within_the_group_of_its_profile(CodeRole code) {
        var document = document(code.profil().name());
        ((ObjectNode) document.path("groupe")).put("codeRole", code.name());
        var admise = admise(document);
        assertThat(admise.groupe().lectureSeule()).isEqualTo(LECTURE_SEULE.contains(code.name()));
        assertThat(admise.codeRole()).isEqualTo(code.name());
        assertThat(admise.groupe()).isEqualTo(code.profil().groupe(!LECTURE_SEULE.contains(code.name())));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADM_CENTRALE,   ADMINISTRATEUR, ADMINISTRATEUR,          aucune
            DIR_REG,        ADMINISTRATEUR, ADMINISTRATEUR,          aucune
            ASS_HLM,        ADMINISTRATEUR, READONLY_ADMINISTRATEUR, aucune
            SER_DEP,        ADMINISTRATEUR, ADMINISTRATEUR,          administration
            PARTENAIRES,    ADMINISTRATEUR, READONLY_ADMINISTRATEUR, aucune
            MO_PERS_MORALE, BAILLEUR,       BAILLEUR,                bailleur
            MO_PERS_PHYS,   BAILLEUR,       BAILLEUR,                bailleur
            SER_GEST,       INSTRUCTEUR,    INSTRUCTEUR,             administration
            """)
    void R33_the_mapping_table(Profil profil, TypologieRole typologie, Groupe groupe, String entite) {
        var admise = admise(document(profil.name()));
        assertThat(admise.profil()).isEqualTo(profil);
        assertThat(admise.typologie()).isEqualTo(typologie);
        assertThat(admise.groupe()).isEqualTo(groupe);
        assertThat(admise.entite())
                .isInstanceOf(
                        switch (entite) {
                            case "bailleur" -> Traduction.EntiteDemandee.Bailleur.class;
                            case "administration" -> Traduction.EntiteDemandee.Administration.class;
                            default -> Traduction.EntiteDemandee.Aucune.class;
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERV_INSTR_CHEF", "", "admin", "MO_MORAL_NAT_ADMIN"})
    void D9_a_code_unknown_for_its_profile_reads_only(String code) {
        var document = document("SER_GEST");
        ((ObjectNode) document.path("groupe")).put("codeRole", code);
        assertThat(admise(document).groupe()).isEqualTo(Groupe.READONLY_INSTRUCTEUR);
    }

    @Test
    void D9_a_habilitation_without_code_reads_only() {
        var document = document("MO_PERS_MORALE");
        ((ObjectNode) document.path("groupe")).remove("codeRole");
        assertThat(admise(document).groupe()).isEqualTo(Groupe.READONLY_BAILLEUR);
    }

    @ParameterizedTest
    @EnumSource(Profil.class)
    void R32_R33_the_perimeter_is_read_for_every_profile(Profil profil) {
        var region = admise(portee(document(profil.name()), "REG", "93", "13"));
        assertThat(region.region()).isEqualTo("93");
        assertThat(region.departement()).isNull();
        var departement = admise(portee(document(profil.name()), "DEP", "93", "13"));
        assertThat(departement.region()).isNull();
        assertThat(departement.departement()).isEqualTo("13");
        for (var autre : List.of("NAT", "EPCI", "COM", "LOC", "")) {
            var sans = admise(portee(document(profil.name()), autre, "93", "13"));
            assertThat(sans.region()).isNull();
            assertThat(sans.departement()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REG, 93, 93, ",
        "REG, 1, 1, ",
        "REG, 01, 1, ",
        "REG, 04, 4, ",
        "DEP, 1, , 01",
        "DEP, 01, , 01",
        "DEP, 2a, , 2A",
        "DEP, 2B, , 2B",
        "DEP, 971, , 971",
        "DEP, ' 13 ', , 13"
    })
    void D12_codes_become_those_of_insee(String portee, String code, String region, String departement) {
        var admise = admise(portee(document("DIR_REG"), portee, code, code));
        assertThat(admise.region()).isEqualTo(region);
        assertThat(admise.departement()).isEqualTo(departement);
    }

    @Test
    void D12_codes_may_come_as_numbers() {
        var document = document("DIR_REG");
        var territoire = (ObjectNode) document.path("porteeTerritComp");
        territoire.put("codePortee", "REG");
        territoire.putObject("regComp").put("code", 93);
        assertThat(admise(document).region()).isEqualTo("93");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REG", "DEP"})
    void a_territory_announced_without_its_code_is_refused_never_read_as_the_whole_country(String portee) {
        var document = document("DIR_REG");
        var territoire = (ObjectNode) document.path("porteeTerritComp");
        territoire.put("codePortee", portee);
        territoire.putNull("regComp");
        territoire.putNull("depComp");
        assertThat(refus(document)).contains("SIAP ne donne pas le code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOUVEAU_PROFIL", "", "STAFF", "BAILLEUR", "INSTRUCTEUR"})
    void D13_an_unknown_profile_gives_no_access(String profil) {
        var document = document("DIR_REG");
        ((ObjectNode) document.path("groupe").path("profil")).put("code", profil);
        assertThat(refus(document)).contains("n’ouvre pas d’accès à APiLos");
        document.putNull("groupe");
        assertThat(refus(document)).contains("n’ouvre pas d’accès à APiLos");
    }

    @Test
    void D30_a_document_without_its_entity_is_refused_with_a_reason() {
        var service = document("SER_DEP");
        ((ObjectNode) service.path("gestionnaire")).putNull("code");
        assertThat(refus(service)).contains("pour quelle administration");
        var organisme = document("MO_PERS_MORALE");
        organisme.putNull("entiteMorale");
        assertThat(refus(organisme)).contains("pour quel bailleur");
        var sansSiren = document("MO_PERS_MORALE");
        ((ObjectNode) sansSiren.path("entiteMorale")).put("siren", " ");
        assertThat(refus(sansSiren)).contains("SIREN manquant");
    }

    @Test
    void the_bailleur_is_read_as_05_8_1_says() {
        var admise = admise(document("MO_PERS_MORALE"));
        assertThat(admise.entite())
                .isEqualTo(new Traduction.EntiteDemandee.Bailleur(
                        "820000008",
                        "820000008",
                        "Calanques Habitat",
                        null,
                        "12 rue des Pêcheurs",
                        "13002",
                        "Marseille"));
        var complet = document("MO_PERS_MORALE");
        var morale = (ObjectNode) complet.path("entiteMorale");
        morale.remove("nom");
        morale.put("raisonSociale", "Calanques")
                .put("siret", "82000000800012")
                .put("codeFamilleMO", "SEM")
                .put("adresseLigne", "1 quai")
                .put("codePostal", "13001")
                .put("ville", "Ailleurs");
        assertThat(admise(complet).entite())
                .isEqualTo(new Traduction.EntiteDemandee.Bailleur(
                        "820000008", "82000000800012", "Calanques", "SEM", "1 quai", "13001", "Ailleurs"));
        morale.put("codeFamilleMO", "Coopérative");
        assertThat(((Traduction.EntiteDemandee.Bailleur) admise(complet).entite()).nature())
                .isEqualTo("Autres bailleurs sociaux non HLM");
    }

    @Test
    void R55_a_private_person_is_keyed_by_their_email_from_the_habilitation_else_from_the_account() {
        var document = document("MO_PERS_PHYS");
        assertThat(((Traduction.EntiteDemandee.Bailleur) admise(document).entite()).siren())
                .isEqualTo("odette.larmor@exemple.fr");
        document.putNull("utilisateur");
        assertThat(((Traduction.EntiteDemandee.Bailleur)
                                ((Traduction.Admise) Correspondance.traduire(lire(document), "compte@exemple.fr"))
                                        .entite())
                        .siren())
                .isEqualTo("compte@exemple.fr");
        assertThat(refus(document)).contains("adresse électronique");
    }

    @Test
    void R71_the_label_is_the_title_else_the_role() {
        var document = document("MO_PERS_MORALE");
        assertThat(admise(document).libelle()).isEqualTo("Administrateur délégué - Maître d'ouvrage personne morale");
        assertThat(admise(document).territoire()).isEqualTo("SIREN 820000008 · Provence-Alpes-Côte d'Azur");
        document.putNull("entete");
        assertThat(admise(document).libelle()).isEqualTo("Administrateur délégué");
        ((ObjectNode) document.path("groupe")).putNull("libelleRole");
        assertThat(admise(document).libelle()).isEqualTo("Habilitation 101");
    }

    @ParameterizedTest
    @CsvSource({
        "VALIDEE, , true", "VALIDEE, 2026-03-02, true", "VALIDEE, 2026-03-01, false", "A_VALIDER, , false",
        "REFUSEE, , false", "DESACTIVEE, , false", "validee, , false", ", , false"
    })
    void R27_D11_only_validated_ones_count_and_only_until_they_expire(String statut, LocalDate fin, boolean compte) {
        var habilitation = JSON.createObjectNode().put("id", 1).put("statut", statut);
        if (fin != null) {
            habilitation.put("dateExpiration", fin.toString());
        }
        assertThat(lire(habilitation).valable(LocalDate.of(2026, 3, 2))).isEqualTo(compte);
    }

    private static ObjectNode document(String profil) {
        return Voisins.habilitation(COMPTES.get(profil));
    }

    private static ObjectNode portee(ObjectNode document, String portee, String region, String departement) {
        var territoire = document.putObject("porteeTerritComp");
        territoire.put("codePortee", portee);
        territoire.putObject("regComp").put("code", region);
        territoire.putObject("depComp").put("code", departement);
        return document;
    }

    private static HabilitationSiap lire(ObjectNode document) {
        return JSON.treeToValue(document, HabilitationSiap.class);
    }

    private static Traduction.Admise admise(ObjectNode document) {
        return (Traduction.Admise) Correspondance.traduire(lire(document), "");
    }

    private static String refus(ObjectNode document) {
        return ((Traduction.Refusee) Correspondance.traduire(lire(document), "")).motif();
    }
}
