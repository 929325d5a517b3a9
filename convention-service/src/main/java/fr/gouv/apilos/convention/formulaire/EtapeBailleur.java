package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention.Signataires;
import fr.gouv.apilos.convention.enumeration.NatureLogement;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Dates;
import fr.gouv.apilos.platform.web.Champ;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Who signs for the bailleur, and for its manager (02 §8.1, R63 to R65). */
@Component
class EtapeBailleur implements FormulaireDEtape {

    private static final int COURT = 255;
    private static final int LONG = 5000;

    private final Clock horloge;

    EtapeBailleur(Clock horloge) {
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.BAILLEUR;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var c = d.convention();
        var b = d.bailleur();
        var q = new ArrayList<Question>();
        // Shown for ordinary dwellings alone (02 §8.1); elsewhere the stored answer is kept.
        if (d.programme().natureLogement() == NatureLogement.LOGEMENTSORDINAIRES) {
            identification(d, q);
        }
        q.add(question(
                d,
                Champ.texte("signataire_nom", "Nom du signataire")
                        .autocomplete("name")
                        .longueurMax(COURT)
                        .valeur(premier(c.signataireNom(), b == null ? null : b.signataireNom()))));
        q.add(question(
                d,
                Champ.texte("signataire_fonction", "Fonction du signataire")
                        .facultatif()
                        .longueurMax(COURT)
                        .valeur(premier(c.signataireFonction(), b == null ? null : b.signataireFonction()))));
        q.add(question(
                d,
                Champ.date("signataire_date_deliberation", "Date de la délibération")
                        .facultatif()
                        .aide("Celle qui autorise le signataire à signer.")
                        .valeur(date(
                                c.signataireDateDeliberation() != null || b == null
                                        ? c.signataireDateDeliberation()
                                        : b.signataireDateDeliberation()))));
        q.add(question(
                d,
                Champ.zone("signataire_bloc_signature", "Bloc de signature")
                        .facultatif()
                        .longueurMax(LONG)
                        .valeur(premier(c.signataireBlocSignature(), b == null ? null : b.signataireBlocSignature()))));
        if (d.programme().estFoyer() || d.programme().estResidence()) {
            gestionnaire(d, q);
        }
        return q;
    }

    private static void identification(Dossier d, List<Question> q) {
        var c = d.convention();
        q.add(question(
                d,
                Champ.ouiNon("identification_bailleur", "Décrire vous-même l’identité du bailleur")
                        .aide("Choisissez « Oui » si l’identité du bailleur demande un texte particulier dans la"
                                + " convention.")
                        .valeur(String.valueOf(c.identificationBailleur()))));
        q.add(question(
                d,
                Champ.zone("identification_bailleur_detail", "Identification du bailleur")
                        .facultatif()
                        .aide("À remplir si vous décrivez vous-même l’identité du bailleur.")
                        .longueurMax(LONG)
                        .valeur(c.identificationBailleurDetail())));
    }

    private static void gestionnaire(Dossier d, List<Question> q) {
        var c = d.convention();
        q.add(question(
                d,
                Champ.texte("gestionnaire", "Gestionnaire")
                        .facultatif()
                        .aide("S’il n’est pas le bailleur lui-même.")
                        .longueurMax(COURT)
                        .valeur(c.gestionnaire())));
        q.add(question(
                d,
                Champ.texte("gestionnaire_signataire_nom", "Nom du signataire du gestionnaire")
                        .facultatif()
                        .longueurMax(COURT)
                        .valeur(c.gestionnaireSignataireNom())));
        q.add(question(
                d,
                Champ.texte("gestionnaire_signataire_fonction", "Fonction du signataire du gestionnaire")
                        .facultatif()
                        .longueurMax(COURT)
                        .valeur(c.gestionnaireSignataireFonction())));
        q.add(question(
                d,
                Champ.date("gestionnaire_signataire_date_deliberation", "Date de la délibération du gestionnaire")
                        .facultatif()
                        .valeur(date(c.gestionnaireSignataireDateDeliberation()))));
        q.add(question(
                d,
                Champ.zone("gestionnaire_bloc_info_complementaire", "Identification du gestionnaire")
                        .facultatif()
                        .aide("SIRET, adresse et ce qui complète son nom dans la convention.")
                        .longueurMax(LONG)
                        .valeur(c.gestionnaireBlocInfoComplementaire())));
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var stockes = d.convention().signataires();
        boolean ordinaire = d.programme().natureLogement() == NatureLogement.LOGEMENTSORDINAIRES;
        boolean identification = ordinaire ? s.vrai("identification_bailleur") : stockes.identificationBailleur();
        // R64: one or the other tells who the bailleur is.
        var detail = !ordinaire
                ? stockes.identificationBailleurDetail()
                : identification
                        ? s.exige(
                                "identification_bailleur_detail",
                                LONG,
                                "Décrivez l’identité du bailleur, ou choisissez « Non » au-dessus.")
                        : s.texte("identification_bailleur_detail", LONG);
        var nom = identification
                ? s.texte("signataire_nom", COURT)
                : s.exige("signataire_nom", COURT, "Indiquez le nom du signataire.");
        boolean avecGestionnaire = d.programme().estFoyer() || d.programme().estResidence();
        var gestion = avecGestionnaire ? gestionnaire(s) : null;
        var signataires = new Signataires(
                identification,
                detail,
                nom,
                s.texte("signataire_fonction", COURT),
                s.date("signataire_date_deliberation"),
                s.texte("signataire_bloc_signature", LONG),
                gestion == null ? stockes.gestionnaire() : gestion.nom(),
                gestion == null ? stockes.gestionnaireSignataireNom() : gestion.signataire(),
                gestion == null ? stockes.gestionnaireSignataireFonction() : gestion.fonction(),
                gestion == null ? stockes.gestionnaireSignataireDateDeliberation() : gestion.deliberation(),
                stockes.gestionnaireSignataireBlocSignature(),
                gestion == null ? stockes.gestionnaireBlocInfoComplementaire() : gestion.identite());
        if (s.valides()) {
            d.convention().designerSignataires(signataires, horloge.instant());
        }
        return s.erreurs();
    }

    /** Who manages, as answered. */
    private record Gestion(String nom, String signataire, String fonction, LocalDate deliberation, String identite) {}

    /** R65: a manager comes with who signs for it. */
    private static Gestion gestionnaire(Saisies s) {
        var gestion = new Gestion(
                s.texte("gestionnaire", COURT),
                s.texte("gestionnaire_signataire_nom", COURT),
                s.texte("gestionnaire_signataire_fonction", COURT),
                s.date("gestionnaire_signataire_date_deliberation"),
                s.texte("gestionnaire_bloc_info_complementaire", LONG));
        if (gestion.nom() != null) {
            exiger(
                    s,
                    "gestionnaire_signataire_nom",
                    gestion.signataire(),
                    "Indiquez le nom du signataire du gestionnaire.");
            exiger(
                    s,
                    "gestionnaire_signataire_fonction",
                    gestion.fonction(),
                    "Indiquez la fonction du signataire du gestionnaire.");
            exiger(
                    s,
                    "gestionnaire_signataire_date_deliberation",
                    s.texte("gestionnaire_signataire_date_deliberation"),
                    "Indiquez la date de la délibération du gestionnaire.");
        }
        return gestion;
    }

    private static void exiger(Saisies s, String nom, String valeur, String message) {
        if (valeur == null) {
            s.refuser(nom, message);
        }
    }

    private static Question question(Dossier d, Champ champ) {
        return new Question(champ, "convention", champ.nom(), d.convention().id());
    }

    private static String premier(String un, String autre) {
        return un != null && !un.isBlank() ? un : autre;
    }

    private static String date(LocalDate date) {
        return date == null ? null : Dates.afficher(date);
    }
}
