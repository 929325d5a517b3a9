package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Annonce;
import fr.gouv.apilos.platform.web.Champ;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Public: whoever wants to writes to the team (06 C5). The door bounds how often. */
@Controller
@RequestMapping({"/contact", "/contact/"})
class ContactController {

    private static final Pattern ADRESSE = Pattern.compile("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+\\.[^@\\s,;.<>\"]+");
    private static final int NOM_MAX = 100;
    private static final int ADRESSE_MAX = 254;
    private static final int SUJET_MAX = 200;
    private static final int MESSAGE_MAX = 5000;

    private final CourrielsDuWorker courriels;

    ContactController(CourrielsDuWorker courriels) {
        this.courriels = courriels;
    }

    /** What was typed. */
    private record Saisie(String id, String nom, String email, String sujet, String message) {}

    @GetMapping
    ModelAndView ecrire(@RequestParam(required = false) @Nullable String sujet) {
        var qui = Identite.facultative().filter(identite -> !identite.estService());
        return page(
                new Saisie(
                        UUID.randomUUID().toString(),
                        qui.map(Identite::nom).orElse(""),
                        qui.map(Identite::email).orElse(""),
                        court(sujet, SUJET_MAX),
                        ""),
                List.of());
    }

    /** @param site left empty by people, who do not see it; filled by programs that fill everything */
    @PostMapping
    ModelAndView envoyer(
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String nom,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String sujet,
            @RequestParam(required = false) @Nullable String message,
            @RequestParam(required = false) @Nullable String site,
            RedirectAttributes redirection) {
        var saisie = new Saisie(propre(id), propre(nom), propre(email), propre(sujet), propre(message));
        var erreurs = new ArrayList<ErreurDeChamp>();
        exiger(erreurs, "nom", saisie.nom(), NOM_MAX, "Votre nom est obligatoire");
        exiger(erreurs, "email", saisie.email(), ADRESSE_MAX, "Votre adresse est obligatoire");
        if (!saisie.email().isEmpty() && !ADRESSE.matcher(saisie.email()).matches()) {
            erreurs.add(new ErreurDeChamp("email", "Écrivez une adresse complète, par exemple nom@exemple.fr"));
        }
        exiger(erreurs, "sujet", saisie.sujet(), SUJET_MAX, "Le sujet est obligatoire");
        exiger(erreurs, "message", saisie.message(), MESSAGE_MAX, "Votre message est obligatoire");
        if (!erreurs.isEmpty()) {
            return page(saisie, erreurs);
        }
        if (propre(site).isEmpty()) {
            courriels.contact(identifiant(saisie.id()), saisie.nom(), saisie.email(), saisie.sujet(), saisie.message());
        }
        Annonce.succes(redirection, "Votre message a été envoyé avec succès");
        return new ModelAndView("redirect:/contact/");
    }

    private static void exiger(List<ErreurDeChamp> erreurs, String champ, String valeur, int max, String message) {
        if (valeur.isEmpty()) {
            erreurs.add(new ErreurDeChamp(champ, message));
        } else if (valeur.length() > max) {
            erreurs.add(new ErreurDeChamp(champ, "Ce texte ne doit pas excéder " + max + " caractères"));
        }
    }

    private static ModelAndView page(Saisie saisie, List<ErreurDeChamp> erreurs) {
        var vue = new ModelAndView("contact/contact");
        vue.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Nous écrire");
        vue.addObject("erreurs", erreurs);
        vue.addObject("id", saisie.id());
        vue.addObject(
                "champs",
                List.of(
                        Champ.texte("nom", "Votre nom").valeur(saisie.nom()).erreur(de(erreurs, "nom")),
                        Champ.texte("email", "Votre adresse de courriel")
                                .aide("La réponse y sera envoyée, par exemple nom@exemple.fr")
                                .valeur(saisie.email())
                                .erreur(de(erreurs, "email")),
                        Champ.texte("sujet", "Sujet").valeur(saisie.sujet()).erreur(de(erreurs, "sujet")),
                        Champ.zone("message", "Message")
                                .aide("Citez le numéro de la convention ou de l’opération s’il s’agit de l’une d’elles")
                                .valeur(saisie.message())
                                .erreur(de(erreurs, "message"))));
        vue.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return vue;
    }

    private static @Nullable String de(List<ErreurDeChamp> erreurs, String champ) {
        return erreurs.stream()
                .filter(erreur -> erreur.champ().equals(champ))
                .map(ErreurDeChamp::message)
                .findFirst()
                .orElse(null);
    }

    private static UUID identifiant(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            return UUID.randomUUID();
        }
    }

    private static String propre(@Nullable String texte) {
        return texte == null ? "" : texte.replace("\r\n", "\n").strip();
    }

    private static String court(@Nullable String texte, int max) {
        var propre = propre(texte);
        return propre.length() <= max ? propre : propre.substring(0, max);
    }
}
