package fr.gouv.apilos.convention.fichier;

import static fr.gouv.apilos.testing.DumpDEssai.ligne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.gouv.apilos.convention.EssaiDeService;
import fr.gouv.apilos.convention.document.DocumentsSignes;
import fr.gouv.apilos.convention.fichier.CopieDesFichiers.BilanDeCopie;
import fr.gouv.apilos.convention.fichier.CopieDesFichiers.Choix;
import fr.gouv.apilos.convention.fichier.CopieDesFichiers.NonCopie;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.reprise.PlanDeReprise;
import fr.gouv.apilos.platform.reprise.Reprise;
import fr.gouv.apilos.platform.reprise.SuiviDeReprise;
import fr.gouv.apilos.platform.storage.MagasinEtranger;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.testing.DumpDEssai;
import fr.gouv.apilos.testing.JetonDeTest;
import fr.gouv.apilos.testing.SchemaNeuf;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** The files of an installation taken over: copied, joined to their fields, told when they are missing, opened from pages. */
@EssaiDeService
class ReprendreFichiersIT {

    private static final SuiviDeReprise MUET = (fait, total, etape) -> {};
    private static final String QUAND = "2020-05-04 10:00:00+00";
    private static final Choix ANALYSES = new Choix(false, true, false);
    private static final Choix A_ANALYSER = new Choix(false, false, false);

    @Autowired
    PlanDeReprise plan;

    @Autowired
    Reprise reprise;

    @Autowired
    CopieDesFichiers copie;

    @Autowired
    DocumentsSignes signes;

    @Autowired
    TypeDeContenu types;

    @Autowired
    ObjectStore magasin;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @TempDir
    Path dossier;

    private Path source;
    private UUID bailleur;
    private UUID programme;
    private UUID convention;
    private UUID avenant;
    private UUID plan1;
    private UUID acte;
    private UUID absent;
    private UUID altere;
    private UUID joint;
    private byte[] image;

    /** Everything has identifiers of its own: the schema of the service is everybody's. */
    @BeforeEach
    void installation() throws IOException {
        bailleur = UUID.randomUUID();
        programme = UUID.randomUUID();
        convention = UUID.randomUUID();
        avenant = UUID.randomUUID();
        plan1 = UUID.randomUUID();
        acte = UUID.randomUUID();
        absent = UUID.randomUUID();
        altere = UUID.randomUUID();
        joint = UUID.randomUUID();
        image = png();
        source = Files.createDirectory(dossier.resolve("media-" + UUID.randomUUID()));
        poser("programmes/" + programme + "/media/" + plan1 + "_plan.png", image);
        // Without a folder: under the convention through which it came.
        poser("conventions/" + convention + "/media/" + acte + "_acte.pdf", pdf("acte"));
        poser("conventions/" + convention + "/media/" + joint + "_joint.pdf", pdf("joint"));
        poser("programmes/" + programme + "/media/" + altere + "_altere.png", png());
        poser("conventions/" + convention + "/convention_docs/" + convention + ".pdf", pdf("document"));
        poser("conventions/" + convention + "/convention_docs/convention_13 é.pdf", pdf("signé"));
        poser("spf/" + convention + "/publication/publication_13.pdf", pdf("publié"));
        poser("piecesJointes/ancienne.pdf", pdf("ecolo"));
        poser("programmes/" + programme + "/media/" + UUID.randomUUID() + "_orphelin.png", png());
    }

    @Test
    void B6_files_lie_under_their_keys_belong_to_their_fields_and_open_from_pages() throws IOException {
        assertThat(reprise.reprendre(dump(), true, "essai", MUET).juste()).isTrue();
        assertThat(jdbc.sql("select count(*) from recherche where programme = :p")
                        .param("p", programme)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        copie.copier(MagasinEtranger.dossier(source), ANALYSES, MUET);
        var lecteur = JetonDeTest.de(JetonDeTest.bailleur(bailleur));
        var telecharge = mvc.get()
                .uri("/upload/%s/media/%s".formatted(convention, plan1))
                .with(lecteur)
                .exchange();
        assertThat(telecharge).hasStatusOk();
        assertThat(telecharge.getResponse().getContentAsByteArray()).isEqualTo(image);
        assertThat(telecharge.getResponse().getHeader("Content-Disposition")).contains("Plan%20d%E2%80%99ensemble.png");
        assertThat(mvc.get()
                        .uri("/upload/%s/media/%s".formatted(convention, absent))
                        .with(lecteur))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(jdbc.sql("select champ || ' ' || objet || ' ' || type from fichier where convention = :c order by 1")
                        .param("c", convention)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "acte_de_propriete PROGRAMME application/pdf",
                        "attached CONVENTION application/pdf",
                        "edd_volumetrique PROGRAMME image/png",
                        "vendeur PROGRAMME image/png");
        var signe = signes.courant(convention).orElseThrow();
        assertThat(signe.nom()).isEqualTo("convention_13 é.pdf");
        try (var flux = magasin.lire(signe.cle())) {
            assertThat(flux.readAllBytes()).isEqualTo(pdf("signé"));
        }
        assertThat(magasin.existe("conventions/" + convention + "/convention_docs/" + convention + ".pdf"))
                .isTrue();
        assertThat(magasin.existe("spf/" + convention + "/publication/publication_13.pdf"))
                .isTrue();
        assertThat(magasin.existe("piecesJointes/ancienne.pdf")).isTrue();
    }

    @Test
    void a_copy_that_stops_goes_on_ends_like_the_others_and_tells_what_is_not_there() throws IOException {
        var base = new SchemaNeuf();
        var ici = JdbcClient.create(base);
        var magasinNeuf = MagasinEtranger.dossier(Files.createDirectory(dossier.resolve("ici")));
        var copieNeuve = copie(base, magasinNeuf, new ArrayList<>());
        assertThatThrownBy(() -> copieNeuve.copier(MagasinEtranger.dossier(source), ANALYSES, MUET))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("reprendre-apilos");
        assertThat(base.reprise(plan, "development")
                        .reprendre(dump(), false, "essai", MUET)
                        .juste())
                .isTrue();

        // 06 B7: a database that knows no file yet owns those of the store.
        var orphelin = "programmes/" + programme + "/media/" + UUID.randomUUID() + "_perdu.png";
        magasinNeuf.ecrire(orphelin, new java.io.ByteArrayInputStream(png()));
        var collecte = new Collecte(magasinNeuf, ici, Clock.offset(Clock.systemUTC(), Duration.ofDays(5)));
        assertThatThrownBy(() -> collecte.collecter(1, true))
                .isInstanceOf(ErreurMetier.class)
                .hasMessageContaining("reprenez d’abord les données");

        // The process dies once the bytes of one are written, before anything is noted of it; then of the next.
        BilanDeCopie bilan = null;
        int arrets = 0;
        while (bilan == null) {
            try {
                bilan = copie(base, mourantApres(1, magasinNeuf), new ArrayList<>())
                        .copier(MagasinEtranger.dossier(source), ANALYSES, MUET);
            } catch (Mort _) {
                arrets++;
            }
        }
        assertThat(arrets).isPositive();
        assertThat(copieNeuve.nonCopies(100))
                .extracting(NonCopie::etat, n -> n.cleSource().replaceAll(".*_", ""), NonCopie::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "ABSENT", "absent.png", "n’est pas dans l’espace de stockage de l’origine"),
                        org.assertj.core.groups.Tuple.tuple(
                                "ALTERE",
                                "altere.png",
                                "fait " + png().length + " octets, l’origine en avait noté 999999"),
                        org.assertj.core.groups.Tuple.tuple("INCONNU", "", "jamais déposé.png"),
                        org.assertj.core.groups.Tuple.tuple(
                                "SANS_PLACE", "orphelin.png", "aucune ligne reprise ne le nomme"));
        assertThat(bilan.manquants()).isEqualTo(3);
        assertThat(etats(ici))
                .containsExactlyInAnyOrder(
                        "DOCUMENT COPIE 1",
                        "FICHIER ABSENT 1",
                        "FICHIER ALTERE 1",
                        "FICHIER COPIE 4",
                        "FICHIER INCONNU 1",
                        "PIECE_JOINTE COPIE 1",
                        "PUBLIE COPIE 1",
                        "SIGNE COPIE 1",
                        "AUTRE SANS_PLACE 1");

        var second = copieNeuve.copier(MagasinEtranger.dossier(source), ANALYSES, MUET);
        assertThat(second.copies()).isZero();
        assertThat(second.lignes()).isEqualTo(bilan.lignes());
        for (var cle : ici.sql("select cle from fichier").query(String.class).list()) {
            assertThat(magasinNeuf.existe(cle)).as(cle).isTrue();
        }

        collecte.collecter(1, true);
        assertThat(magasinNeuf.existe(orphelin)).isFalse();
        for (var cle : ici.sql("select cle from objet_repris where etat = 'COPIE'")
                .query(String.class)
                .list()) {
            assertThat(magasinNeuf.existe(cle)).as(cle).isTrue();
        }

        // One comes late, one is taken as it is, one was damaged here since.
        poser("programmes/" + programme + "/media/" + absent + "_absent.png", png());
        var abime = "programmes/" + programme + "/media/" + plan1 + "_plan.png";
        magasinNeuf.ecrire(abime, new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}));
        var demandes = new ArrayList<Object>();
        var dernier = copie(base, magasinNeuf, demandes)
                .copier(MagasinEtranger.dossier(source), new Choix(true, false, true), MUET);
        assertThat(dernier.copies()).isEqualTo(3);
        assertThat(dernier.manquants())
                .as("the file no row of the source describes")
                .isEqualTo(1);
        try (var flux = magasinNeuf.lire(abime)) {
            assertThat(flux.readAllBytes()).isEqualTo(image);
        }
        assertThat(demandes)
                .as("in quarantine until the antivirus has read them")
                .hasSize(2);
        assertThat(ici.sql("select count(*) from fichier where verdict = 'EN_ATTENTE'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void FIL4_a_file_two_fields_name_is_a_file_of_each() throws IOException {
        var base = new SchemaNeuf();
        var ici = JdbcClient.create(base);
        base.reprise(plan, "development").reprendre(dump(), false, "essai", MUET);
        var magasinNeuf = MagasinEtranger.dossier(Files.createDirectory(dossier.resolve("ici")));
        copie(base, magasinNeuf, new ArrayList<>()).copier(MagasinEtranger.dossier(source), A_ANALYSER, MUET);
        assertThat(ici.sql(
                                "select count(distinct cle) || ' ' || count(distinct sha256) from fichier where nom like 'Plan%'")
                        .query(String.class)
                        .single())
                .as("two objects of the same content")
                .isEqualTo("2 1");
        assertThat(ici.sql("select count(*) from fichier where id = :id and cle like :cle")
                        .param("id", plan1)
                        .param("cle", "programmes/" + programme + "/media/" + plan1 + "_plan.png")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void FIL26_a_text_broken_by_a_line_break_is_read_again_and_a_nameless_file_is_called_as_stored()
            throws IOException {
        var base = new SchemaNeuf();
        var ici = JdbcClient.create(base);
        base.reprise(plan, "development").reprendre(dump(), false, "essai", MUET);
        assertThat(ici.sql("select acte_de_propriete from programme")
                        .query(String.class)
                        .single())
                .doesNotContain("\n");
        assertThat(ici.sql("select nom from fichier_repris where id = :id")
                        .param("id", acte)
                        .query(String.class)
                        .single())
                .isEqualTo("acte.pdf");
    }

    /** As if the process were killed. */
    private static final class Mort extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A store that keeps what it is given, and dies at the write after so many. */
    private static ObjectStore mourantApres(int ecritures, ObjectStore magasin) {
        var reste = new AtomicInteger(ecritures);
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, methode, arguments) -> {
                    var resultat = methode.invoke(magasin, arguments);
                    if (methode.getName().equals("ecrire") && reste.getAndDecrement() == 0) {
                        throw new Mort();
                    }
                    return resultat;
                });
    }

    private static List<String> etats(JdbcClient ici) {
        return ici.sql("select genre || ' ' || etat || ' ' || count(*) from objet_repris group by genre, etat")
                .query(String.class)
                .list();
    }

    private CopieDesFichiers copie(SchemaNeuf base, ObjectStore magasin, List<Object> demandes) {
        return new CopieDesFichiers(
                magasin,
                types,
                JdbcClient.create(base),
                base,
                new TransactionTemplate(new JdbcTransactionManager(base)),
                demandes::add,
                Clock.systemUTC());
    }

    private void poser(String cle, byte[] octets) throws IOException {
        var fichier = source.resolve(cle);
        Files.createDirectories(fichier.getParent());
        Files.write(fichier, octets);
    }

    private Path dump() throws IOException {
        return new DumpDEssai()
                .table(
                        "bailleurs_bailleur",
                        "id, uuid, nom, siret, siren, nature_bailleur",
                        ligne(3, bailleur, "Bailleur", "12345678900000", "123456789", "HLM"))
                .table(
                        "programmes_programme",
                        "id, uuid, nom, ville, bailleur_id, code_postal, numero_operation, cree_le,"
                                + " mis_a_jour_le, vendeur, edd_volumetrique,"
                                + " acte_de_propriete, acquereur",
                        ligne(
                                1,
                                programme,
                                "Les Lilas",
                                "Marseille",
                                3,
                                "13001",
                                "2020-13",
                                QUAND,
                                QUAND,
                                fichiers("Mme Michu", plan1, absent),
                                fichiers("", plan1, altere),
                                // A line break inside the JSON, as COPY writes it.
                                fichiers("Acte\\nnotarié", acte),
                                "{\"files\": {\"%s\": {\"realname\": \"jamais déposé.png\"}}, \"text\": \"\"}"
                                        .formatted(UUID.randomUUID())))
                .table(
                        "conventions_convention",
                        "id, uuid, statut, programme_id, parent_id, cree_le, mis_a_jour_le, attached, nom_fichier_signe,"
                                + " nom_fichier_publication_spf",
                        ligne(
                                10,
                                convention,
                                "5. Signée",
                                1,
                                null,
                                QUAND,
                                QUAND,
                                fichiers("", joint),
                                "convention_13 é.pdf",
                                "publication_13.pdf"),
                        ligne(11, avenant, "1. Projet", 1, 10, "2021-05-04 10:00:00+00", QUAND, null, null, null))
                .table(
                        "conventions_piecejointe",
                        "id, uuid, type, fichier, nom_reel, convention_id, cree_le",
                        ligne(1, UUID.randomUUID(), "AUTRE", "ancienne.pdf", "Ancienne.pdf", 10, QUAND))
                .table(
                        "upload_uploadedfile",
                        "id, uuid, filename, realname, dirpath, size, content_type, cree_le, mis_a_jour_le",
                        ligne(
                                1,
                                plan1,
                                "plan.png",
                                "Plan d’ensemble.png",
                                "programmes/" + programme + "/media/",
                                image.length,
                                "image/png",
                                QUAND,
                                QUAND),
                        ligne(2, acte, "acte.pdf", "", null, pdf("acte").length, "application/pdf", QUAND, QUAND),
                        ligne(
                                3,
                                absent,
                                "absent.png",
                                "absent.png",
                                "programmes/" + programme + "/media/",
                                png().length,
                                "image/png",
                                QUAND,
                                QUAND),
                        ligne(
                                4,
                                altere,
                                "altere.png",
                                "altere.png",
                                "programmes/" + programme + "/media/",
                                999_999,
                                "image/png",
                                QUAND,
                                QUAND),
                        ligne(
                                5,
                                joint,
                                "joint.pdf",
                                "joint.pdf",
                                "conventions/" + convention + "/media/",
                                null,
                                "application/pdf",
                                QUAND,
                                QUAND))
                .fichier(dossier);
    }

    private static String fichiers(String texte, UUID... uuids) {
        return Stream.of(uuids)
                        .map(uuid -> "\"%s\": {\"uuid\": \"%s\", \"realname\": \"x\"}".formatted(uuid, uuid))
                        .collect(java.util.stream.Collectors.joining(", ", "{\"files\": {", "}, \"text\": \""))
                + texte + "\"}";
    }

    private static byte[] png() throws IOException {
        var sortie = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", sortie);
        return sortie.toByteArray();
    }

    private static byte[] pdf(String texte) {
        return ("%PDF-1.4\n% " + texte + "\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
    }
}
