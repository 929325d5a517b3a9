package fr.gouv.apilos.referentiel.jeudedonnees;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the bailleurs and administrations of a data set in the dump format: one transaction, every object counted, those that
 * cannot be taken all named at once, as often as wanted (03 §C4).
 */
@Service
class Chargement {

    private static final Logger LOG = LoggerFactory.getLogger(Chargement.class);
    private static final String BAILLEUR = "bailleurs.bailleur";
    private static final String ADMINISTRATION = "instructeurs.administration";

    /** Models of the other services, and those each deployment brings by itself (03 §C1). */
    private static final Set<String> AILLEURS = Set.of(
            "users.user",
            "users.role",
            "auth.group",
            "auth.permission",
            "apilos_settings.departement",
            "programmes.programme",
            "programmes.lot",
            "programmes.logement",
            "programmes.logementedd",
            "programmes.annexe",
            "programmes.typestationnement",
            "programmes.referencecadastrale",
            "programmes.repartitionsurface",
            "programmes.locauxcollectifs",
            "conventions.convention",
            "conventions.conventionhistory",
            "conventions.pret",
            "conventions.avenanttype",
            "conventions.evenement",
            "conventions.piecejointe",
            "comments.comment",
            "upload.uploadedfile");

    /** A report stays readable: reasons beyond this number are counted only. */
    private static final int REFUS_DITS = 20;

    private final Environnement environnement;
    private final JsonMapper json;
    private final Bailleurs bailleurs;
    private final Administrations administrations;
    private final JdbcClient jdbc;

    Chargement(
            Environnement environnement,
            JsonMapper json,
            Bailleurs bailleurs,
            Administrations administrations,
            JdbcClient jdbc) {
        this.environnement = environnement;
        this.json = json;
        this.bailleurs = bailleurs;
        this.administrations = administrations;
        this.jdbc = jdbc;
    }

    /**
     * What was done with each object.
     *
     * @param charges objects taken here, by model
     * @param ailleurs objects that belong to other services, by model
     * @param doutes what was taken but deserves a look, such as a SIRET whose key is wrong
     */
    record Bilan(Map<String, Integer> charges, Map<String, Integer> ailleurs, List<String> doutes) {}

    private record LuBailleur(ObjetLu objet, Bailleur etat, JsonNode parent) {}

    /**
     * Loads a file.
     *
     * @throws ErreurMetier 403 in production, 422 when the file or some objects cannot be taken; nothing is kept then
     */
    @Transactional
    Bilan charger(Path fichier) {
        environnement.exigerHorsProduction("load-dataset");
        return charger(fichier, contenu(fichier));
    }

    /**
     * Loads a file unless the very same one was loaded before: a restart must not undo what people did since.
     *
     * @throws ErreurMetier as {@link #charger(Path)}
     */
    @Transactional
    void chargerUneFois(Path fichier) {
        environnement.exigerHorsProduction("load-dataset");
        var contenu = contenu(fichier);
        var nouveau = jdbc.sql("insert into jeu_de_donnees (empreinte) values (:empreinte) on conflict do nothing")
                        .param("empreinte", empreinte(contenu))
                        .update()
                == 1;
        if (nouveau) {
            charger(fichier, contenu);
        } else {
            LOG.info("Data set {} was loaded by an earlier start", fichier);
        }
    }

    private Bilan charger(Path fichier, byte[] contenu) {
        var racine = lire(fichier, contenu);
        var refus = new ArrayList<String>();
        var ailleurs = new TreeMap<String, Integer>();
        var lusBailleurs = new ArrayList<LuBailleur>();
        var lusAdministrations = new LinkedHashMap<ObjetLu, Administration>();
        for (var noeud : racine) {
            var objet = new ObjetLu(noeud, refus);
            switch (objet.modele()) {
                case BAILLEUR -> {
                    var etat = LecteurDEntites.bailleur(objet);
                    if (etat != null) {
                        lusBailleurs.add(
                                new LuBailleur(objet, etat, objet.champs().path("parent")));
                    }
                }
                case ADMINISTRATION -> {
                    var etat = LecteurDEntites.administration(objet);
                    if (etat != null) {
                        lusAdministrations.put(objet, etat);
                    }
                }
                default -> {
                    if (!AILLEURS.contains(objet.modele())) {
                        objet.refuser("model", "« " + objet.modele() + " » est inconnu");
                    }
                    ailleurs.merge(objet.modele(), 1, Integer::sum);
                }
            }
        }
        var ordonnes = ordonner(lusBailleurs);
        uniques(ordonnes, lusAdministrations);
        exigerAucun(refus);
        ordonnes.forEach(this::ecrire);
        lusAdministrations.forEach(this::ecrire);
        var charges = new TreeMap<String, Integer>();
        charges.put(BAILLEUR, ordonnes.size());
        charges.put(ADMINISTRATION, lusAdministrations.size());
        var bilan = new Bilan(charges, ailleurs, doutes(ordonnes));
        LOG.info(
                "Data set {}: loaded {}, left to other services {}, doubts {}",
                fichier,
                charges,
                ailleurs,
                bilan.doutes());
        return bilan;
    }

    /** Parents before their children, whatever the order of the file; a parent may also be known from before. */
    private List<LuBailleur> ordonner(List<LuBailleur> lus) {
        var parPk = new HashMap<String, UUID>();
        var parSiret = new HashMap<String, UUID>();
        for (var lu : lus) {
            parPk.put(lu.objet().pk(), lu.etat().uuid());
            parSiret.put(lu.etat().siret(), lu.etat().uuid());
        }
        var faits = new LinkedHashMap<UUID, LuBailleur>();
        var restants = new ArrayList<LuBailleur>();
        for (var lu : lus) {
            var parent = parent(lu, parPk, parSiret);
            restants.add(new LuBailleur(lu.objet(), LecteurDEntites.avecParent(lu.etat(), parent), lu.parent()));
        }
        var duFichier = Set.copyOf(parPk.values());
        boolean avance = true;
        while (avance) {
            avance = restants.removeIf(lu -> {
                var parent = lu.etat().parent();
                var pret = parent == null || faits.containsKey(parent) || !duFichier.contains(parent);
                if (pret && faits.putIfAbsent(lu.etat().uuid(), lu) != null) {
                    lu.objet().refuser("uuid", "un autre objet du fichier porte le même");
                }
                return pret;
            });
        }
        restants.forEach(lu -> lu.objet().refuser("parent", "ce bailleur est son propre ancêtre"));
        return List.copyOf(faits.values());
    }

    private @Nullable UUID parent(LuBailleur lu, Map<String, UUID> parPk, Map<String, UUID> parSiret) {
        var cle = lu.parent();
        if (cle.isNull() || cle.isMissingNode()) {
            return null;
        }
        UUID trouve;
        if (cle.isArray() && !cle.isEmpty()) {
            var siret = cle.get(cle.size() - 1).asString("");
            trouve = parSiret.get(siret);
            if (trouve == null && !siret.isBlank()) {
                trouve =
                        bailleurs.parSiret(new Siret(siret)).map(Bailleur::uuid).orElse(null);
            }
        } else {
            trouve = parPk.get(cle.asString(""));
        }
        if (trouve == null) {
            lu.objet().refuser("parent", cle + " n’est ni dans le fichier ni dans le référentiel");
        }
        return trouve;
    }

    /** A repeated number would stop the transaction at its first object: all are named before anything is written. */
    private void uniques(List<LuBailleur> lus, Map<ObjetLu, Administration> lusAdministrations) {
        var sirets = new HashSet<String>();
        var sirens = new HashSet<String>();
        for (var lu : lus) {
            var etat = lu.etat();
            if (!sirets.add(etat.siret())) {
                lu.objet().refuser("siret", "un autre bailleur du fichier porte « " + etat.siret() + " »");
            }
            if (!sirens.add(etat.siren())) {
                lu.objet().refuser("siren", "un autre bailleur du fichier porte « " + etat.siren() + " »");
            }
            bailleurs
                    .parSiret(new Siret(etat.siret()))
                    .or(() -> bailleurs.parSiren(etat.siren()))
                    .filter(connu -> !connu.uuid().equals(etat.uuid()))
                    .ifPresent(connu -> lu.objet()
                            .refuser("siret", "le bailleur " + connu.uuid() + " porte déjà ce SIRET ou ce SIREN"));
        }
        var codes = new HashSet<String>();
        var uuids = new HashSet<UUID>();
        lusAdministrations.forEach((objet, etat) -> {
            if (!uuids.add(etat.uuid())) {
                objet.refuser("uuid", "un autre objet du fichier porte le même");
            }
            if (!codes.add(etat.code())) {
                objet.refuser("code", "une autre administration du fichier porte « " + etat.code() + " »");
            }
            administrations
                    .parCode(etat.code())
                    .filter(connue -> !connue.uuid().equals(etat.uuid()))
                    .ifPresent(connue ->
                            objet.refuser("code", "l’administration " + connue.uuid() + " porte déjà ce code"));
        });
    }

    private void ecrire(LuBailleur lu) {
        bailleurs.ecrire(lu.etat());
        bailleurs.completer(
                lu.etat().uuid(),
                lu.objet().texte("operation_exceptionnelle", Integer.MAX_VALUE),
                lu.objet().instant("cree_le"),
                lu.objet().instant("mis_a_jour_le"));
    }

    private void ecrire(ObjetLu objet, Administration etat) {
        administrations.ecrire(etat);
        administrations.completer(
                etat.uuid(),
                objet.texte("code_dans_galion", ObjetLu.LONGUEUR_COURANTE),
                objet.instant("cree_le"),
                objet.instant("mis_a_jour_le"));
    }

    private static List<String> doutes(List<LuBailleur> lus) {
        return lus.stream()
                .filter(lu -> !new Siret(lu.etat().siret()).cleJuste())
                .map(lu -> lu.objet().nom() + ": the key of SIRET " + lu.etat().siret() + " is wrong")
                .toList();
    }

    private static void exigerAucun(List<String> refus) {
        if (refus.isEmpty()) {
            return;
        }
        var dits = String.join(" ; ", refus.subList(0, Math.min(REFUS_DITS, refus.size())));
        throw new ErreurMetier(
                ErreurCommune.INVALIDE,
                "Le jeu de données n’est pas chargé : %d point(s) à corriger, rien n’est gardé. %s%s"
                        .formatted(refus.size(), dits, refus.size() > REFUS_DITS ? " ; …" : "."));
    }

    private JsonNode lire(Path fichier, byte[] contenu) {
        JsonNode racine;
        try {
            racine = json.readTree(contenu);
        } catch (JacksonException e) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Le fichier « " + fichier + " » ne peut pas être lu : " + e.getOriginalMessage());
        }
        if (!racine.isArray()) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE, "Le fichier « " + fichier + " » n’est pas une liste d’objets.");
        }
        return racine;
    }

    private static byte[] contenu(Path fichier) {
        try {
            return Files.readAllBytes(fichier);
        } catch (IOException e) {
            var erreur = new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Le fichier « " + fichier + " » ne peut pas être ouvert. Vérifiez son chemin et ses droits.");
            erreur.initCause(e);
            throw erreur;
        }
    }

    private static String empreinte(byte[] contenu) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contenu));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
