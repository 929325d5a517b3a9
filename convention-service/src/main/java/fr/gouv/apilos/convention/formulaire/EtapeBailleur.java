package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention.Signataires;
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
        return q;
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        boolean identification = s.vrai("identification_bailleur");
        // R64: one or the other tells who the bailleur is.
        var detail = identification
                ? s.exige(
                        "identification_bailleur_detail",
                        LONG,
                        "Décrivez l’identité du bailleur, ou choisissez « Non » au-dessus.")
                : s.texte("identification_bailleur_detail", LONG);
        var nom = identification
                ? s.texte("signataire_nom", COURT)
                : s.exige("signataire_nom", COURT, "Indiquez le nom du signataire.");
        var gestionnaire = s.texte("gestionnaire", COURT);
        var gNom = s.texte("gestionnaire_signataire_nom", COURT);
        var gFonction = s.texte("gestionnaire_signataire_fonction", COURT);
        var gDate = s.date("gestionnaire_signataire_date_deliberation");
        if (gestionnaire != null) {
            exiger(s, "gestionnaire_signataire_nom", gNom, "Indiquez le nom du signataire du gestionnaire.");
            exiger(
                    s,
                    "gestionnaire_signataire_fonction",
                    gFonction,
                    "Indiquez la fonction du signataire du gestionnaire.");
            exiger(
                    s,
                    "gestionnaire_signataire_date_deliberation",
                    s.texte("gestionnaire_signataire_date_deliberation"),
                    "Indiquez la date de la délibération du gestionnaire.");
        }
        var signataires = new Signataires(
                identification,
                detail,
                nom,
                s.texte("signataire_fonction", COURT),
                s.date("signataire_date_deliberation"),
                s.texte("signataire_bloc_signature", LONG),
                gestionnaire,
                gNom,
                gFonction,
                gDate,
                d.convention().gestionnaireSignataireBlocSignature(),
                d.convention().gestionnaireBlocInfoComplementaire());
        if (s.valides()) {
            d.convention().designerSignataires(signataires, horloge.instant());
        }
        return s.erreurs();
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
