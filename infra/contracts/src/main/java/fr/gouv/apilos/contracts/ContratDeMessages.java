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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checks messages and contexts of documents against the schemas of {@code contracts}. Thread-safe; schemas are compiled once. */
public final class ContratDeMessages {

    /** Every message type of the platform, as used for routing keys and file names. */
    public static final List<String> TYPES = List.of(
            "bailleur.modifie.v1",
            "administration.modifiee.v1",
            "indice.modifie.v1",
            "delegation.modifiee.v1",
            "bailleur.fusionne.v1",
            "convention.statut-change.v1",
            "document.production.v1",
            "document.progression.v1",
            "document.produit.v1",
            "document.echec.v1",
            "courriel.envoi.v1",
            "courriel.envoye.v1",
            "fichier.analyse.v1",
            "fichier.analyse-faite.v1");

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
        verifier(type, "contracts/messages/" + type + ".schema.json", json);
    }

    /**
     * Checks the context of a document model (field {@code contexte} of {@code document.production.v1}).
     *
     * @param modele name of the model as in the message, for instance {@code HLM}
     * @param json the context as JSON text
     * @throws MessageNonConforme when the model has no schema or the context does not match it
     */
    public void verifierContexte(String modele, String json) {
        verifier("contexte " + modele, "contracts/contextes/" + modele.toLowerCase(Locale.ROOT) + ".schema.json", json);
    }

    /** Whether the contexts of this model have a schema. */
    public static boolean decritLeContexte(String modele) {
        return modele.matches("[A-Za-z0-9-]+")
                && ContratDeMessages.class
                                .getClassLoader()
                                .getResource("contracts/contextes/" + modele.toLowerCase(Locale.ROOT) + ".schema.json")
                        != null;
    }

    private void verifier(String nom, String chemin, String json) {
        var erreurs = schemas.computeIfAbsent(chemin, c -> charger(nom, c))
                .validate(
                        json,
                        InputFormat.JSON,
                        contexte -> contexte.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!erreurs.isEmpty()) {
            throw new MessageNonConforme(
                    nom, erreurs.stream().map(Object::toString).toList());
        }
    }

    private Schema charger(String type, String chemin) {
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
