package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import fr.gouv.apilos.platform.web.SaisieDeDate;
import fr.gouv.apilos.platform.web.Saisies;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The rent simulator (R-A15.4): one address that may be shared, the result beside the question, year by year (ux P17). */
@Controller
class SimulateurController {

    private static final BigDecimal MONTANT_MAX = new BigDecimal(10_000);

    private final Indices indices;
    private final Formats formats;
    private final Clock horloge;

    SimulateurController(Indices indices, Formats formats, Clock horloge) {
        this.indices = indices;
        this.formats = formats;
        this.horloge = horloge;
    }

    /** One year of the result, as drawn. */
    record Annee(int annee, String evolution, String avant, String apres, String territoire) {}

    @GetMapping("/conventions/simulateur-de-loyer")
    ModelAndView simuler(HttpServletRequest requete) {
        Identite.courante();
        var aujourdhui = LocalDate.now(horloge);
        var s = new Saisies(requete::getParameter);
        var modele = new ModelAndView("indice/simulateur");
        boolean demande = requete.getParameter("montant") != null;
        var erreurs = new ArrayList<ErreurDeChamp>();
        if (demande) {
            calculer(s, requete, aujourdhui, modele);
            erreurs.addAll(s.erreurs());
        }
        var champs = champs(aujourdhui);
        var parChamp = erreurs.stream()
                .collect(Collectors.toMap(ErreurDeChamp::champ, ErreurDeChamp::message, (un, autre) -> un));
        champs.forEach(c -> {
            if (demande) {
                c.valeur(
                        c.genre() == Champ.Genre.DATE
                                ? SaisieDeDate.lire(requete::getParameter, c.nom())
                                : requete.getParameter(c.nom()));
            }
            c.erreur(parChamp.get(c.nom()));
        });
        modele.addObject("champs", champs);
        modele.addObject("erreurs", erreurs);
        modele.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Simulateur de loyer");
        modele.addObject(
                "fil", List.of(new Lien("Conventions", "/conventions/recherche"), Lien.ici("Simulateur de loyer")));
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }

    private void calculer(Saisies s, HttpServletRequest requete, LocalDate aujourdhui, ModelAndView modele) {
        var nature = NatureDIndice.parCode(s.brut("nature_logement"));
        if (nature.isEmpty()) {
            s.refuser("nature_logement", "Choisissez la nature de logement.");
        }
        var montant = s.decimal("montant", "Le loyer initial", 2);
        if (s.brut("montant") == null) {
            s.refuser("montant", "Indiquez le loyer initial.");
        } else if (montant != null && (montant.signum() <= 0 || montant.compareTo(MONTANT_MAX) >= 0)) {
            s.refuser("montant", "Écrivez un loyer entre 0,01 et 9 999,99 €.");
        }
        var initiale = date(s, requete, "date_initiale", "Indiquez la date du loyer initial.");
        var actualisation = date(s, requete, "date_actualisation", "Indiquez la date d’actualisation.");
        var departement = s.brut("departement");
        if (departement == null || Decoupage.departement(departement).isEmpty()) {
            s.refuser("departement", "Choisissez le département.");
        }
        if (!s.erreurs().isEmpty()
                || nature.isEmpty()
                || montant == null
                || initiale == null
                || actualisation == null
                || departement == null) {
            return;
        }
        try {
            var resultat = CalculDeLoyer.calculer(
                    montant, nature.get().name(), initiale, departement, actualisation, indices.tous());
            modele.addObject("resultat", formats.montant(arrondi(resultat.montant())));
            modele.addObject("periode", "Du 1er janvier au 31 décembre " + actualisation.getYear());
            modele.addObject(
                    "annees",
                    resultat.pas().stream()
                            .map(p -> new Annee(
                                    p.indice().annee(),
                                    formats.decimal(
                                                    p.indice().evolution(),
                                                    Math.max(
                                                            2,
                                                            p.indice()
                                                                    .evolution()
                                                                    .stripTrailingZeros()
                                                                    .scale()))
                                            + "\u00a0%",
                                    formats.montant(arrondi(p.avant())),
                                    formats.montant(arrondi(p.apres())),
                                    p.indice().general() ? "Toute la France" : departement))
                            .toList());
        } catch (ErreurMetier refus) {
            s.refuser("date_actualisation", refus.detail());
        }
    }

    private static @Nullable LocalDate date(Saisies s, HttpServletRequest requete, String champ, String demande) {
        var date = s.date(champ);
        if (date == null && SaisieDeDate.lire(requete::getParameter, champ) == null) {
            s.refuser(champ, demande);
        }
        return date;
    }

    private List<Champ> champs(LocalDate aujourdhui) {
        return List.of(
                Champ.liste(
                        "nature_logement",
                        "Nature de logement",
                        Arrays.stream(NatureDIndice.values())
                                .map(n -> Option.de(n.name(), n.libelle()))
                                .toList()),
                Champ.decimal("montant", "Loyer initial").unite("€").aide("Mensuel, moins de 10 000 €"),
                Champ.date("date_initiale", "Date du loyer initial"),
                Champ.date("date_actualisation", "Date d’actualisation").valeur(aujourdhui.toString()),
                Champ.liste(
                        "departement",
                        "Département",
                        Decoupage.departements().stream()
                                .map(d -> Option.de(d.codeInsee(), d.libelle()))
                                .toList()));
    }

    private static BigDecimal arrondi(BigDecimal montant) {
        return montant.setScale(2, RoundingMode.HALF_UP);
    }
}
