package fr.gouv.apilos.contracts;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checks messages against the schemas of {@code contracts/messages}. Thread-safe; schemas are compiled once. */
public final class ContratDeMessages {

    /** Every message type of the platform, as used for routing keys and file names. */
    public static final List<String> TYPES = List.of(
            "bailleur.modifie.v1",
            "administration.modifiee.v1",
            "convention.statut-change.v1",
            "document.production.v1",
            "document.progression.v1",
            "document.produit.v1",
            "document.echec.v1",
            "courriel.envoi.v1",
            "courriel.envoye.v1");

    private final SchemaRegistry registre = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * Checks one message.
     *
     * @param type message type, for instance {@code bailleur.modifie.v1}
     * @param json the body as JSON text
     * @throws MessageNonConforme when the type has no schema or the body does not match it; the text names each fault
     */
    public void verifier(String type, String json) {
        var erreurs = schema(type)
                .validate(
                        json,
                        InputFormat.JSON,
                        contexte -> contexte.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!erreurs.isEmpty()) {
            throw new MessageNonConforme(
                    type, erreurs.stream().map(Object::toString).toList());
        }
    }

    private Schema schema(String type) {
        return schemas.computeIfAbsent(type, this::charger);
    }

    private Schema charger(String type) {
        var chemin = "contracts/messages/" + type + ".schema.json";
        try (InputStream flux = ContratDeMessages.class.getClassLoader().getResourceAsStream(chemin)) {
            if (flux == null) {
                throw new MessageNonConforme(type, List.of("no schema " + chemin));
            }
            return registre.getSchema(new String(flux.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
