package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void textes_nombres_listes_et_membres_s_ecrivent() {
        var membres = new LinkedHashMap<String, Object>();
        membres.put("a\"b", "c\\d\né");
        membres.put("n", 12L);
        membres.put("l", new ArrayList<>(List.of(true, "x")));
        membres.put("rien", null);
        assertThat(Json.ecrire(membres))
                .isEqualTo("{\"a\\\"b\": \"c\\\\d\\u000aé\", \"n\": 12, \"l\": [true, \"x\"], \"rien\": null}");
    }
}
