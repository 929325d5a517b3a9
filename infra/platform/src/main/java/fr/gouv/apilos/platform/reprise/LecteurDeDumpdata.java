package fr.gouv.apilos.platform.reprise;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the original's {@code dumpdata} writes: one array of objects, each of a model, a key and fields. It is read once to
 * know the fields of each model, then once for each table, one object in memory at a time: objects of a model may lie anywhere.
 *
 * <p>A field takes the name its column has in the database: {@code programme} is {@code programme_id}. A natural key, a list of
 * one value or more, becomes {@value #NATURELLE} and its last value; the plan says what it names. A list of keys is a table of its
 * own.
 */
final class LecteurDeDumpdata implements SourceDeReprise {

    /** What a natural key begins with. */
    static final String NATURELLE = "=";

    private static final ObjectReader OBJETS = JsonMapper.shared()
            .readerFor(JsonNode.class)
            // The rest of the array follows.
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Path fichier;
    private final Map<String, Set<String>> attendues;

    /** @param attendues tables and columns the plan reads */
    LecteurDeDumpdata(Path fichier, Map<String, Set<String>> attendues) {
        this.fichier = fichier;
        this.attendues = attendues;
    }

    private interface Visiteur {
        void objet(String table, JsonNode objet, long ligne) throws IOException;
    }

    @Override
    public void lire(Destinataire destinataire) throws IOException {
        var champs = new LinkedHashMap<String, Set<String>>();
        var listes = new LinkedHashMap<String, String>();
        parcourir((table, objet, ligne) -> {
            var connus = champs.computeIfAbsent(table, t -> new LinkedHashSet<>());
            objet.path("fields").propertyNames().forEach(champ -> {
                if (attendues.containsKey(table + "_" + champ)) {
                    listes.put(table + "_" + champ, table);
                } else {
                    connus.add(champ);
                }
            });
        });
        if (champs.isEmpty()) {
            throw illisible("il ne contient aucun objet");
        }
        for (var e : champs.entrySet()) {
            table(destinataire, e.getKey(), List.copyOf(e.getValue()));
        }
        for (var e : listes.entrySet()) {
            liste(destinataire, e.getKey(), e.getValue());
        }
    }

    private void table(Destinataire destinataire, String nom, List<String> champs) throws IOException {
        var colonnes = new ArrayList<String>(List.of("id"));
        champs.forEach(champ -> colonnes.add(colonne(nom, champ)));
        try (var sortie = destinataire.table(nom, colonnes)) {
            parcourir((table, objet, ligne) -> {
                if (table.equals(nom)) {
                    var rang = new StringBuilder(texte(objet.path("pk")));
                    for (var champ : champs) {
                        rang.append('\t').append(texte(objet.path("fields").path(champ)));
                    }
                    ecrire(sortie, ligne, rang);
                }
            });
            sortie.fin();
        }
    }

    /** A list of keys: the table of the couples, as the database of the original has it. */
    private void liste(Destinataire destinataire, String nom, String proprietaire) throws IOException {
        var champ = nom.substring(proprietaire.length() + 1);
        var cles = attendues.getOrDefault(nom, Set.of()).stream()
                .filter(colonne -> colonne.endsWith("_id"))
                .toList();
        var modele = proprietaire.substring(proprietaire.indexOf('_') + 1);
        var cle1 = cles.contains("from_" + modele + "_id") ? "from_" + modele + "_id" : modele + "_id";
        var cle2 = cles.stream().filter(cle -> !cle.equals(cle1)).toList();
        if (cle2.size() != 1 || !cles.contains(cle1)) {
            throw new IllegalStateException("two keys are needed to take " + nom + ", not " + cles);
        }
        try (var sortie = destinataire.table(nom, List.of("id", cle1, cle2.getFirst()))) {
            var numero = new long[1];
            parcourir((table, objet, ligne) -> {
                if (table.equals(proprietaire)) {
                    for (var cle : objet.path("fields").path(champ)) {
                        numero[0]++;
                        ecrire(
                                sortie,
                                numero[0],
                                new StringBuilder()
                                        .append(numero[0])
                                        .append('\t')
                                        .append(texte(objet.path("pk")))
                                        .append('\t')
                                        .append(texte(cle)));
                    }
                }
            });
            sortie.fin();
        }
    }

    private static void ecrire(Table sortie, long ligne, StringBuilder rang) throws IOException {
        var octets = rang.toString().getBytes(StandardCharsets.UTF_8);
        sortie.ligne(ligne, octets, octets.length);
    }

    private String colonne(String table, String champ) {
        var attendus = attendues.getOrDefault(table, Set.of());
        return !attendus.contains(champ) && attendus.contains(champ + "_id") ? champ + "_id" : champ;
    }

    /** As COPY writes it. */
    private static String texte(JsonNode valeur) {
        if (valeur.isNull() || valeur.isMissingNode()) {
            return "\\N";
        }
        if (valeur.isBoolean()) {
            return valeur.asBoolean() ? "t" : "f";
        }
        if (valeur.isNumber()) {
            return valeur.decimalValue().toPlainString();
        }
        if (valeur.isArray()) {
            return valeur.isEmpty() ? "\\N" : NATURELLE + texte(valeur.get(valeur.size() - 1));
        }
        var texte = valeur.isObject() ? valeur.toString() : valeur.asString();
        return texte.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                // PostgreSQL keeps no such character.
                .replace("\0", "");
    }

    private void parcourir(Visiteur visiteur) throws IOException {
        try (var flux = LecteurDeDump.ouvrir(fichier);
                var json = OBJETS.createParser(flux)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw illisible("ce n’est pas une liste d’objets");
            }
            // Their rank, for all may be on one line.
            long ligne = 0;
            while (json.nextToken() == JsonToken.START_OBJECT) {
                ligne++;
                @Nullable JsonNode objet = OBJETS.readValue(json);
                var modele = objet == null ? "" : objet.path("model").asString("");
                if (objet == null || !modele.matches("\\w+\\.\\w+")) {
                    throw illisible("l’objet n° " + ligne + " n’a pas de modèle");
                }
                visiteur.objet(modele.replace('.', '_'), objet, ligne);
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw illisible("il s’arrête au milieu");
            }
        } catch (JacksonException e) {
            throw illisible("il n’est pas de JSON : " + e.getOriginalMessage());
        }
    }

    private ErreurMetier illisible(String pourquoi) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE,
                "Le fichier « " + fichier.getFileName() + " » ne peut pas être repris : " + pourquoi + ".");
    }
}
