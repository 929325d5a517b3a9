package fr.gouv.apilos.referentiel.jeudedonnees;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the bailleurs and administrations of a data set in the dump format; all or nothing, as often as wanted. */
@Service
class Chargement {

    private static final Logger LOG = LoggerFactory.getLogger(Chargement.class);
    private static final String BAILLEUR = "bailleurs.bailleur";
    private static final String ADMINISTRATION = "instructeurs.administration";

    private final Environnement environnement;
    private final JsonMapper json;
    private final Bailleurs bailleurs;
    private final Administrations administrations;

    Chargement(Environnement environnement, JsonMapper json, Bailleurs bailleurs, Administrations administrations) {
        this.environnement = environnement;
        this.json = json;
        this.bailleurs = bailleurs;
        this.administrations = administrations;
    }

    /**
     * What was done with each model.
     *
     * @param charges objects taken here
     * @param ailleurs objects that belong to other services
     */
    record Bilan(Map<String, Integer> charges, Map<String, Integer> ailleurs) {}

    /**
     * Loads a file.
     *
     * @throws ErreurMetier 403 in production, 409 when the file or one object cannot be taken; nothing is kept then
     */
    @Transactional
    Bilan charger(Path fichier) {
        environnement.exigerHorsProduction("load-dataset");
        var racine = lire(fichier);
        var charges = new TreeMap<String, Integer>();
        var ailleurs = new TreeMap<String, Integer>();
        var parPk = new HashMap<String, UUID>();
        var parSiret = new HashMap<String, UUID>();
        for (var objet : racine) {
            if (modele(objet).equals(BAILLEUR)) {
                var champs = objet.path("fields");
                var uuid = uuid(objet);
                parPk.put(objet.path("pk").asString(""), uuid);
                parSiret.put(champs.path("siret").asString(""), uuid);
            }
        }
        // Parents first, so that their children can name them.
        for (boolean enfants : new boolean[] {false, true}) {
            for (var objet : racine) {
                if (modele(objet).equals(BAILLEUR)
                        && enfants != objet.path("fields").path("parent").isNull()) {
                    bailleur(objet, parent(objet.path("fields").path("parent"), parPk, parSiret));
                    charges.merge(BAILLEUR, 1, Integer::sum);
                }
            }
        }
        for (var objet : racine) {
            var modele = modele(objet);
            if (modele.equals(ADMINISTRATION)) {
                administration(objet);
                charges.merge(modele, 1, Integer::sum);
            } else if (!modele.equals(BAILLEUR)) {
                ailleurs.merge(modele, 1, Integer::sum);
            }
        }
        var bilan = new Bilan(charges, ailleurs);
        LOG.info("Data set {}: loaded {}, left to other services {}", fichier, charges, ailleurs);
        return bilan;
    }

    private JsonNode lire(Path fichier) {
        JsonNode racine;
        try {
            racine = json.readTree(fichier.toFile());
        } catch (JacksonException e) {
            throw ErreurMetier.conflit(
                    "Le fichier « " + fichier + " » ne peut pas être lu : " + e.getOriginalMessage());
        }
        if (!racine.isArray()) {
            throw ErreurMetier.conflit("Le fichier « " + fichier + " » n’est pas une liste d’objets.");
        }
        return racine;
    }

    private void bailleur(JsonNode objet, @Nullable UUID parent) {
        var c = objet.path("fields");
        bailleurs.ecrire(new Bailleur(
                uuid(objet),
                exige(objet, "nom"),
                exige(objet, "siret"),
                texte(c, "siren") == null ? "" : String.valueOf(texte(c, "siren")),
                exige(objet, "nature_bailleur"),
                texte(c, "sous_nature_bailleur"),
                parent,
                texte(c, "adresse"),
                texte(c, "code_postal"),
                texte(c, "ville"),
                c.path("capital_social").isNumber()
                        ? new BigDecimal(c.path("capital_social").asString())
                        : null,
                texte(c, "signataire_nom"),
                texte(c, "signataire_fonction"),
                texte(c, "signataire_date_deliberation") == null
                        ? null
                        : LocalDate.parse(String.valueOf(texte(c, "signataire_date_deliberation"))),
                texte(c, "signataire_bloc_signature"),
                0,
                false));
    }

    private void administration(JsonNode objet) {
        var c = objet.path("fields");
        administrations.ecrire(new Administration(
                uuid(objet),
                exige(objet, "nom"),
                exige(objet, "code"),
                texte(c, "ville_signature"),
                texte(c, "adresse"),
                texte(c, "code_postal"),
                texte(c, "prefix_convention"),
                c.path("nb_convention_exemplaires").asInt(3),
                texte(c, "signataire_bloc_signature"),
                0,
                false));
    }

    private static @Nullable UUID parent(JsonNode cle, Map<String, UUID> parPk, Map<String, UUID> parSiret) {
        if (cle.isNull() || cle.isMissingNode()) {
            return null;
        }
        return cle.isArray() ? parSiret.get(cle.get(1).asString("")) : parPk.get(cle.asString(""));
    }

    private static UUID uuid(JsonNode objet) {
        return UUID.fromString(exige(objet, "uuid"));
    }

    private static String exige(JsonNode objet, String champ) {
        var valeur = texte(objet.path("fields"), champ);
        if (valeur == null || valeur.isBlank()) {
            throw ErreurMetier.conflit("L’objet %s %s n’a pas de %s."
                    .formatted(modele(objet), objet.path("pk").asString("?"), champ));
        }
        return valeur;
    }

    private static @Nullable String texte(JsonNode champs, String nom) {
        var noeud = champs.path(nom);
        return noeud.isNull() || noeud.isMissingNode() ? null : noeud.asString();
    }

    private static String modele(JsonNode objet) {
        return objet.path("model").asString("");
    }
}
