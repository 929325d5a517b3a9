package fr.gouv.apilos.convention.siap;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.enumeration.TypologieStationnement;
import fr.gouv.apilos.convention.enumeration.Zone123;
import fr.gouv.apilos.convention.enumeration.ZoneAbc;
import fr.gouv.apilos.convention.siap.OperationSiap.Aide;
import fr.gouv.apilos.convention.siap.OperationSiap.Garage;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads SIAP's description of an opération (05 §8.3 to §8.6). */
final class LectureDeSiap {

    private static final Pattern CODE_POSTAL = Pattern.compile("^(.*)(?<!\\d)(\\d{5})(?!\\d)(.*)$", Pattern.DOTALL);

    private static final Map<String, NatureLogement> NATURES = Map.of(
            "ALF", NatureLogement.AUTRE,
            "HEB", NatureLogement.HEBERGEMENT,
            "RES", NatureLogement.RESISDENCESOCIALE,
            "PEF", NatureLogement.PENSIONSDEFAMILLE,
            "REA", NatureLogement.RESIDENCEDACCUEIL,
            "REU", NatureLogement.RESIDENCEUNIVERSITAIRE,
            "RHVS", NatureLogement.RHVS,
            "LOO", NatureLogement.LOGEMENTSORDINAIRES);

    private static final Map<String, String> TYPOLOGIES = Map.ofEntries(
            Map.entry("CADA", "HEB"),
            Map.entry("CPH", "HEB"),
            Map.entry("CHRS", "HEB"),
            Map.entry("LHSS", "HEB"),
            Map.entry("LAM", "HEB"),
            Map.entry("RU", "REU"),
            Map.entry("LLS", "LOO"),
            Map.entry("RHVS_M", "RHVS"),
            Map.entry("RHVS_IG", "RHVS"),
            Map.entry("LF", "ALF"),
            Map.entry("RELF", "ALF"),
            Map.entry("RELS", "LOO"));

    private LectureDeSiap() {}

    /**
     * Reads one description.
     *
     * @throws ErreurMetier 409 when SIAP's data do not allow a convention: malformed, without nature, without an aid that
     *     needs one (05 M2, M4, M7)
     */
    static OperationSiap lire(JsonNode siap, Instant luLe) {
        var operation = siap.path("donneesOperation");
        var lieu = siap.path("donneesLocalisation");
        var gestionnaire = siap.path("gestionnaire");
        var numero = texte(operation, "numeroOperation");
        if (numero.isEmpty() || texte(gestionnaire, "code").isEmpty()) {
            throw refus("SIAP ne dit pas quel service instruit cette opération.");
        }
        var maitre = siap.has("entiteMorale") ? siap.path("entiteMorale") : siap.path("donneesMo");
        if (!maitre.isObject()) {
            throw refus("SIAP ne dit pas quel bailleur porte cette opération.");
        }
        boolean sansTravaux = operation.path("sansTravaux").asBoolean(false);
        var adresse = adresse(lieu);
        var aides = sansTravaux
                ? List.of(new Aide(Financement.SANS_FINANCEMENT, null, TypeHabitat.INDIVIDUEL, List.of(), List.of()))
                : aides(siap);
        if (aides.isEmpty()) {
            throw refus("Aucune des aides de cette opération ne demande de convention APL.");
        }
        return new OperationSiap(
                numero,
                texte(operation, "nomOperation"),
                nature(operation),
                sansTravaux ? TypeOperation.SANSTRAVAUX : type(texte(operation, "sousNatureOperation")),
                operation
                        .path("aides")
                        .valueStream()
                        .anyMatch(aide -> texte(aide, "code").equals("SECD_VIE")),
                adresse.get(0),
                adresse.get(1),
                adresse.get(2),
                texte(lieu.path("commune"), "codeInsee"),
                texte(lieu.path("departement"), "codeInsee"),
                texte(lieu.path("region"), "codeInsee"),
                zone123(texte(lieu, "zonage123")),
                zoneAbc(texte(lieu, "zonageABC")),
                champs(maitre),
                texte(gestionnaire, "code"),
                texte(gestionnaire, "libelle"),
                aides,
                luLe,
                true);
    }

    /** 01 R233, MAIL-20: nothing said is nobody. */
    static List<String> gestionnaires(JsonNode siap) {
        return siap.path("gestionnaireSecondaire")
                .path("utilisateurs")
                .valueStream()
                .filter(personne -> personne.path("groupes")
                        .valueStream()
                        .anyMatch(groupe -> texte(groupe.path("profil"), "code").equals("SER_GEST")))
                .map(personne -> texte(personne, "email"))
                .filter(adresse -> !adresse.isEmpty())
                .toList();
    }

    /** M3: the three parts, or the free text cut at its last run of five digits. */
    private static List<String> adresse(JsonNode lieu) {
        var complete = lieu.path("adresseComplete");
        if (complete.has("adresse") && complete.has("codePostal") && complete.has("commune")) {
            return List.of(texte(complete, "adresse"), texte(complete, "codePostal"), texte(complete, "commune"));
        }
        if (!lieu.has("adresse")) {
            throw refus("SIAP ne donne pas l’adresse de cette opération.");
        }
        var libre = texte(lieu, "adresse");
        var m = CODE_POSTAL.matcher(libre);
        return m.matches() ? List.of(epurer(m.group(1)), m.group(2), epurer(m.group(3))) : List.of(libre, "", "");
    }

    private static String epurer(String texte) {
        return texte.replaceAll("^[;,\\s]+|[;,\\s]+$", "");
    }

    /** M2: the nature, or the one its typology implies; there is no default. */
    private static NatureLogement nature(JsonNode operation) {
        var code = texte(operation, "natureLogement");
        if (code.isEmpty()) {
            code = TYPOLOGIES.getOrDefault(texte(operation, "typologie"), "");
        }
        var nature = NATURES.get(code);
        if (nature != null) {
            return nature;
        }
        for (var valeur : NatureLogement.values()) {
            if (valeur.name().equals(code)) {
                return valeur;
            }
        }
        throw refus("SIAP ne dit pas la nature des logements de cette opération.");
    }

    /** M1. */
    private static TypeOperation type(String sousNature) {
        return switch (sousNature) {
            case "CNE", "NEUF" -> TypeOperation.NEUF;
            case "AAM", "ACQUISAMELIORATION" -> TypeOperation.ACQUISAMELIORATION;
            case "AST", "ACQUISSANSTRAVAUX" -> TypeOperation.ACQUISSANSTRAVAUX;
            default -> TypeOperation.SANSOBJET;
        };
    }

    /** N1, N3: one lot per known financement; PLAI_ADP counts in PLAI. */
    private static List<Aide> aides(JsonNode siap) {
        var parFinancement = new LinkedHashMap<Financement, Aide>();
        for (var detail : siap.path("detailsOperation")) {
            var financement = Financement.deCode(texte(detail.path("aide"), "code"))
                    .map(f -> f == Financement.PLAI_ADP ? Financement.PLAI : f)
                    .orElse(null);
            if (financement == null) {
                continue;
            }
            var logement = detail.path("logement");
            var lu = new Aide(
                    financement,
                    entier(logement, "nbLogementsIndividuels") + entier(logement, "nbLogementsCollectifs"),
                    habitat(logement),
                    prets(siap, financement),
                    garages(detail));
            parFinancement.merge(
                    financement,
                    lu,
                    (un, autre) -> new Aide(
                            financement,
                            un.nbLogements() + autre.nbLogements(),
                            un.typeHabitat() == autre.typeHabitat() ? un.typeHabitat() : TypeHabitat.MIXTE,
                            un.prets(),
                            un.garages()));
        }
        return List.copyOf(parFinancement.values());
    }

    /** N6. */
    private static TypeHabitat habitat(JsonNode logement) {
        if (logement.isMissingNode() || logement.isNull() || logement.isEmpty()) {
            return TypeHabitat.MIXTE;
        }
        if (absent(logement, "nbLogementsIndividuels")) {
            return TypeHabitat.COLLECTIF;
        }
        return absent(logement, "nbLogementsCollectifs") ? TypeHabitat.INDIVIDUEL : TypeHabitat.MIXTE;
    }

    /** Q1 to Q3: amounts alone are known; who lends is for the bailleur to say. */
    private static List<BigDecimal> prets(JsonNode siap, Financement financement) {
        var montants = new ArrayList<BigDecimal>();
        for (var plan : siap.path("plansFinancement")) {
            if (!texte(plan, "codeAide").equals(financement.code())) {
                continue;
            }
            plan.path("prets").forEach(pret -> montants.add(montant(pret, "montant")));
            plan.path("subventions").forEach(subvention -> {
                if (texte(subvention, "type").equals(financement.code())) {
                    montants.add(montant(subvention, "montant"));
                }
            });
        }
        return montants;
    }

    /** Q4, and Q5 mended: an unknown kind is left to the bailleur instead of failing the whole. */
    private static List<Garage> garages(JsonNode detail) {
        var loyers = new LinkedHashMap<String, BigDecimal>();
        detail.path("loyers")
                .path(0)
                .path("loyerGarages")
                .forEach(loyer -> loyers.put(texte(loyer, "type"), montant(loyer, "loyer")));
        var garages = new ArrayList<Garage>();
        for (var garage : detail.path("garages")) {
            var typologie = switch (texte(garage, "type")) {
                case "Enterrés / Sous-sol" -> TypologieStationnement.GARAGE_ENTERRE;
                case "Superstructure" -> TypologieStationnement.PARKING_SUPERSTRUCTURE;
                default -> null;
            };
            int nombre = entier(garage, "nbGaragesIndividuels") + entier(garage, "nbGaragesCollectifs");
            if (typologie != null && nombre > 0) {
                garages.add(new Garage(typologie, nombre, loyers.getOrDefault(texte(garage, "type"), BigDecimal.ZERO)));
            }
        }
        return garages;
    }

    /** D2 mended: each zoning goes to its own field. */
    private static Zone123 zone123(String zone) {
        var code = zone.startsWith("0") ? zone.substring(1) : zone;
        return Zone123.deCode(code).orElse(null);
    }

    private static ZoneAbc zoneAbc(String zone) {
        for (var valeur : ZoneAbc.values()) {
            if (valeur.name().equals(zone)) {
                return valeur;
            }
        }
        return null;
    }

    private static Map<String, Object> champs(JsonNode objet) {
        var champs = new LinkedHashMap<String, Object>();
        objet.properties().forEach(champ -> {
            if (champ.getValue().isValueNode() && !champ.getValue().isNull()) {
                champs.put(champ.getKey(), champ.getValue().asString());
            }
        });
        return champs;
    }

    private static boolean absent(JsonNode objet, String champ) {
        return objet.path(champ).isMissingNode() || objet.path(champ).isNull();
    }

    private static int entier(JsonNode objet, String champ) {
        return absent(objet, champ) ? 0 : objet.path(champ).asInt(0);
    }

    private static BigDecimal montant(JsonNode objet, String champ) {
        return absent(objet, champ) ? BigDecimal.ZERO : objet.path(champ).asDecimal(BigDecimal.ZERO);
    }

    private static String texte(JsonNode objet, String champ) {
        return absent(objet, champ) ? "" : objet.path(champ).asString("");
    }

    private static ErreurMetier refus(String raison) {
        return ErreurMetier.conflit(raison + " Complétez l’opération dans SIAP, puis revenez ici.");
    }
}
