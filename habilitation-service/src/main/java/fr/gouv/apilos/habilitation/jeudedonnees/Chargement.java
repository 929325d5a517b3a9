package fr.gouv.apilos.habilitation.jeudedonnees;

import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Groupe;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.role.TypologieRole;
import fr.gouv.apilos.habilitation.utilisateur.PreferencesEmail;
import fr.gouv.apilos.habilitation.utilisateur.Reprise;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.environment.Environnement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the users and roles of a data set in the dump format. All or nothing, as often as wanted. Source: 03 §C4. */
@Service
class Chargement {

    private static final Logger LOG = LoggerFactory.getLogger(Chargement.class);
    private static final String UTILISATEUR = "users.user";
    private static final String ROLE = "users.role";

    /** Models of the other services, and reference data each deployment brings. */
    private static final Set<String> AILLEURS = Set.of(
            "bailleurs.bailleur",
            "instructeurs.administration",
            "programmes.programme",
            "programmes.lot",
            "programmes.logement",
            "programmes.logementedd",
            "programmes.annexe",
            "programmes.typestationnement",
            "programmes.referencecadastrale",
            "programmes.repartitionsurface",
            "programmes.locauxcollectifs",
            "programmes.indiceevolutionloyer",
            "conventions.convention",
            "conventions.conventionhistory",
            "conventions.pret",
            "conventions.avenanttype",
            "conventions.evenement",
            "conventions.piecejointe",
            "comments.comment",
            "upload.uploadedfile",
            "auth.permission",
            "apilos_settings.departement");

    private static final Set<String> CHAMPS_UTILISATEUR = Set.of(
            "uuid",
            "username",
            "password",
            "first_name",
            "last_name",
            "email",
            "secondary_email",
            "telephone",
            "cerbere_login",
            "preferences_email",
            "filtre_departements",
            "creator",
            "is_staff",
            "is_superuser",
            "is_active",
            "last_login",
            "date_joined",
            "groups",
            "user_permissions");
    private static final Set<String> CHAMPS_ROLE = Set.of(
            "uuid",
            "typologie",
            "bailleur",
            "administration",
            "user",
            "group",
            "perimetre_region",
            "perimetre_departement");

    private final Environnement environnement;
    private final JsonMapper json;
    private final Utilisateurs utilisateurs;
    private final Roles roles;
    private final EntitesConnues entites;

    Chargement(
            Environnement environnement,
            JsonMapper json,
            Utilisateurs utilisateurs,
            Roles roles,
            EntitesConnues entites) {
        this.environnement = environnement;
        this.json = json;
        this.utilisateurs = utilisateurs;
        this.roles = roles;
        this.entites = entites;
    }

    /**
     * What was done with each model.
     *
     * @param charges objects taken here
     * @param ailleurs objects that belong to other services
     */
    record Bilan(Map<String, Integer> charges, Map<String, Integer> ailleurs) {}

    private record Objet(String modele, JsonNode pk, JsonNode champs) {}

    /** What the file itself says of the entities roles name. */
    private record Fichier(
            List<Objet> utilisateurs,
            List<Objet> roles,
            Map<String, UUID> bailleursParSiret,
            Map<String, UUID> bailleursParPk,
            Map<String, UUID> administrationsParCode,
            Map<String, UUID> administrationsParPk,
            Map<String, String> groupesParPk) {}

    /**
     * Loads a file.
     *
     * @throws ErreurDeChargement when one object cannot be taken; nothing is kept then
     */
    @Transactional
    Bilan charger(Path fichier) {
        environnement.exigerHorsProduction("load-dataset");
        JsonNode racine;
        try {
            racine = json.readTree(fichier.toFile());
        } catch (JacksonException e) {
            throw new ErreurDeChargement(
                    "Le fichier « " + fichier + " » ne peut pas être lu : " + e.getOriginalMessage());
        }
        if (!racine.isArray()) {
            throw new ErreurDeChargement("Le fichier « " + fichier + " » n’est pas une liste d’objets.");
        }
        var ailleurs = new TreeMap<String, Integer>();
        var contenu = lire(racine, ailleurs);
        var parPk = new HashMap<String, UUID>();
        for (var objet : contenu.utilisateurs()) {
            parPk.put(cle(objet.pk()), utilisateur(objet));
        }
        for (var objet : contenu.roles()) {
            role(objet, contenu, parPk);
        }
        var bilan = new Bilan(
                new TreeMap<>(Map.of(
                        UTILISATEUR,
                        contenu.utilisateurs().size(),
                        ROLE,
                        contenu.roles().size())),
                ailleurs);
        LOG.info("Data set {}: loaded {}, left to other services {}", fichier, bilan.charges(), bilan.ailleurs());
        return bilan;
    }

    private static Fichier lire(JsonNode racine, Map<String, Integer> ailleurs) {
        var fichier = new Fichier(
                new ArrayList<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>());
        for (var noeud : racine) {
            var objet = new Objet(noeud.path("model").asString(""), noeud.path("pk"), noeud.path("fields"));
            switch (objet.modele()) {
                case UTILISATEUR -> fichier.utilisateurs().add(objet);
                case ROLE -> fichier.roles().add(objet);
                case "auth.group" -> {
                    fichier.groupesParPk().put(cle(objet.pk()), texte(objet.champs(), "name"));
                    ailleurs.merge(objet.modele(), 1, Integer::sum);
                }
                default -> {
                    if (!AILLEURS.contains(objet.modele())) {
                        throw new ErreurDeChargement("Modèle inconnu : « " + objet.modele() + " ».");
                    }
                    entite(objet, fichier);
                    ailleurs.merge(objet.modele(), 1, Integer::sum);
                }
            }
        }
        return fichier;
    }

    private static void entite(Objet objet, Fichier fichier) {
        if (!objet.champs().has("uuid")) {
            return;
        }
        switch (objet.modele()) {
            case "bailleurs.bailleur" -> {
                fichier.bailleursParPk().put(cle(objet.pk()), uuid(objet));
                fichier.bailleursParSiret().put(texte(objet.champs(), "siret"), uuid(objet));
            }
            case "instructeurs.administration" -> {
                fichier.administrationsParPk().put(cle(objet.pk()), uuid(objet));
                fichier.administrationsParCode().put(texte(objet.champs(), "code"), uuid(objet));
            }
            default -> {}
        }
    }

    private UUID utilisateur(Objet objet) {
        exigerConnus(objet, CHAMPS_UTILISATEUR);
        var champs = objet.champs();
        var username = texte(champs, "username");
        if (username.isEmpty()) {
            throw ErreurDeChargement.champ(UTILISATEUR, cle(objet.pk()), "username", "une valeur est nécessaire.");
        }
        // 04 R1: null is a local account, an empty login is Cerbère's.
        var login = champs.path("cerbere_login");
        var reprise = new Reprise(
                uuid(objet),
                username,
                login.isNull() || login.isMissingNode() ? null : login.asString(""),
                texte(champs, "last_name"),
                texte(champs, "first_name"),
                texte(champs, "email"),
                texte(champs, "secondary_email"),
                champs.path("telephone").isString() ? texte(champs, "telephone") : null,
                preferences(objet),
                champs.path("is_staff").asBoolean(false),
                champs.path("is_superuser").asBoolean(false),
                champs.path("is_active").asBoolean(true),
                departements(objet));
        return utilisateurs.reprendre(reprise).uuid();
    }

    private static PreferencesEmail preferences(Objet objet) {
        var brut = texte(objet.champs(), "preferences_email");
        try {
            return brut.isEmpty() ? PreferencesEmail.PARTIEL : PreferencesEmail.valueOf(brut);
        } catch (IllegalArgumentException _) {
            throw ErreurDeChargement.champ(
                    UTILISATEUR, cle(objet.pk()), "preferences_email", "« " + brut + " » est inconnu.");
        }
    }

    private static Set<String> departements(Objet objet) {
        var codes = new HashSet<String>();
        for (var brut : objet.champs().path("filtre_departements")) {
            var code = brut.isNumber() ? Departements.parRang(brut.asInt()) : naturelle(brut);
            if (code == null || !Departements.existe(code)) {
                throw ErreurDeChargement.champ(
                        UTILISATEUR, cle(objet.pk()), "filtre_departements", brut + " n’est pas un département.");
            }
            codes.add(code);
        }
        return codes;
    }

    private void role(Objet objet, Fichier fichier, Map<String, UUID> utilisateursParPk) {
        exigerConnus(objet, CHAMPS_ROLE);
        var champs = objet.champs();
        TypologieRole typologie;
        try {
            typologie = TypologieRole.valueOf(texte(champs, "typologie"));
        } catch (IllegalArgumentException _) {
            throw ErreurDeChargement.champ(
                    ROLE, cle(objet.pk()), "typologie", "« " + texte(champs, "typologie") + " » est inconnu.");
        }
        var groupe = groupe(objet, fichier);
        var bailleur = reference(
                objet,
                "bailleur",
                fichier.bailleursParPk(),
                fichier.bailleursParSiret(),
                s -> entites.bailleur(s).orElse(null));
        var administration = reference(
                objet,
                "administration",
                fichier.administrationsParPk(),
                fichier.administrationsParCode(),
                c -> entites.administration(c).orElse(null));
        roles.reprendre(
                proprietaire(objet, utilisateursParPk),
                DroitsAccordes.local(
                        typologie,
                        groupe,
                        bailleur,
                        administration,
                        facultatif(champs, "perimetre_region"),
                        facultatif(champs, "perimetre_departement")));
    }

    private UUID proprietaire(Objet objet, Map<String, UUID> utilisateursParPk) {
        var brut = objet.champs().path("user");
        if (brut.isArray()) {
            var username = naturelle(brut);
            var connu =
                    username == null ? null : utilisateurs.parUsername(username).orElse(null);
            if (connu != null) {
                return connu.uuid();
            }
        } else {
            var connu = utilisateursParPk.get(cle(brut));
            if (connu != null) {
                return connu;
            }
        }
        throw ErreurDeChargement.champ(ROLE, cle(objet.pk()), "user", brut + " n’est pas dans le fichier.");
    }

    private static Groupe groupe(Objet objet, Fichier fichier) {
        var brut = objet.champs().path("group");
        var nom = brut.isNumber() ? fichier.groupesParPk().get(cle(brut)) : naturelle(brut);
        return Groupe.parCode(nom == null ? "" : nom)
                .orElseThrow(
                        () -> ErreurDeChargement.champ(ROLE, cle(objet.pk()), "group", brut + " n’est pas un groupe."));
    }

    private static UUID reference(
            Objet objet,
            String champ,
            Map<String, UUID> parPk,
            Map<String, UUID> parCle,
            java.util.function.Function<String, UUID> replique) {
        var brut = objet.champs().path(champ);
        if (brut.isNull() || brut.isMissingNode()) {
            return null;
        }
        UUID trouve;
        if (brut.isNumber()) {
            trouve = parPk.get(cle(brut));
        } else {
            var cle = naturelle(brut);
            trouve = parCle.get(cle);
            if (trouve == null && cle != null) {
                trouve = replique.apply(cle);
            }
        }
        if (trouve == null) {
            throw ErreurDeChargement.champ(
                    ROLE, cle(objet.pk()), champ, brut + " n’est ni dans le fichier ni dans le référentiel connu.");
        }
        return trouve;
    }

    private static void exigerConnus(Objet objet, Set<String> connus) {
        for (var champ : objet.champs().propertyNames()) {
            if (!connus.contains(champ)) {
                throw ErreurDeChargement.champ(objet.modele(), cle(objet.pk()), champ, "ce champ est inconnu.");
            }
        }
    }

    /** A natural key is a list whose last element is the value; a plain text is the value. */
    private static String naturelle(JsonNode brut) {
        if (brut.isArray()) {
            return brut.isEmpty() ? null : brut.get(brut.size() - 1).asString("");
        }
        return brut.isString() ? brut.asString("") : null;
    }

    private static UUID uuid(Objet objet) {
        var brut = texte(objet.champs(), "uuid");
        try {
            // Dumps of the source have no identifier for users: the same key gives the same one each time.
            return brut.isEmpty()
                    ? UUID.nameUUIDFromBytes((objet.modele() + ":" + cle(objet.pk())).getBytes(StandardCharsets.UTF_8))
                    : UUID.fromString(brut);
        } catch (IllegalArgumentException _) {
            throw ErreurDeChargement.champ(
                    objet.modele(), cle(objet.pk()), "uuid", "« " + brut + " » n’est pas un identifiant.");
        }
    }

    private static String cle(JsonNode pk) {
        return pk.asString("");
    }

    private static String facultatif(JsonNode champs, String nom) {
        var valeur = texte(champs, nom);
        return valeur.isEmpty() ? null : valeur;
    }

    private static String texte(JsonNode champs, String nom) {
        var valeur = champs.path(nom);
        return valeur.isNull() || valeur.isMissingNode()
                ? ""
                : valeur.asString("").strip();
    }
}
