package fr.gouv.apilos.referentiel.importation;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.referentiel.EssaiDeService;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import fr.gouv.apilos.referentiel.indice.Indices;
import fr.gouv.apilos.testing.AntivirusDEssai;
import fr.gouv.apilos.testing.CompteurSql;
import fr.gouv.apilos.testing.Eicar;
import fr.gouv.apilos.testing.JetonDeTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Files of bailleurs, administrations and indices: dry run, run, refusals. */
@EssaiDeService
class ImportIT {

    private static final String ENTETE =
            "SIRET;Nom du bailleur;Nature;Type;Adresse;Code postal;Ville;Capital social;Nom du signataire;"
                    + "Fonction du signataire;Date de délibération;Bloc de signature;SIREN du parent\n";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Importations importations;

    @Autowired
    Bailleurs bailleurs;

    @Autowired
    Administrations administrations;

    @Autowired
    Indices indices;

    @Test
    void a_file_is_checked_first_and_every_refused_row_says_why() throws Exception {
        var nouveau = siren();
        var connu = bailleur("Connu");
        var page = deposer(
                "bailleurs",
                "b.csv",
                ENTETE
                        + siret(nouveau)
                        + ";Tout neuf;;Office public HLM (OPH);1 rue A;1000;Bourg;1 234,5;Anne;;12/03/2026;;\n"
                        + connu.siren() + ";;;;;29000;;;;;;;\n"
                        + siret(siren()) + ";Sans adresse;;;;;;;;;;;\n"
                        + nouveau + ";Doublon;;;2 rue B;29000;Brest;;;;;;\n"
                        + "82000000800013;Mauvaise clé;;;3 rue C;29000;Brest;;;;;;\n"
                        + siret(siren()) + ";Orphelin;;Martien;3 rue C;29000;Brest;;;;31/02/2026;;999999999\n");
        assertThat(texte(page))
                .contains("1\u00a0création", "1\u00a0modification", "4\u00a0lignes sont refusées")
                .contains("Rien n’a été écrit", "Indiquez l’adresse du nouveau bailleur", "La ligne 2 porte déjà")
                .contains("Ce SIRET n’existe pas", "Ligne 7");
        assertThat(bailleurs.parSiren(nouveau)).isEmpty();
        var id = id(page);
        assertThat(agir(id)).hasStatus3xxRedirection();
        importations.avancerJusquAuBout();
        var fini = importations.un(id);
        assertThat(fini.etat()).isEqualTo(Importations.Etat.FINI);
        assertThat(fini.ecrites()).isEqualTo(2);
        assertThat(fini.refusees()).isEqualTo(4);
        var ecrit = bailleurs.parSiren(nouveau).orElseThrow();
        assertThat(ecrit.natureBailleur()).isEqualTo("HLM");
        assertThat(ecrit.codePostal()).isEqualTo("01000");
        assertThat(ecrit.capitalSocial()).isEqualByComparingTo("1234.50");
        assertThat(bailleurs.un(connu.uuid()).codePostal()).isEqualTo("29000");
        assertThat(bailleurs.un(connu.uuid()).nom()).isEqualTo("Connu");
        // The report: the refused rows in their order, each reason as a comment; below the hints, which the file had
        // not.
        var rapport = mvc.get()
                .uri("/apilos_settings/imports/" + id + "/refus")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        assertThat(rapport).hasStatusOk();
        try (var classeur =
                new XSSFWorkbook(new ByteArrayInputStream(rapport.getResponse().getContentAsByteArray()))) {
            var feuille = classeur.getSheet("Bailleurs");
            assertThat(feuille.getRow(6).getCell(0).getCellComment().getString().getString())
                    .contains("n’existe pas");
        }
        // The same file again: nothing left to write but what is still wrong.
        var encore = deposer("bailleurs", "b.csv", ENTETE + connu.siren() + ";;;;;29000;;;;;;;\n");
        assertThat(texte(encore)).contains("1\u00a0ligne sans changement");
    }

    @Test
    void the_model_of_administrations_is_read_back_without_a_change() throws Exception {
        var code = "IMP" + siren();
        deposerEtEcrire("administrations", "a.csv", """
            Code de l’administration;Nom de l’administration;Ville de signature;Adresse;Code postal;Ville du siège;Exemplaires d’une convention;Bloc de signature
            %s;DDT importée;Brest;;29200;;4;Le directeur
            """.formatted(code));
        var a = administrations.parCode(code).orElseThrow();
        assertThat(a.nom()).isEqualTo("DDT importée");
        assertThat(a.nbConventionExemplaires()).isEqualTo(4);
        assertThat(a.signataireBlocSignature()).isEqualTo("Le directeur,");
        var modele = mvc.get()
                .uri("/apilos_settings/imports/administrations/modele")
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
        var page = deposer(
                "administrations", "administrations.xlsx", modele.getResponse().getContentAsByteArray());
        assertThat(texte(page)).contains("0\u00a0création", "0\u00a0modification");
    }

    @Test
    void FIL44_an_infected_file_is_not_opened_and_none_is_while_the_antivirus_is_away() throws Exception {
        assertThat(deposerSeul("bailleurs", "b.xlsx", Eicar.octets()))
                .hasStatus(422)
                .bodyText()
                .contains("Un virus a été détecté dans « b.xlsx »");
        assertThat(deposerSeul("bailleurs", "b.xlsx", AntivirusDEssai.absent()))
                .hasStatus(503)
                .bodyText()
                .contains("L’antivirus ne répond pas");
    }

    @Test
    void RA15_5_indices_come_by_file_and_a_known_year_is_replaced() throws Exception {
        int annee = ThreadLocalRandom.current().nextInt(1970, 1990);
        var fichier = "Année;Nature de logement;Évolution;Date de début;Date de fin;Départements\n";
        deposerEtEcrire(
                "indices",
                "i.csv",
                fichier + annee + ";Résidence sociale;1,25;;;\n" + annee + ";Résidence sociale;0,5;;;2A 2B\n");
        assertThat(indices.tous().stream().filter(i -> i.annee() == annee)).hasSize(2);
        deposerEtEcrire("indices", "i.csv", fichier + annee + ";RES;1,5;;;\n" + annee + ";Hébergement;1;;;\n");
        assertThat(indices.tous().stream().filter(i -> i.annee() == annee && i.general()))
                .singleElement()
                .satisfies(i -> assertThat(i.evolution()).isEqualByComparingTo("1.5"));
    }

    @Test
    void a_run_stopped_in_the_middle_goes_on_and_writes_each_row_once() throws Exception {
        var lignes = new StringBuilder(ENTETE);
        var sirens = new java.util.ArrayList<String>();
        for (int i = 0; i < 120; i++) {
            var siren = siren();
            if (!sirens.contains(siren)) {
                sirens.add(siren);
                lignes.append(siren).append(";Lot ").append(i).append(";;;1 rue A;29000;Brest;;;;;;\n");
            }
        }
        var id = id(deposer("bailleurs", "lot.csv", lignes.toString()));
        agir(id);
        assertThat(importations.avancer()).isTrue();
        assertThat(importations.un(id).position()).isEqualTo(50);
        // Another process goes on from there.
        importations.avancerJusquAuBout();
        assertThat(importations.un(id).etat()).isEqualTo(Importations.Etat.FINI);
        assertThat(importations.un(id).ecrites()).isEqualTo(sirens.size());
        assertThat(sirens)
                .allSatisfy(s -> assertThat(bailleurs.parSiren(s).orElseThrow().version())
                        .isEqualTo(1));
    }

    @Test
    void a_check_costs_as_many_statements_for_many_rows_as_for_few() throws Exception {
        var lignes = new StringBuilder(ENTETE);
        for (int i = 0; i < 100; i++) {
            lignes.append(siren()).append(";Lot ").append(i).append(";;;1 rue A;29000;Brest;;;;;;\n");
        }
        var id = id(deposer("bailleurs", "lot.csv", lignes.toString()));
        assertThat(CompteurSql.pendant(() -> importations.verifier(id))).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void hostile_files_and_other_people_are_refused() throws Exception {
        assertThat(deposerSeul("bailleurs", "x.xlsx", "pas un classeur".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(422)
                .bodyText()
                .contains("n’est pas un tableur Excel");
        assertThat(deposerSeul("bailleurs", "x.csv", "Rien;Du tout\n1;2\n".getBytes(StandardCharsets.UTF_8)))
                .hasStatus(422)
                .bodyText()
                .contains("SIRET");
        assertThat(deposerSeul("bailleurs", "vide.csv", new byte[0])).hasStatus(422);
        assertThat(deposerSeul("inconnu", "x.csv", ENTETE.getBytes(StandardCharsets.UTF_8)))
                .hasStatus(404);
        for (var chemin : new String[] {"imports/", "imports/bailleurs", "imports/bailleurs/modele"}) {
            assertThat(mvc.get()
                            .uri("/apilos_settings/" + chemin)
                            .accept(MediaType.TEXT_HTML)
                            .with(JetonDeTest.de(JetonDeTest.administrateur())))
                    .hasStatus(403);
        }
        assertThat(mvc.get()
                        .uri("/apilos_settings/imports/")
                        .accept(MediaType.TEXT_HTML)
                        .with(JetonDeTest.de(JetonDeTest.staff())))
                .hasStatusOk();
    }

    private void deposerEtEcrire(String genre, String nom, String contenu) throws Exception {
        agir(id(deposer(genre, nom, contenu)));
        importations.avancerJusquAuBout();
    }

    private MvcTestResult deposer(String genre, String nom, String contenu) {
        return deposer(genre, nom, contenu.getBytes(StandardCharsets.UTF_8));
    }

    private MvcTestResult deposer(String genre, String nom, byte[] contenu) {
        var depot = deposerSeul(genre, nom, contenu);
        assertThat(depot).hasStatus3xxRedirection();
        return mvc.get()
                .uri(String.valueOf(depot.getResponse().getRedirectedUrl()))
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private MvcTestResult deposerSeul(String genre, String nom, byte[] contenu) {
        return mvc.post()
                .uri("/apilos_settings/imports/" + genre)
                .multipart()
                .file(new MockMultipartFile("fichier", nom, null, contenu))
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private MvcTestResult agir(UUID id) {
        return mvc.post()
                .uri("/apilos_settings/imports/" + id)
                .accept(MediaType.TEXT_HTML)
                .with(JetonDeTest.de(JetonDeTest.staff()))
                .exchange();
    }

    private static UUID id(MvcTestResult page) {
        var chemin = page.getRequest().getRequestURI();
        return UUID.fromString(chemin.substring(chemin.lastIndexOf('/') + 1));
    }

    private static String texte(MvcTestResult page) {
        return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private Bailleur bailleur(String nom) {
        return bailleurs.ecrire(Bailleur.nouveau(
                UUID.randomUUID(),
                "",
                new Bailleur.Fiche(
                        nom,
                        siren(),
                        "HLM",
                        "NONRENSEIGNE",
                        null,
                        "1 rue A",
                        "29200",
                        "Brest",
                        null,
                        "H",
                        null,
                        null,
                        null)));
    }

    private static String siret(String siren) {
        for (int cle = 0; cle < 10; cle++) {
            if (new Siret(siren + "0001" + cle).cleJuste()) {
                return siren + "0001" + cle;
            }
        }
        throw new IllegalStateException();
    }

    private static String siren() {
        int racine = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        for (int cle = 0; cle < 10; cle++) {
            if (new Siret(String.valueOf(racine) + cle).cleJuste()) {
                return String.valueOf(racine) + cle;
            }
        }
        throw new IllegalStateException();
    }
}
