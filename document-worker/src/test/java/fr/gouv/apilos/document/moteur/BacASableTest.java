package fr.gouv.apilos.document.moteur;

import static fr.gouv.apilos.document.moteur.Modeles.docx;
import static fr.gouv.apilos.document.moteur.Modeles.paragraphe;
import static fr.gouv.apilos.document.moteur.Modeles.rendre;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models written to break out: by their tags, or by the Word file they come in. Each ends in a message, none in a dead worker. */
class BacASableTest {

    private static final Duration VITE = Duration.ofSeconds(20);
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    static Stream<Arguments> balises() {
        return Stream.of(
                arguments("brackets", "{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}"),
                arguments("lists in lists", "{{ " + "[".repeat(50_000) + "]".repeat(50_000) + " }}"),
                arguments("negations", "{{ " + "not ".repeat(50_000) + "1 }}"),
                arguments("signs", "{{ " + "-".repeat(50_000) + "1 }}"),
                arguments("conditions in conditions", "{{ " + "1 if 1 else ".repeat(20_000) + "1 }}"),
                arguments("a chain of or", "{{ 1" + " or 1".repeat(50_000) + " }}"),
                arguments("a chain of sums", "{{ 1" + " + 1".repeat(50_000) + " }}"),
                arguments("a chain of joins", "{{ 1" + " ~ 1".repeat(50_000) + " }}"),
                arguments("a chain of powers", "{{ 1" + " ** 1".repeat(50_000) + " }}"),
                arguments("a chain of attributes", "{{ x" + ".x".repeat(50_000) + " }}"),
                arguments("a chain of elements", "{{ x" + "[0]".repeat(50_000) + " }}"),
                arguments("a chain of filters", "{{ 1" + "|string".repeat(50_000) + " }}"),
                arguments("blocks in blocks", "{% if 1 %}".repeat(20_000) + "x" + "{% endif %}".repeat(20_000)),
                arguments("loops in loops", "{% for a in [1] %}".repeat(5_000) + "{% endfor %}".repeat(5_000)),
                arguments(
                        "a text that doubles",
                        "{% set n = namespace(s='a') %}{% for a in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}"),
                arguments(
                        "a list that doubles",
                        "{% set n = namespace(l=[1]) %}{% for a in range(99) %}{% set n.l = n.l + n.l %}{% endfor %}"),
                arguments(
                        "lists deep enough to blow the stack when compared",
                        "{% set n = namespace(l=[], m=[]) %}{% for i in range(50000) %}{% set n.l = [n.l] %}{% set n.m"
                                + " = [n.m] %}{% endfor %}{{ n.l == n.m }}"),
                arguments(
                        "lists that take for ever to compare",
                        "{% set n = namespace(l=[], m=[]) %}{% for i in range(40) %}{% set n.l = [n.l, n.l] %}{% set"
                                + " n.m = [n.m, n.m] %}{% endfor %}{{ n.l == n.m }}"),
                arguments(
                        "long texts printed as one list",
                        "{% set n = namespace(l=['x' * 900000]) %}{% for i in range(10) %}{% set n.l = n.l + n.l %}{%"
                                + " endfor %}{{ n.l|string }}"),
                arguments(
                        "long texts kept until the memory is full",
                        "{% set l = [] %}{% for i in range(900000) %}{{ l.append('x' * 900000) or '' }}{% endfor %}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("balises")
    void tags_without_end_are_stopped_with_a_message(String nom, String balises) {
        assertTimeoutPreemptively(
                VITE,
                () -> assertThatThrownBy(() -> rendre(paragraphe(balises), new HashMap<>()))
                        .as(nom)
                        .isInstanceOf(ErreurDeModele.class)
                        .hasMessageContaining("paragraphe 1"));
    }

    @Test
    void a_list_that_holds_itself_is_printed_not_followed() {
        assertThat(rendre(paragraphe("{% set l = [] %}{{ l.append(l) or '' }}{{ l }}"), new HashMap<>()))
                .endsWith("[[…]]");
    }

    @Test
    void a_file_that_swells_when_it_is_opened_is_refused() throws IOException {
        var bombe = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bombe)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        assertThat(bombe.size()).isLessThan(1 << 20);
        refuse(bombe.toByteArray(), "trop gros une fois décompressé");
        var foule = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(foule)) {
            for (int i = 0; i < 3_000; i++) {
                zip.putNextEntry(new ZipEntry("word/" + i));
            }
        }
        refuse(foule.toByteArray(), "trop gros une fois décompressé");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/x.dtd\">"
            })
    void xml_that_stands_for_more_than_it_shows_is_refused_in_every_part(String doctype) throws IOException {
        for (var partie : new String[] {"word/document.xml", "word/_rels/document.xml.rels", "docProps/custom.xml"}) {
            var docx = modifie(partie, xml -> {
                var corps =
                        xml.isEmpty() ? "<vide/>" : xml.substring(xml.indexOf("?>") < 0 ? 0 : xml.indexOf("?>") + 2);
                return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + doctype + corps;
            });
            refuse(docx, "DOCTYPE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RELATION + "image|http://169.254.169.254/latest/meta-data",
                RELATION + "image|file:///etc/passwd",
                RELATION + "attachedTemplate|https://exemple.fr/modele.dotm",
                RELATION + "attachedTemplate|\\\\serveur\\partage\\modele.dotm",
                RELATION + "oleObject|file:///etc/hosts",
                RELATION + "frame|http://exemple.fr/"
            })
    void what_would_be_fetched_from_elsewhere_is_refused(String liaison) throws IOException {
        var parties = liaison.split("\\|");
        refuse(avecRelation(parties[0], parties[1], "External"), "ailleurs à chaque ouverture");
    }

    @Test
    void a_link_to_follow_and_the_template_on_the_disk_of_the_author_are_harmless() throws IOException {
        for (var relation : new String[][] {
            {"hyperlink", "https://www.legifrance.gouv.fr/"},
            {"attachedTemplate", "file:///C:\\Users\\auteur\\Normal.dotm"}
        }) {
            assertThat(ModeleWord.compiler(avecRelation(RELATION + relation[0], relation[1], "External"))
                            .avertissements())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INCLUDEPICTURE \"http://exemple.fr/x.png\"",
                " includetext \"/etc/passwd\"",
                "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"",
                "DDE x y",
                " LINK Excel.Sheet.8 \"http://exemple.fr/x.xls\"",
                " DATABASE \\d \"x\""
            })
    void a_field_that_reads_elsewhere_is_refused_even_in_pieces(String champ) {
        int milieu = champ.length() / 2;
        var morceaux = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>"
                + xml(champ.substring(0, milieu)) + "</w:instrText></w:r><w:r><w:instrText>"
                + xml(champ.substring(milieu))
                + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
        refuse(docx(morceaux), "va lire ailleurs");
        refuse(
                docx("<w:p><w:fldSimple w:instr=\"" + xml(champ) + "\"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"),
                "va lire ailleurs");
    }

    @Test
    void ordinary_fields_are_left_alone() {
        for (var champ :
                new String[] {"NUMPAGES", " PAGE ", " HYPERLINK \"https://exemple.fr/LINK\" ", " FORMCHECKBOX "}) {
            assertThat(ModeleWord.compiler(docx("<w:p><w:fldSimple w:instr=\"" + xml(champ)
                                    + "\"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"))
                            .avertissements())
                    .isEmpty();
        }
    }

    @Test
    void macros_controls_and_files_read_at_opening_are_refused() throws IOException {
        refuse(modifie("word/vbaProject.bin", xml -> "x"), "macros");
        refuse(modifie("word/activeX/activeX1.bin", xml -> "x"), "macros");
        refuse(avecRelation(RELATION + "aFChunk", "chunk.html", "Internal"), "lu qu’à l’ouverture");
    }

    @Test
    void a_value_never_becomes_a_tag_nor_a_part_of_the_xml() {
        Map<String, Object> contexte = new HashMap<>();
        contexte.put("v", "{{ v }}{% for i in range(9) %}<w:p/>&x;<!DOCTYPE d>");
        assertThat(rendre(paragraphe("{{ v }}"), contexte)).isEqualTo(contexte.get("v"));
    }

    private static void refuse(byte[] docx, String raison) {
        assertTimeoutPreemptively(
                VITE,
                () -> assertThatThrownBy(() -> ModeleWord.compiler(docx))
                        .isInstanceOf(ErreurDeModele.class)
                        .hasMessageContaining(raison));
    }

    private static byte[] avecRelation(String type, String cible, String mode) throws IOException {
        return modifie(
                "word/_rels/document.xml.rels",
                xml -> "<Relationships"
                        + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"rIdX\" Type=\"" + type + "\" Target=\"" + xml(cible) + "\" TargetMode=\""
                        + mode
                        + "\"/></Relationships>");
    }

    /** A model with one part changed, or added. */
    private static byte[] modifie(String partie, UnaryOperator<String> changement) throws IOException {
        var parties = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(docx(paragraphe("Bonjour"))))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                parties.put(entree.getName(), zip.readAllBytes());
            }
        }
        var avant = new String(parties.getOrDefault(partie, new byte[0]), StandardCharsets.UTF_8);
        parties.put(partie, changement.apply(avant).getBytes(StandardCharsets.UTF_8));
        var fichier = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(fichier)) {
            for (var entree : parties.entrySet()) {
                zip.putNextEntry(new ZipEntry(entree.getKey()));
                zip.write(entree.getValue());
            }
        }
        return fichier.toByteArray();
    }

    private static String xml(String texte) {
        return texte.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
