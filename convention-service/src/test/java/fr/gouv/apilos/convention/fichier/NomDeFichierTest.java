package fr.gouv.apilos.convention.fichier;

import static org.assertj.core.api.Assertions.assertThat;

import fr.gouv.apilos.platform.storage.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NomDeFichierTest {

    @ParameterizedTest
    @CsvSource({
        "image.png,image.png",
        "doc 10%.pdf,doc-10.pdf",
        "doc  hello.you_buddy.pdf,doc-helloyou_buddy.pdf",
        "Cerfa.docx,cerfa.docx",
        "Été à l’étage.PNG,ete-a-letage.png"
    })
    void FIL2_the_name_in_the_store_is_a_slug(String nom, String attendu) {
        assertThat(NomDeFichier.stockage(nom)).isEqualTo(attendu);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", ".png", "日本語.png", "../../etc/passwd", "a/b\\c.pdf", "-_-.pdf", "x.p/df", "😀"})
    void whatever_the_browser_says_the_name_in_the_store_is_a_safe_one(String annonce) {
        var stockage = NomDeFichier.stockage(NomDeFichier.reel(annonce));
        assertThat(stockage).isNotEmpty().doesNotContain("/", "\\", "..");
        assertThat(ObjectStore.CLE.matcher("programmes/x_" + stockage).matches())
                .as(stockage)
                .isTrue();
    }

    @Test
    void the_real_name_is_the_last_segment_without_what_no_screen_shows() {
        assertThat(NomDeFichier.reel("C:\\Users\\moi\\Plan d’étage.png")).isEqualTo("Plan d’étage.png");
        // A right-to-left mark makes « fdp.exe » read « exe.pdf ».
        assertThat(NomDeFichier.reel("plan\u202Efdp.exe")).isEqualTo("planfdp.exe");
        assertThat(NomDeFichier.reel("a\"b<c>\r\n.png")).isEqualTo("abc.png");
        assertThat(NomDeFichier.reel(null)).isEqualTo("fichier");
        assertThat(NomDeFichier.reel("x".repeat(400) + ".png")).hasSize(255).endsWith(".png");
    }
}
