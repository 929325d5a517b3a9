package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.programme.Programme;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What models of foyers, résidences, avenants and secondes vies read beyond those of ordinary dwellings (06 A5, A11). */
@Service
class ComplementsDeContexte {

    private final JdbcClient jdbc;
    private final ConventionRepository conventions;

    ComplementsDeContexte(JdbcClient jdbc, ConventionRepository conventions) {
        this.jdbc = jdbc;
        this.conventions = conventions;
    }

    /** Numbers of the conventions this one gives a seconde vie to, oldest first. */
    List<String> origines(UUID convention) {
        return jdbc.sql("""
            select coalesce(o.numero, '') from convention_seconde_vie s join convention o on o.id = s.origine
            where s.convention = :convention order by o.cree_le, o.id\
            """).param("convention", convention).query(String.class).list();
    }

    /** The act an avenant follows: the last one made before it (06 DOC-34, A13); a convention follows none. */
    Convention precedente(Convention avenant) {
        if (avenant.parent() == null) {
            return avenant;
        }
        return conventions.findByParentOrderByCreeLe(avenant.parent()).stream()
                .filter(autre ->
                        !autre.id().equals(avenant.id()) && autre.creeLe().isBefore(avenant.creeLe()))
                .reduce((avant, apres) -> apres)
                .orElseGet(() -> conventions.findById(avenant.parent()).orElse(avenant));
    }

    Map<String, Object> convention(Convention c, Programme programme, List<String> origines) {
        var types = types(c);
        var champs = new LinkedHashMap<String, Object>();
        champs.put(
                "parent",
                c.parent() == null
                        ? null
                        : numero(conventions.findById(c.parent()).orElse(c).numero()));
        champs.put(
                "parents_2nd_vie",
                origines.stream().map(ComplementsDeContexte::numero).toList());
        champs.put(
                "programme",
                Map.of(
                        "$model",
                        "Programme",
                        "numero_operation",
                        texte(programme.numeroOperation()),
                        "get_nature_logement_display",
                        programme.natureLogement().libelle()));
        champs.put("gestionnaire_signataire_nom", c.gestionnaireSignataireNom());
        champs.put("gestionnaire_signataire_fonction", c.gestionnaireSignataireFonction());
        champs.put("gestionnaire_signataire_date_deliberation", date(c.gestionnaireSignataireDateDeliberation()));
        champs.put("gestionnaire_bloc_info_complementaire", c.gestionnaireBlocInfoComplementaire());
        champs.put("identification_bailleur", c.identificationBailleur());
        champs.put("identification_bailleur_detail", c.identificationBailleurDetail());
        champs.put("champ_libre_avenant", c.champLibreAvenant());
        champs.put("is_denonciation", types.contains(AvenantType.DENONCIATION));
        champs.put("is_resiliation", types.contains(AvenantType.RESILIATION));
        champs.put("date_denonciation", date(c.dateDenonciation()));
        champs.put("date_resiliation", date(c.dateResiliation()));
        champs.put("televersement_convention_signee_le", date(c.televersementConventionSigneeLe()));
        champs.put("attribution_type", programme.estFoyer() ? attribution(c) : null);
        champs.put("attribution_agees_autonomie", c.attributionAgeesAutonomie());
        champs.put("attribution_agees_ephad", c.attributionAgeesEphad());
        champs.put("attribution_agees_desorientees", c.attributionAgeesDesorientees());
        champs.put("attribution_agees_petite_unite", c.attributionAgeesPetiteUnite());
        champs.put("attribution_agees_autre", c.attributionAgeesAutre());
        champs.put("attribution_agees_autre_detail", c.attributionAgeesAutreDetail());
        champs.put("attribution_handicapes_foyer", c.attributionHandicapesFoyer());
        champs.put("attribution_handicapes_foyer_de_vie", c.attributionHandicapesFoyerDeVie());
        champs.put("attribution_handicapes_foyer_medicalise", c.attributionHandicapesFoyerMedicalise());
        champs.put("attribution_handicapes_autre", c.attributionHandicapesAutre());
        champs.put("attribution_handicapes_autre_detail", c.attributionHandicapesAutreDetail());
        champs.put("attribution_inclusif_conditions_specifiques", c.attributionInclusifConditionsSpecifiques());
        champs.put("attribution_inclusif_conditions_admission", c.attributionInclusifConditionsAdmission());
        champs.put("attribution_inclusif_modalites_attribution", c.attributionInclusifModalitesAttribution());
        champs.put("attribution_inclusif_partenariats", c.attributionInclusifPartenariats());
        champs.put("attribution_inclusif_activites", c.attributionInclusifActivites());
        champs.put("attribution_residence_sociale_ordinaire", c.attributionResidenceSocialeOrdinaire());
        champs.put("attribution_pension_de_famille", c.attributionPensionDeFamille());
        champs.put("attribution_residence_accueil", c.attributionResidenceAccueil());
        champs.put("attribution_reservation_prefectorale", c.attributionReservationPrefectorale());
        champs.put("attribution_modalites_reservations", c.attributionModalitesReservations());
        champs.put("attribution_modalites_choix_personnes", c.attributionModalitesChoixPersonnes());
        champs.put("attribution_prestations_integrees", c.attributionPrestationsIntegrees());
        champs.put("attribution_prestations_facultatives", c.attributionPrestationsFacultatives());
        champs.put("foyer_residence_variante_1", c.foyerResidenceVariante1());
        champs.put("foyer_residence_variante_2", c.foyerResidenceVariante2());
        champs.put("foyer_residence_variante_3", c.foyerResidenceVariante3());
        champs.put("foyer_residence_variante_2_travaux", c.foyerResidenceVariante2Travaux());
        champs.put("foyer_residence_variante_2_nb_annees", c.foyerResidenceVariante2NbAnnees());
        champs.put("foyer_residence_variante_2_nb_tranches", c.foyerResidenceVariante2NbTranches());
        return champs;
    }

    /** Whom a foyer houses (06 A5.1). */
    static String attribution(Convention c) {
        if (c.attributionAgeesAutonomie()
                || c.attributionAgeesEphad()
                || c.attributionAgeesDesorientees()
                || c.attributionAgeesPetiteUnite()
                || c.attributionAgeesAutre()) {
            return "agees";
        }
        return c.attributionHandicapesFoyer()
                        || c.attributionHandicapesFoyerDeVie()
                        || c.attributionHandicapesFoyerMedicalise()
                        || c.attributionHandicapesAutre()
                ? "handicapes"
                : "inclusif";
    }

    /** Whom a résidence houses, in words (06 DOC-40); nothing for any other programme. */
    static String residences(Convention c, Programme programme) {
        if (!programme.estResidence()) {
            return "";
        }
        var phrases = new ArrayList<String>();
        if (c.attributionResidenceSocialeOrdinaire()) {
            phrases.add(
                    "Résidence sociale ordinaire (jeunes travailleurs, travailleurs migrants, personnes en difficulté"
                            + " au sens de l’article 1er de la loi n° 90-449 du 31 mai 1990 et, à titre exceptionnel,"
                            + " étudiants en rupture sociale ou familiale)");
        }
        if (c.attributionPensionDeFamille()) {
            phrases.add("Pension de famille (accueil sans limitation de durée de personnes qui ne peuvent accéder à un"
                    + " logement ordinaire)");
        }
        if (c.attributionResidenceAccueil()) {
            phrases.add("Résidence accueil (pension de famille pour personnes présentant un handicap psychique)");
        }
        return String.join(" ; ", phrases);
    }

    /** Whom a foyer houses, in words (06 DOC-41); nothing for any other programme. */
    static String foyer(Convention c, Programme programme) {
        if (!programme.estFoyer()) {
            return "";
        }
        return switch (attribution(c)) {
            case "agees" -> "Personnes âgées seules ou en ménage";
            case "handicapes" -> "Personnes handicapées seules ou en ménage";
            default -> "Habitat inclusif";
        };
    }

    Map<String, Object> programme(Programme p) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("date_autorisation_hors_habitat_inclusif", date(p.dateAutorisationHorsHabitatInclusif()));
        champs.put("date_convention_location", date(p.dateConventionLocation()));
        champs.put(
                "date_residence_argement_gestionnaire_intermediation",
                date(p.dateResidenceArgementGestionnaireIntermediation()));
        champs.put(
                "departement_residence_argement_gestionnaire_intermediation",
                p.departementResidenceArgementGestionnaireIntermediation());
        champs.put(
                "ville_signature_residence_agrement_gestionnaire_intermediation",
                p.villeSignatureResidenceAgrementGestionnaireIntermediation());
        return champs;
    }

    Map<String, Object> lot(Lot lot) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("foyer_residence_dependance", lot.foyerResidenceDependance());
        champs.put("foyer_residence_locaux_hors_convention", lot.foyerResidenceLocauxHorsConvention());
        champs.put("foyer_residence_nb_garage_parking", lot.foyerResidenceNbGarageParking());
        return champs;
    }

    /** Tables of the programme and of the lots, and the sums that follow from them. */
    Map<String, Object> tables(Convention c, BigDecimal surfaceHabitable) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put(
                "references_cadastrales",
                jdbc.sql("""
                    select section, numero, lieudit, surface, autre from reference_cadastrale
                    where programme = :programme order by section, ordre, id\
                    """).param("programme", c.programme()).query().listOfRows());
        var edds = jdbc.sql("""
            select financement, designation, numero_lot from logement_edd
            where programme = :programme order by financement, designation\
            """).param("programme", c.programme()).query().listOfRows();
        var rangs = new LinkedHashMap<String, Integer>();
        edds.forEach(ligne -> {
            var rang = rangs.computeIfAbsent(String.valueOf(ligne.get("financement")), cle -> rangs.size() + 1);
            ligne.put("lot_num", rang);
            // A13: what is printed is the label, not the stored code.
            ligne.computeIfPresent(
                    "financement",
                    (cle, code) -> Financement.deCode(String.valueOf(code))
                            .map(Financement::libelle)
                            .orElse(String.valueOf(code)));
        });
        champs.put("logement_edds", edds);
        champs.put("lot_num", lotsDeLEdd(c, rangs));
        var locaux =
                jdbc.sql("""
                    select c.type_local, c.surface_habitable, c.nombre from local_collectif c join lot l on l.id = c.lot
                    where l.convention = :convention order by l.ordre, c.ordre, c.id\
                    """).param("convention", c.id()).query(Local.class).list();
        champs.put("locaux_collectifs", locaux.stream().map(Local::champs).toList());
        var communs = locaux.stream()
                .map(local -> local.surfaceHabitable().multiply(BigDecimal.valueOf(local.nombre())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        champs.put("lc_sh_totale", decimal(communs));
        champs.put("res_sh_totale", decimal(communs.add(surfaceHabitable)));
        return champs;
    }

    /** The number of its only lot, the numbers of all of them when it is mixte (06 A13), 0 when the table has none. */
    private static Object lotsDeLEdd(Convention c, Map<String, Integer> rangs) {
        var numeros = c.lots().stream()
                .map(lot -> rangs.getOrDefault(lot.financement().code(), 0))
                .filter(rang -> rang > 0)
                .distinct()
                .sorted()
                .toList();
        return switch (numeros.size()) {
            case 0 -> 0;
            case 1 -> numeros.getFirst();
            default -> numeros.stream().map(String::valueOf).collect(Collectors.joining(", "));
        };
    }

    private record Local(String typeLocal, BigDecimal surfaceHabitable, int nombre) {
        Map<String, Object> champs() {
            return Map.of(
                    "$model",
                    "LocauxCollectifs",
                    "type_local",
                    typeLocal,
                    "surface_habitable",
                    decimal(surfaceHabitable),
                    "nombre",
                    nombre);
        }
    }

    /** One key per thing the avenant changes (06 A5.2). */
    Map<String, Object> typesDAvenant(Convention c) {
        var types = types(c);
        var champs = new LinkedHashMap<String, Object>();
        for (var type : AvenantType.values()) {
            champs.put("avenant_type_" + type.libelle(), types.contains(type));
        }
        return champs;
    }

    private List<AvenantType> types(Convention c) {
        return c.estAvenant()
                ? jdbc.sql("select type from convention_avenant_type where convention = :convention")
                        .param("convention", c.id())
                        .query(AvenantType.class)
                        .list()
                : List.of();
    }

    private static Map<String, Object> numero(@Nullable String numero) {
        return Map.of("$model", "Convention", "numero", texte(numero));
    }

    private static String texte(@Nullable String brut) {
        return brut == null ? "" : brut;
    }

    private static @Nullable Map<String, Object> date(@Nullable LocalDate valeur) {
        return valeur == null ? null : Map.of("$date", valeur.toString());
    }

    private static Map<String, Object> decimal(BigDecimal valeur) {
        return Map.of("$decimal", valeur.toPlainString());
    }
}
