package fr.gouv.apilos.document.moteur;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a context from JSON. What JSON lacks is marked: {@code {"$decimal": "1.50"}}, {@code {"$date": "2024-01-31"}},
 * {@code {"$datetime": …}}, {@code {"$image": name, "width_emu": n}}, and {@code {"$ref": "Type:id"}} for an object that
 * stands higher in the same branch, or failing that anywhere in the context.
 */
public final class LecteurDeContexte {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Object> ancetres = new HashMap<>();
    private final Map<String, Map<String, Object>> connus = new HashMap<>();
    private final List<Runnable> renvois = new ArrayList<>();

    private LecteurDeContexte() {}

    /** A reference to an object that is not above it: replaced once everything is read. */
    private record Renvoi(String cle) {}

    /** Reads a JSON file, gzipped when its name ends with .gz. */
    public static Map<String, Object> lire(Path fichier) throws IOException {
        try (InputStream flux = new BufferedInputStream(Files.newInputStream(fichier));
                InputStream json = fichier.toString().endsWith(".gz") ? new GZIPInputStream(flux) : flux) {
            return lire(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new IOException("le contexte n’est pas un JSON lisible : " + e.getOriginalMessage(), e);
        }
    }

    /** Converts a context already parsed. */
    public static Map<String, Object> lire(JsonNode contexte) {
        if (!contexte.isObject()) {
            throw new ErreurDeModele("Le contexte doit être un objet JSON.");
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> valeurs = (Map<String, Object>) new LecteurDeContexte().tout(contexte);
        return valeurs;
    }

    private Object tout(JsonNode contexte) {
        Object valeurs = valeur(contexte, 0);
        renvois.forEach(Runnable::run);
        if (valeurs instanceof Map<?, ?> objet && objet.get("logement_edds") instanceof List<?> lignes) {
            numeroter(lignes);
        }
        return valeurs;
    }

    /** Number of the group of lines of the same financement, when the context does not give it (Source: 06 DOC-30). */
    private static void numeroter(List<?> lignes) {
        long numero = 0;
        Object precedent = null;
        for (Object ligne : lignes) {
            if (ligne instanceof Map<?, ?> edd) {
                if (numero == 0 || !Objects.equals(edd.get("financement"), precedent)) {
                    numero++;
                }
                precedent = edd.get("financement");
                @SuppressWarnings("unchecked")
                Map<String, Object> champs = (Map<String, Object>) edd;
                champs.putIfAbsent("lot_num", numero);
            }
        }
    }

    private Object cible(Renvoi renvoi) {
        Object cible = connus.get(renvoi.cle());
        if (cible == null) {
            throw new ErreurDeModele("Le contexte renvoie à « " + renvoi.cle() + " », qui n’y est pas.");
        }
        return cible;
    }

    private Object valeur(JsonNode noeud, int profondeur) {
        if (profondeur > 200) {
            throw new ErreurDeModele("Le contexte est trop imbriqué.");
        }
        return switch (noeud.getNodeType()) {
            case OBJECT -> objet(noeud, profondeur);
            case ARRAY -> {
                List<Object> liste = new ArrayList<>(noeud.size());
                for (JsonNode element : noeud) {
                    Object valeur = valeur(element, profondeur + 1);
                    int rang = liste.size();
                    liste.add(valeur);
                    if (valeur instanceof Renvoi renvoi) {
                        renvois.add(() -> liste.set(rang, cible(renvoi)));
                    }
                }
                yield liste;
            }
            case STRING -> noeud.stringValue();
            case BOOLEAN -> noeud.booleanValue();
            case NUMBER ->
                noeud.isIntegralNumber()
                        ? Valeurs.entierDe(new BigDecimal(noeud.bigIntegerValue()))
                        : (Object) noeud.doubleValue();
            default -> null;
        };
    }

    private Object objet(JsonNode noeud, int profondeur) {
        Object marque = marque(noeud);
        if (marque != null) {
            return marque;
        }
        Map<String, Object> objet = LinkedHashMap.newLinkedHashMap(noeud.size());
        JsonNode modele = noeud.get("$model");
        JsonNode id = noeud.get("id");
        String cle = modele != null && id != null ? modele.asString() + ":" + id.asString() : null;
        Object masque = cle == null ? null : ancetres.put(cle, objet);
        for (Map.Entry<String, JsonNode> champ : noeud.properties()) {
            Object valeur = valeur(champ.getValue(), profondeur + 1);
            objet.put(champ.getKey(), valeur);
            if (valeur instanceof Renvoi renvoi) {
                renvois.add(() -> objet.put(champ.getKey(), cible(renvoi)));
            }
        }
        if (cle != null) {
            connus.merge(cle, objet, (a, b) -> a.size() >= b.size() ? a : b);
            if (masque == null) {
                ancetres.remove(cle);
            } else {
                ancetres.put(cle, masque);
            }
        }
        return objet;
    }

    private Object marque(JsonNode noeud) {
        if (noeud.isEmpty() || noeud.size() > 2) {
            return null;
        }
        String nom = noeud.propertyNames().iterator().next();
        if (!nom.startsWith("$") || nom.equals("$model")) {
            return null;
        }
        String texte = noeud.get(nom).asString();
        try {
            return switch (nom) {
                case "$decimal" -> new BigDecimal(texte);
                case "$date" -> LocalDate.parse(texte);
                case "$datetime" -> OffsetDateTime.parse(texte);
                case "$image" -> new Image(texte, noeud.path("width_emu").asLong(Image.LARGEUR_ORDINAIRE));
                case "$ref" -> {
                    Object cible = ancetres.get(texte);
                    yield cible == null ? new Renvoi(texte) : cible;
                }
                default -> null;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new ErreurDeModele("Le contexte contient une valeur illisible : " + texte, e);
        }
    }
}
