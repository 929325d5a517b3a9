package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.Annexe;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Logement.Categorie;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.convention.Stationnement;
import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.fichier.Fichiers;
import fr.gouv.apilos.convention.fichier.TexteEtFichiers;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data a Word model of a convention reads, under the names the models of the field use (06 A5). What JSON lacks is
 * marked ({@code $decimal}, {@code $date}); a key that ends with {@code ()} is the result of a call without arguments.
 */
@Service
class ContexteDeDocument {

    /** What the sheet of the CAF reads of a convention (06 A5.3). */
    private static final Set<String> CLES_DE_LA_FICHE_CAF = Set.of(
            "convention",
            "bailleur",
            "programme",
            "lots",
            "administration",
            "logements",
            "nb_logements_par_type",
            "lot_num",
            "sh_totale",
            "sa_totale",
            "sar_totale",
            "su_totale",
            "loyer_total");

    private final Lignes lignes;
    private final ProgrammeRepository programmes;
    private final References references;
    private final ComplementsDeContexte complements;
    private final Fichiers fichiers;
    private final JsonMapper json;
    private final Clock horloge;

    ContexteDeDocument(
            Lignes lignes,
            ProgrammeRepository programmes,
            References references,
            ComplementsDeContexte complements,
            Fichiers fichiers,
            JsonMapper json,
            Clock horloge) {
        this.lignes = lignes;
        this.programmes = programmes;
        this.references = references;
        this.complements = complements;
        this.fichiers = fichiers;
        this.json = json;
        this.horloge = horloge;
    }

    /**
     * A context ready to travel.
     *
     * @param modele code of the Word model
     * @param titre text the file name is made from
     */
    record Contexte(String modele, Map<String, Object> donnees, String titre) {}

    /**
     * The context of a convention as it is now.
     *
     * @throws ErreurMetier 409 when nothing can be written from it: no lot (06 DOC-36), no type I or II (06 A2 T11)
     */
    Contexte de(Convention convention) {
        var lu = lire(convention);
        return new Contexte(
                ChoixDuModele.de(convention, lu.programme(), lu.bailleur(), lu.origines())
                        .code(),
                lu.donnees(),
                titre(convention, lu.programme()));
    }

    /**
     * The context of the sheet of the family allowance office (06 A5.3): no rent, and whom the place houses. No type I or II
     * is asked for: the sheet is the same for all.
     *
     * @throws ErreurMetier 409 without a lot
     */
    Contexte ficheCaf(Convention convention) {
        var lu = lire(convention);
        var donnees = lu.donnees();
        donnees.keySet().retainAll(CLES_DE_LA_FICHE_CAF);
        donnees.put("residence_attributions", ComplementsDeContexte.residences(convention, lu.programme()));
        donnees.put("foyer_attributions", ComplementsDeContexte.foyer(convention, lu.programme()));
        return new Contexte("FICHE_CAF", donnees, "ficheCAF_" + texte(convention, lu.programme()));
    }

    /** The convention in a few words (06, shared values). */
    static String texte(Convention convention, Programme programme) {
        return programme.ville() + " - " + programme.nom()
                + convention.lots().stream()
                        .map(lot -> " - " + Objects.requireNonNullElse(lot.nbLogements(), 0) + " lgts"
                                + (lot.typeHabitat() == null
                                        ? ""
                                        : " - " + lot.typeHabitat().libelle())
                                + " - " + lot.financement().code())
                        .collect(Collectors.joining());
    }

    private record Lu(Programme programme, Bailleur bailleur, int origines, Map<String, Object> donnees) {}

    private Lu lire(Convention convention) {
        var programme = programmes.findById(convention.programme()).orElseThrow();
        var bailleur = references
                .bailleur(programme.bailleur())
                .orElseThrow(() -> ErreurMetier.conflit(
                        "Le bailleur de cette convention n’est pas encore connu ici. Réessayez dans un instant."));
        var administration =
                references.administration(programme.administration()).orElse(null);
        if (convention.lots().isEmpty()) {
            throw ErreurMetier.conflit("Ajoutez un financement à la convention avant de produire son document.");
        }
        var lus = new Lus(
                convention.lots(),
                lignes.logements(convention.id()),
                lignes.prets(convention.id()),
                lignes.annexes(convention.id()),
                lignes.stationnements(convention.id()));
        var origines = complements.origines(convention.id());
        var donnees = new LinkedHashMap<String, Object>();
        var champs = convention(convention, programme);
        champs.putAll(complements.convention(convention, programme, origines));
        donnees.put("convention", champs);
        donnees.put("bailleur", bailleur(bailleur));
        donnees.put("outre_mer", programme.estOutreMer());
        donnees.put("programme", programme(programme));
        donnees.put("administration", administration(administration));
        donnees.put(
                "lots",
                lus.lots().stream().map(lot -> lotEntier(lot, lus)).collect(Collectors.toCollection(ArrayList::new)));
        donnees.put("adresse", texte(convention.adresse()).isEmpty() ? programme.adresse() : convention.adresse());
        donnees.put("code_postal", programme.codePostal());
        donnees.put("ville", programme.ville());
        listes(donnees, lus);
        totaux(donnees, lus);
        donnees.putAll(complements.tables(
                convention,
                lus.logements().stream()
                        .map(Logement::surfaceHabitable)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
        donnees.putAll(Mixite.de(lus.lots().stream()
                .filter(lot -> lot.financement().aOptionMixite())
                .mapToInt(lot -> lot.nbLogements() == null ? 0 : lot.nbLogements())
                .sum()));
        donnees.put("nombre_annees_conventionnement", annees(convention));
        // The party to an avenant is that of the act it follows; the new one has keys of its own (06 DOC-33).
        var precedente = complements.precedente(convention);
        var partie = precedente == convention
                ? bailleur
                : programmes
                        .findById(precedente.programme())
                        .flatMap(p -> references.bailleur(p.bailleur()))
                        .orElse(bailleur);
        parties(donnees, precedente, partie);
        if (convention.estAvenant()) {
            donnees.putAll(complements.typesDAvenant(convention));
            var nouvelles = new LinkedHashMap<String, Object>();
            parties(nouvelles, convention, bailleur);
            nouvelles.forEach((cle, valeur) -> donnees.put("new_" + cle, valeur));
        }
        fichiers.images(convention)
                .forEach((champ, images) -> donnees.put(
                        champ.nom() + "_images",
                        images.stream()
                                .map(image -> Map.of("$image", image.cle()))
                                .toList()));
        return new Lu(programme, bailleur, origines.size(), donnees);
    }

    /** From the year it is signed, or validated, to that of its end: the same whenever it is printed (06 A13). */
    private Object annees(Convention convention) {
        var fin = convention.dateFinConventionnement();
        if (fin == null) {
            return "---";
        }
        var debut = Stream.of(convention.televersementConventionSigneeLe(), convention.valideLe())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> LocalDate.now(horloge));
        return fin.getYear() - debut.getYear();
    }

    /** The context as the text kept with a validated convention (06 A6). */
    String json(Map<String, Object> donnees) {
        return json.writeValueAsString(donnees);
    }

    private Map<String, Object> lotEntier(Lot lot, Lus lus) {
        var champs = lot(lot, lus);
        champs.putAll(complements.lot(lot));
        return champs;
    }

    private static String titre(Convention convention, Programme programme) {
        var numero = texte(convention.numero());
        var financements = convention.lots().stream()
                .map(lot -> lot.financement().libelle())
                .collect(Collectors.joining("-"));
        return (numero.isEmpty() ? "Convention" : "Convention " + numero) + " - " + programme.ville() + " - "
                + programme.nom() + " - " + financements;
    }

    /** Rows of the lots, read once. */
    private record Lus(
            List<Lot> lots,
            List<Logement> logements,
            List<Pret> prets,
            List<Annexe> annexes,
            List<Stationnement> stationnements) {

        /** Dwellings of a lot, in the order of their sheet. */
        List<Logement> de(Lot lot) {
            return logements.stream()
                    .filter(logement -> logement.lot().equals(lot.id()))
                    .sorted(Comparator.comparing(
                            Logement::importOrder, Comparator.nullsLast(Comparator.naturalOrder())))
                    .toList();
        }

        List<Logement> tous() {
            return lots.stream().flatMap(lot -> de(lot).stream()).toList();
        }

        List<Logement> tous(Categorie categorie) {
            return tous().stream()
                    .filter(logement -> logement.categorie() == categorie)
                    .toList();
        }
    }

    private static Map<String, Object> convention(Convention c, Programme programme) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Convention");
        champs.put("uuid", c.id().toString());
        champs.put("numero", c.numero());
        champs.put("date_fin_conventionnement", date(c.dateFinConventionnement()));
        champs.put("fond_propre", decimal(c.fondPropre()));
        champs.put("commentaires", c.commentaires());
        champs.put("statut", c.statut().valeurHistorique());
        champs.put("valide_le", date(c.valideLe()));
        champs.put("type1and2", c.type1et2() == null ? null : c.type1et2().name());
        champs.put("type2_lgts_concernes_option1", c.type2LgtsConcernesOption1());
        champs.put("type2_lgts_concernes_option2", c.type2LgtsConcernesOption2());
        champs.put("type2_lgts_concernes_option3", c.type2LgtsConcernesOption3());
        champs.put("type2_lgts_concernes_option4", c.type2LgtsConcernesOption4());
        champs.put("type2_lgts_concernes_option5", c.type2LgtsConcernesOption5());
        champs.put("type2_lgts_concernes_option6", c.type2LgtsConcernesOption6());
        champs.put("type2_lgts_concernes_option7", c.type2LgtsConcernesOption7());
        champs.put("type2_lgts_concernes_option8", c.type2LgtsConcernesOption8());
        champs.put("signataire_nom", c.signataireNom());
        champs.put("signataire_fonction", c.signataireFonction());
        champs.put("signataire_date_deliberation", date(c.signataireDateDeliberation()));
        champs.put("signataire_bloc_signature", c.signataireBlocSignature());
        champs.put("gestionnaire", c.gestionnaire());
        champs.put("gestionnaire_signataire_bloc_signature", c.gestionnaireSignataireBlocSignature());
        champs.put("historique_financement_public", c.historiqueFinancementPublic());
        champs.put("adresse", c.adresse());
        champs.put("nb_logements", c.nbLogements());
        champs.put(
                "get_financements",
                c.lots().stream().map(lot -> lot.financement().code()).toList());
        champs.put(
                "get_financement_display",
                c.lots().stream().map(lot -> lot.financement().libelle()).collect(Collectors.joining(", ")));
        champs.put(
                "get_adresse_display",
                (texte(c.adresse()).isEmpty() ? programme.adresse() : c.adresse()) + ", " + programme.codePostal() + " "
                        + programme.ville());
        champs.put("is_avenant()", c.estAvenant());
        champs.put("is_mixte", c.estMixte());
        champs.put(
                "lgts_mixite_sociale_negocies_display()",
                c.lots().stream()
                        .mapToInt(Lot::lgtsMixiteSocialeNegociesAffiches)
                        .sum());
        return champs;
    }

    private static Map<String, Object> bailleur(Bailleur b) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Bailleur");
        champs.put("uuid", b.uuid().toString());
        champs.put("nom", b.nom());
        champs.put("siret", b.siret());
        champs.put("siren", b.siren());
        champs.put("capital_social", decimal(b.capitalSocial()));
        champs.put("adresse", b.adresse());
        champs.put("code_postal", b.codePostal());
        champs.put("ville", b.ville());
        champs.put("signataire_nom", b.signataireNom());
        champs.put("signataire_fonction", b.signataireFonction());
        champs.put("signataire_date_deliberation", date(b.signataireDateDeliberation()));
        champs.put("signataire_bloc_signature", b.signataireBlocSignature());
        champs.put("nature_bailleur", b.natureBailleur());
        champs.put("sous_nature_bailleur", b.sousNatureBailleur());
        champs.put("is_hlm()", b.estHlm());
        champs.put("is_sem()", b.estSem());
        champs.put("is_type1and2()", b.estType1et2());
        return champs;
    }

    private static Map<String, Object> administration(Administration a) {
        if (a == null) {
            return null;
        }
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Administration");
        champs.put("uuid", a.uuid().toString());
        champs.put("nom", a.nom());
        champs.put("code", a.code());
        champs.put("ville_signature", a.villeSignature());
        champs.put("adresse", a.adresse());
        champs.put("code_postal", a.codePostal());
        champs.put("nb_convention_exemplaires", a.nbConventionExemplaires());
        champs.put("signataire_bloc_signature", a.signataireBlocSignature());
        champs.put(
                "get_ville_signature_or_empty()",
                texte(a.villeSignature()).isEmpty() ? " ".repeat(30) : a.villeSignature());
        return champs;
    }

    private Map<String, Object> programme(Programme p) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Programme");
        champs.put("uuid", p.id().toString());
        champs.put("nom", p.nom());
        champs.put("numero_operation", p.numeroOperation());
        champs.put("seconde_vie", p.secondeVie());
        champs.put("adresse", p.adresse());
        champs.put("code_postal", p.codePostal());
        champs.put("ville", p.ville());
        champs.put("code_insee_commune", p.codeInseeCommune());
        champs.put("code_insee_departement", p.codeInseeDepartement());
        champs.put("code_insee_region", p.codeInseeRegion());
        champs.put("annee_gestion_programmation", p.anneeGestionProgrammation());
        champs.put("zone_123", p.zone123() == null ? null : p.zone123().code());
        champs.put(
                "get_zone_123_display", p.zone123() == null ? null : p.zone123().libelle());
        champs.put("zone_abc", p.zoneAbc() == null ? null : p.zoneAbc().name());
        champs.put(
                "get_zone_abc_display", p.zoneAbc() == null ? null : p.zoneAbc().libelle());
        champs.put("surface_utile_totale", decimal(p.surfaceUtileTotale()));
        champs.put("surface_corrigee_totale", decimal(p.surfaceCorrigeeTotale()));
        champs.put("type_operation", p.typeOperation().name());
        champs.put("get_type_operation_display", p.typeOperation().libelle());
        champs.put("get_type_operation_advanced_display()", typeOperation(p));
        champs.put("nature_logement", p.natureLogement().name());
        champs.put("get_nature_logement_display", p.natureLogement().libelle());
        champs.put("anru", p.anru());
        champs.put("anah", p.anah());
        champs.put("nb_locaux_commerciaux", p.nbLocauxCommerciaux());
        champs.put("nb_bureaux", p.nbBureaux());
        champs.put("autres_locaux_hors_convention", texte(p.autresLocauxHorsConvention()));
        champs.put("permis_construire", texte(p.permisConstruire()));
        champs.put("mention_publication_edd_volumetrique", texte(p.mentionPublicationEddVolumetrique()));
        champs.put("mention_publication_edd_classique", texte(p.mentionPublicationEddClassique()));
        champs.put("date_acte_notarie", date(p.dateActeNotarie()));
        champs.put("date_achevement_previsible", date(p.dateAchevementPrevisible()));
        champs.put("date_achat", date(p.dateAchat()));
        champs.put("date_achevement", date(p.dateAchevement()));
        champs.put("date_achevement_compile", date(p.dateAchevementCompile()));
        var textes = new LinkedHashMap<String, String>();
        textes.put("vendeur", p.vendeur());
        textes.put("acquereur", p.acquereur());
        textes.put("reference_notaire", p.referenceNotaire());
        textes.put("reference_publication_acte", p.referencePublicationActe());
        textes.put("effet_relatif", p.effetRelatif());
        textes.put("reference_cadastrale", p.referenceCadastrale());
        textes.put("certificat_adressage", p.certificatAdressage());
        textes.put("edd_volumetrique", p.eddVolumetrique());
        textes.put("edd_classique", p.eddClassique());
        textes.put("edd_stationnements", p.eddStationnements());
        textes.forEach((nom, valeur) -> {
            champs.put(nom, texte(valeur));
            champs.put(nom + "_text()", texteDuChamp(valeur));
        });
        champs.putAll(complements.programme(p));
        champs.put("is_foyer", p.estFoyer());
        champs.put("is_residence", p.estResidence());
        champs.put("is_outre_mer", p.estOutreMer());
        return champs;
    }

    private static String typeOperation(Programme programme) {
        return switch (programme.typeOperation()) {
            case SANSOBJET -> "";
            case SANSTRAVAUX -> " sans aide financière (sans travaux)";
            default -> " en " + programme.typeOperation().libelle().toLowerCase(Locale.FRENCH);
        };
    }

    private static Map<String, Object> lot(Lot lot, Lus lus) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Lot");
        champs.put("uuid", lot.id().toString());
        champs.put("nb_logements", lot.nbLogements());
        champs.put("financement", lot.financement().code());
        champs.put("get_financement_display", lot.financement().libelle());
        champs.put(
                "type_habitat",
                lot.typeHabitat() == null ? null : lot.typeHabitat().name());
        champs.put(
                "get_type_habitat_display",
                lot.typeHabitat() == null ? null : lot.typeHabitat().libelle());
        champs.put("annexe_caves", lot.annexeCaves());
        champs.put("annexe_soussols", lot.annexeSoussols());
        champs.put("annexe_remises", lot.annexeRemises());
        champs.put("annexe_ateliers", lot.annexeAteliers());
        champs.put("annexe_sechoirs", lot.annexeSechoirs());
        champs.put("annexe_celliers", lot.annexeCelliers());
        champs.put("annexe_resserres", lot.annexeResserres());
        champs.put("annexe_combles", lot.annexeCombles());
        champs.put("annexe_balcons", lot.annexeBalcons());
        champs.put("annexe_loggias", lot.annexeLoggias());
        champs.put("annexe_terrasses", lot.annexeTerrasses());
        champs.put("lgts_mixite_sociale_negocies", lot.lgtsMixiteSocialeNegocies());
        champs.put("lgts_mixite_sociale_negocies_display()", lot.lgtsMixiteSocialeNegociesAffiches());
        champs.put("loyer_derogatoire", decimal(lot.loyerDerogatoire()));
        champs.put("surface_habitable_totale", decimal(lot.surfaceHabitableTotale()));
        champs.put("surface_locaux_collectifs_residentiels", decimal(lot.surfaceLocauxCollectifsResidentiels()));
        champs.put("loyer_associations_foncieres", decimal(lot.loyerAssociationsFoncieres()));
        var logements = lus.de(lot);
        champs.put("logements", logements(logements, lus));
        champs.put("logements_import_ordered", logements(categorie(logements, Categorie.AVEC_LOYER), lus));
        champs.put("logements_sans_loyer_import_ordered", logements(categorie(logements, Categorie.SANS_LOYER), lus));
        champs.put(
                "logements_corrigee_import_ordered",
                logements(categorie(logements, Categorie.CORRIGEE_AVEC_LOYER), lus));
        champs.put(
                "logements_corrigee_sans_loyer_import_ordered",
                logements(categorie(logements, Categorie.CORRIGEE_SANS_LOYER), lus));
        champs.put(
                "prets",
                lus.prets().stream()
                        .filter(pret -> pret.lot().equals(lot.id()))
                        .map(ContexteDeDocument::pret)
                        .toList());
        champs.put(
                "type_stationnements",
                lus.stationnements().stream()
                        .filter(stationnement -> stationnement.lot().equals(lot.id()))
                        .map(ContexteDeDocument::stationnement)
                        .toList());
        return champs;
    }

    private static List<Logement> categorie(List<Logement> logements, Categorie categorie) {
        return logements.stream()
                .filter(logement -> logement.categorie() == categorie)
                .toList();
    }

    private static List<Map<String, Object>> logements(List<Logement> logements, Lus lus) {
        var financements = lus.lots().stream().collect(Collectors.toMap(Lot::id, Lot::financement));
        return logements.stream()
                .map(logement -> logement(logement, financements.get(logement.lot())))
                .toList();
    }

    private static Map<String, Object> logement(Logement l, Financement financement) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Logement");
        champs.put("designation", l.designation());
        champs.put("d", l.designation());
        champs.put("t", l.typologie() == null ? null : l.typologie().libelle());
        champs.put("financement", financement == null ? null : financement.code());
        champs.put("sh", decimal(l.surfaceHabitable()));
        champs.put("sa", decimal(l.surfaceAnnexes()));
        champs.put("sar", decimal(l.surfaceAnnexesRetenue()));
        champs.put("su", decimal(l.surfaceUtile()));
        champs.put("sc", decimal(l.surfaceCorrigee()));
        champs.put("lpmc", decimal(l.loyerParMetreCarre()));
        champs.put("loyer_par_metre_carre", decimal(l.loyerParMetreCarre()));
        champs.put("c", decimal(l.coeficient()));
        champs.put("l", decimal(l.loyer()));
        champs.put("import_order", l.importOrder());
        return champs;
    }

    private static Map<String, Object> pret(Pret p) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Pret");
        champs.put("preteur", p.preteur().name());
        champs.put("get_preteur_display", p.preteur().libelle());
        champs.put("p", p.preteur().libelle());
        champs.put("autre", texte(p.autre()));
        champs.put("a", texte(p.autre()));
        champs.put("do", date(p.dateOctroi()));
        champs.put("n", p.numero());
        champs.put("d", p.duree());
        champs.put("m", decimal(p.montant()));
        champs.put("p_full()", p.preteur().libelleLong());
        champs.put("preteur_display()", p.preteurAffiche());
        return champs;
    }

    private static Map<String, Object> stationnement(Stationnement s) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "TypeStationnement");
        champs.put("t", s.typologie().libelle());
        champs.put("nb", s.nbStationnements());
        champs.put("l", decimal(s.loyer()));
        return champs;
    }

    private static Map<String, Object> annexe(Annexe a, Map<String, Object> logement) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("$model", "Annexe");
        champs.put("t", a.typologie().libelle());
        champs.put("lgt", logement);
        champs.put("shsr", decimal(a.surfaceHorsSurfaceRetenue()));
        champs.put("lpmc", decimal(a.loyerParMetreCarre()));
        champs.put("l", decimal(a.loyer()));
        return champs;
    }

    private static void listes(Map<String, Object> donnees, Lus lus) {
        donnees.put("logements", logements(lus.tous(Categorie.AVEC_LOYER), lus));
        donnees.put("logements_sans_loyer", logements(lus.tous(Categorie.SANS_LOYER), lus));
        donnees.put("logements_corrigee", logements(lus.tous(Categorie.CORRIGEE_AVEC_LOYER), lus));
        donnees.put("logements_corrigee_sans_loyer", logements(lus.tous(Categorie.CORRIGEE_SANS_LOYER), lus));
        donnees.put(
                "stationnements",
                lus.stationnements().stream()
                        .map(ContexteDeDocument::stationnement)
                        .toList());
        var financements = lus.lots().stream().collect(Collectors.toMap(Lot::id, Lot::financement));
        var parId = new HashMap<UUID, Map<String, Object>>();
        lus.logements().forEach(l -> parId.put(l.id(), logement(l, financements.get(l.lot()))));
        donnees.put(
                "annexes",
                lus.annexes().stream()
                        .map(annexe -> annexe(annexe, parId.get(annexe.logement())))
                        .toList());
        donnees.put("liste_des_annexes", listeDesAnnexes(lus));
        donnees.put("prets_cdc", prets(lus, true));
        donnees.put("autres_prets", prets(lus, false));
        var parType = new LinkedHashMap<String, Object>();
        for (var lot : lus.lots()) {
            lus.de(lot).stream()
                    .filter(logement -> logement.typologie() != null)
                    .sorted(Comparator.comparing(
                            logement -> logement.typologie().name()))
                    .forEach(logement -> parType.merge(
                            logement.typologie().libelle(), 1, (deja, un) -> (Integer) deja + (Integer) un));
        }
        donnees.put("nb_logements_par_type", parType);
    }

    private static List<Map<String, Object>> prets(Lus lus, boolean cdc) {
        return lus.prets().stream()
                .filter(pret -> pret.preteur().estCdc() == cdc)
                .map(ContexteDeDocument::pret)
                .toList();
    }

    /** 06 DOC-31. */
    private static String listeDesAnnexes(Lus lus) {
        var annexes = new LinkedHashMap<String, Integer>();
        lus.annexes().forEach(annexe -> annexes.merge(annexe.typologie().libelle(), 1, Integer::sum));
        var places = new LinkedHashMap<String, Integer>();
        lus.stationnements()
                .forEach(place -> places.merge(place.typologie().libelle(), place.nbStationnements(), Integer::sum));
        var phrases = new ArrayList<String>();
        annexes.forEach((type, nombre) -> phrases.add(compte(nombre, "annexe", type)));
        places.forEach((type, nombre) -> phrases.add(compte(nombre, "stationnement", type)));
        return String.join(", ", phrases);
    }

    private static String compte(int nombre, String nom, String type) {
        return nombre + " " + nom + (nombre > 1 ? "s" : "") + " de type " + type.toLowerCase(Locale.FRENCH);
    }

    private static void totaux(Map<String, Object> donnees, Lus lus) {
        var sommes = new LinkedHashMap<String, Function<Logement, BigDecimal>>();
        sommes.put("sh_totale", Logement::surfaceHabitable);
        sommes.put("sa_totale", Logement::surfaceAnnexes);
        sommes.put("sar_totale", Logement::surfaceAnnexesRetenue);
        sommes.put("su_totale", Logement::surfaceUtile);
        sommes.put("sc_totale", Logement::surfaceCorrigee);
        sommes.put("loyer_total", Logement::loyer);
        sommes.forEach((cle, champ) -> donnees.put(cle, somme(lus.logements(), champ)));
        for (var financement : List.of(Financement.PLS, Financement.PLUS, Financement.PLAI)) {
            var logements = lus.lots().stream()
                    .filter(lot -> lot.financement() == financement)
                    .flatMap(lot -> lus.de(lot).stream())
                    .toList();
            sommes.forEach((cle, champ) -> donnees.put(financement.name() + "_" + cle, somme(logements, champ)));
        }
        donnees.put(
                "surface_locaux_collectifs_residentiels", somme(lus.lots(), Lot::surfaceLocauxCollectifsResidentiels));
        donnees.put("surface_habitable_totale", somme(lus.lots(), Lot::surfaceHabitableTotale));
        donnees.put(
                "nombre_garage",
                lus.lots().stream()
                        .mapToInt(lot ->
                                lot.foyerResidenceNbGarageParking() == null ? 0 : lot.foyerResidenceNbGarageParking())
                        .sum());
        // A13: each lot has its own; a single value can only be the one none of them passes.
        donnees.put(
                "loyer_m2",
                decimal(lus.lots().stream()
                        .flatMap(lot -> lus.de(lot).stream().limit(1))
                        .map(Logement::loyerParMetreCarre)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO)));
        donnees.put(
                "loyer_max_associations_foncieres",
                decimal(lus.lots().stream()
                        .map(Lot::loyerAssociationsFoncieres)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO)));
    }

    private static <T> Map<String, Object> somme(List<T> lignes, Function<T, BigDecimal> champ) {
        return decimal(lignes.stream().map(champ).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The signing party, each field falling back on its own (06 DOC-33). */
    private static void parties(Map<String, Object> donnees, Convention c, Bailleur b) {
        donnees.put("bailleur_nom", b.nom());
        donnees.put("bailleur_siret", b.siret());
        donnees.put("bailleur_capital_social", decimal(b.capitalSocial()));
        donnees.put("bailleur_adresse", b.adresse());
        donnees.put("bailleur_code_postal", b.codePostal());
        donnees.put("bailleur_ville", b.ville());
        donnees.put("signataire_nom", premier(c.signataireNom(), b.signataireNom()));
        donnees.put("signataire_fonction", premier(c.signataireFonction(), b.signataireFonction()));
        var deliberation = c.signataireDateDeliberation() != null
                ? c.signataireDateDeliberation()
                : b.signataireDateDeliberation();
        donnees.put("signataire_date_deliberation", deliberation == null ? "---" : date(deliberation));
        donnees.put("identification_bailleur", c.identificationBailleur());
        donnees.put("identification_bailleur_detail", c.identificationBailleurDetail());
        donnees.put("gestionnaire", c.gestionnaire());
        donnees.put("gestionnaire_signataire_nom", c.gestionnaireSignataireNom());
        donnees.put("gestionnaire_signataire_fonction", c.gestionnaireSignataireFonction());
        donnees.put("gestionnaire_signataire_date_deliberation", date(c.gestionnaireSignataireDateDeliberation()));
        donnees.put("gestionnaire_bloc_info_complementaire", c.gestionnaireBlocInfoComplementaire());
    }

    private static String premier(String un, String autre) {
        if (!texte(un).isEmpty()) {
            return un;
        }
        return texte(autre).isEmpty() ? "---" : autre;
    }

    /** The text of a field that also holds files (06 B3): empty when the field is not of that shape. */
    private static String texteDuChamp(String brut) {
        // 06 A5: a column that is not JSON prints nothing, whatever the form shows of it.
        return texte(brut).startsWith("{") && !TexteEtFichiers.texte(brut).equals(brut)
                ? TexteEtFichiers.texte(brut)
                : "";
    }

    private static String texte(String brut) {
        return brut == null ? "" : brut;
    }

    private static Map<String, Object> decimal(BigDecimal valeur) {
        return valeur == null ? null : Map.of("$decimal", valeur.toPlainString());
    }

    private static Map<String, Object> date(LocalDate valeur) {
        return valeur == null ? null : Map.of("$date", valeur.toString());
    }
}
