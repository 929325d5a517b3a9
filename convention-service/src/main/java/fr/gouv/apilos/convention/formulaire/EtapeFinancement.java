package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.ReglesFinancement;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Nombres;
import fr.gouv.apilos.platform.web.Champ;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** When the convention ends and what pays for it; its loans are a table of their own (02 §8.5, R83 to R94). */
@Component
class EtapeFinancement implements FormulaireDEtape {

    private static final BigDecimal FONDS_MAX = new BigDecimal("100000000000000");
    private static final int LONG = 5000;

    private final TableDesPrets prets;
    private final Clock horloge;

    EtapeFinancement(TableDesPrets prets, Clock horloge) {
        this.prets = prets;
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.FINANCEMENT;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var c = d.convention();
        var contexte = prets.contexte(d.convention(), d.programme());
        var jour = contexte.foyerOuResidence() ? "31 décembre" : "30 juin";
        var q = new ArrayList<Question>();
        q.add(question(
                d,
                Champ.entier("annee_fin_conventionnement", "Année de fin de la convention (le " + jour + ")")
                        .aide(ReglesFinancement.aide(contexte))
                        .valeur(
                                c.dateFinConventionnement() == null
                                        ? null
                                        : String.valueOf(
                                                c.dateFinConventionnement().getYear()))));
        if (contexte.foyerOuResidence()) {
            q.add(question(
                    d,
                    Champ.zone("historique_financement_public", "Historique des financements publics")
                            .facultatif()
                            .aide("Un financement par ligne.")
                            .longueurMax(LONG)
                            .valeur(c.historiqueFinancementPublic())));
        } else {
            q.add(question(
                    d,
                    Champ.decimal("fond_propre", "Fonds propres")
                            .unite("€")
                            .facultatif()
                            .valeur(c.fondPropre() == null ? null : Nombres.afficher(c.fondPropre(), 2))));
        }
        return q;
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var contexte = prets.contexte(d.convention(), d.programme());
        var annee = s.entier("annee_fin_conventionnement", 9999);
        if (s.valides() && annee == null) {
            s.refuser("annee_fin_conventionnement", "Indiquez l’année de fin de la convention.");
        }
        var fonds = contexte.foyerOuResidence() ? d.convention().fondPropre() : s.decimal("fond_propre", FONDS_MAX);
        var historique = contexte.foyerOuResidence()
                ? s.texte("historique_financement_public", LONG)
                : d.convention().historiqueFinancementPublic();
        // R87: the year is judged on loans that are right.
        var lignes = prets.lignes(d.convention());
        var fautes = ReglesFinancement.verifier(lignes, contexte);
        if (annee != null && fautes.isEmpty()) {
            ReglesFinancement.verifierAnnee(annee, lignes, contexte)
                    .forEach(probleme -> s.refuser("annee_fin_conventionnement", probleme.message()));
        }
        if (s.valides() && annee != null) {
            d.convention()
                    .financer(
                            ReglesFinancement.dateFin(annee, contexte.foyerOuResidence()),
                            fonds,
                            historique,
                            horloge.instant());
        }
        return s.erreurs();
    }

    private static Question question(Dossier d, Champ champ) {
        var cle = champ.nom().equals("annee_fin_conventionnement") ? "date_fin_conventionnement" : champ.nom();
        return new Question(champ, "convention", cle, d.convention().id());
    }
}
