package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.ModeleWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The models this worker holds, compiled at their first use. */
@Component
public class Modeles {

    private final Map<String, Optional<Modele>> compiles = new ConcurrentHashMap<>();

    /** A compiled model. */
    public record Modele(String code, String version, ModeleWord word) {}

    /** The model of a code; nothing when there is none. */
    public Optional<Modele> de(String code) {
        return code.matches("[A-Z0-9_]{1,60}") ? compiles.computeIfAbsent(code, Modeles::compiler) : Optional.empty();
    }

    private static Optional<Modele> compiler(String code) {
        var texte = new ClassPathResource("modeles/" + code + ".txt");
        if (!texte.exists()) {
            return Optional.empty();
        }
        try {
            var redige = RedacteurDeModele.rediger(texte.getContentAsString(StandardCharsets.UTF_8));
            return Optional.of(new Modele(code, redige.version(), ModeleWord.compiler(redige.docx())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
