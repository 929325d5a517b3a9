package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.fichier.TexteEtFichiers;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.web.Champ;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Where the building comes from: permit, dates, seller and buyer, deeds, with their pictures (02 §8.3, R76, R77). */
@Component
class EtapeCadastre implements FormulaireDEtape {

    private static final int COURT = 255;
    private static final int LONG = 5000;

    private final Clock horloge;

    EtapeCadastre(Clock horloge) {
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.CADASTRE;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var p = d.programme();
        var q = new ArrayList<Question>();
        q.add(question(
                d,
                Champ.texte("permis_construire", "Numéro de permis de construire")
                        .facultatif()
                        .longueurMax(COURT)
                        .valeur(p.permisConstruire())));
        if (p.estFoyer() || p.estResidence()) {
            q.add(date(d, "date_convention_location", "Date de la convention de location", p.dateConventionLocation()));
        }
        if (p.estFoyer()) {
            q.add(date(
                    d,
                    "date_autorisation_hors_habitat_inclusif",
                    "Date d’autorisation hors habitat inclusif",
                    p.dateAutorisationHorsHabitatInclusif()));
        }
        if (p.estResidence()) {
            q.add(question(
                    d,
                    Champ.texte(
                                    "departement_residence_argement_gestionnaire_intermediation",
                                    "Département de l’agrément du gestionnaire")
                            .facultatif()
                            .longueurMax(COURT)
                            .valeur(p.departementResidenceArgementGestionnaireIntermediation())));
            q.add(question(
                    d,
                    Champ.texte(
                                    "ville_signature_residence_agrement_gestionnaire_intermediation",
                                    "Ville de signature de l’agrément du gestionnaire")
                            .facultatif()
                            .longueurMax(COURT)
                            .valeur(p.villeSignatureResidenceAgrementGestionnaireIntermediation())));
            q.add(date(
                    d,
                    "date_residence_argement_gestionnaire_intermediation",
                    "Date de l’agrément du gestionnaire",
                    p.dateResidenceArgementGestionnaireIntermediation()));
        }
        q.add(date(d, "date_achat", "Date d’achat", p.dateAchat()));
        q.add(date(d, "date_acte_notarie", "Date de l’acte notarié", p.dateActeNotarie()));
        q.add(date(d, "date_achevement_previsible", "Date d’achèvement prévisible", p.dateAchevementPrevisible()));
        q.add(date(
                d,
                "date_achevement",
                "Date d’achèvement ou d’obtention du certificat de conformité",
                p.dateAchevement()));
        q.add(texte(d, ChampFichier.VENDEUR, p.vendeur()));
        q.add(texte(d, ChampFichier.ACQUEREUR, p.acquereur()));
        q.add(texte(d, ChampFichier.REFERENCE_NOTAIRE, p.referenceNotaire()));
        q.add(texte(d, ChampFichier.REFERENCE_PUBLICATION_ACTE, p.referencePublicationActe()));
        return q;
    }

    @Override
    public List<ChampFichier> fichiers(Dossier d) {
        return List.of(
                ChampFichier.VENDEUR,
                ChampFichier.ACQUEREUR,
                ChampFichier.REFERENCE_NOTAIRE,
                ChampFichier.REFERENCE_PUBLICATION_ACTE,
                ChampFichier.REFERENCE_CADASTRALE,
                ChampFichier.EFFET_RELATIF,
                ChampFichier.ACTE_DE_PROPRIETE,
                ChampFichier.CERTIFICAT_ADRESSAGE);
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var p = d.programme();
        boolean location = p.estFoyer() || p.estResidence();
        var provenance = new Programme.Provenance(
                s.texte("permis_construire", COURT),
                s.date("date_achat"),
                s.date("date_acte_notarie"),
                s.date("date_achevement_previsible"),
                s.date("date_achevement"),
                location ? s.date("date_convention_location") : p.dateConventionLocation(),
                p.estFoyer()
                        ? s.date("date_autorisation_hors_habitat_inclusif")
                        : p.dateAutorisationHorsHabitatInclusif(),
                p.estResidence()
                        ? s.texte("departement_residence_argement_gestionnaire_intermediation", COURT)
                        : p.departementResidenceArgementGestionnaireIntermediation(),
                p.estResidence()
                        ? s.texte("ville_signature_residence_agrement_gestionnaire_intermediation", COURT)
                        : p.villeSignatureResidenceAgrementGestionnaireIntermediation(),
                p.estResidence()
                        ? s.date("date_residence_argement_gestionnaire_intermediation")
                        : p.dateResidenceArgementGestionnaireIntermediation(),
                TexteEtFichiers.colonne(s.texte("vendeur", LONG)),
                TexteEtFichiers.colonne(s.texte("acquereur", LONG)),
                TexteEtFichiers.colonne(s.texte("reference_notaire", LONG)),
                TexteEtFichiers.colonne(s.texte("reference_publication_acte", LONG)));
        if (s.valides()) {
            p.decrireProvenance(provenance, horloge.instant());
        }
        return s.erreurs();
    }

    private static Question texte(Dossier d, ChampFichier champ, String colonne) {
        return question(
                d,
                Champ.zone(champ.nom(), champ.libelle())
                        .facultatif()
                        .rangees(3)
                        .longueurMax(LONG)
                        .valeur(TexteEtFichiers.texte(colonne)));
    }

    private static Question date(Dossier d, String nom, String libelle, LocalDate date) {
        return question(d, Champ.date(nom, libelle).facultatif().valeur(date == null ? null : Dates.afficher(date)));
    }

    private static Question question(Dossier d, Champ champ) {
        return new Question(champ, "programme", champ.nom(), d.programme().id());
    }
}
