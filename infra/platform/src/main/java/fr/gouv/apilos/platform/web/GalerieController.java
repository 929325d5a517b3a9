package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.environment.Environnement;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Every component in every state, on three pages (each holds one {@code h1}), and every error page. For those who build
 * pages and for the browser tests; in production it does not exist.
 */
@Controller
@RequestMapping("/galerie")
class GalerieController {

    private static final String ERREUR = "Indiquez le nom du signataire.";
    private static final Instant QUAND = Instant.parse("2026-03-12T13:02:00Z");
    private static final int PAGES = 12;
    private static final int ETAPES = 4;

    private final Environnement environnement;

    GalerieController(Environnement environnement) {
        this.environnement = environnement;
    }

    @ModelAttribute
    void horsProduction() {
        if (environnement.estProduction()) {
            throw ErreurMetier.introuvable("Cette adresse ne mène nulle part. Vérifiez le lien.");
        }
    }

    @GetMapping
    String composants(Model modele) {
        modele.addAttribute("badges", badges());
        modele.addAttribute("pagination", new Pagination(6, PAGES, "/galerie?page=", ""));
        modele.addAttribute("progression", new Progression(2, 5, "Mise en page"));
        modele.addAttribute("sorties", List.of(new Lien("Sans le filtre « Statut : À instruire »", "/galerie")));
        modele.addAttribute("codes", List.of(ErreurCommune.values()));
        modele.addAttribute(Annonce.ATTRIBUT, new Annonce(Annonce.Type.SUCCES, "La convention est soumise.", null));
        return "galerie/composants";
    }

    @GetMapping("/objet")
    String objet(Model modele) {
        modele.addAttribute(
                "bandeau",
                new Bandeau(
                        "Résidence Les Lilas",
                        "Convention 13.13055.26.0001",
                        badges().getFirst(),
                        List.of("Arles (13)", "12 logements", "PLUS")));
        modele.addAttribute(
                "lignes",
                List.of(
                        Definition.de("Adresse", "12 rue des Pêcheurs\n13002 Marseille"),
                        Definition.de("Complément", null),
                        new Definition("Signataire", null, "/galerie/etape"),
                        new Definition("Code postal", "13002", null, "13001")));
        modele.addAttribute(
                "evenements",
                List.of(
                        new Evenement(QUAND, "Convention soumise", "Camille Ferrandi", "Première version complète."),
                        new Evenement(QUAND.minusSeconds(3600), "Convention créée", null, null)));
        modele.addAttribute("fils", List.of(fil("ouvert", true), fil("lu", false), fil("vierge", null)));
        modele.addAttribute("pagination", new Pagination(1, 3, "/galerie/objet?page=", ""));
        modele.addAttribute("progression", new Progression(0, 5, "En attente"));
        modele.addAttribute("fil", List.of(new Lien("Galerie", "/galerie"), Lien.ici("Objet")));
        return "galerie/objet";
    }

    @GetMapping("/etape")
    String etape(Model modele) {
        modele.addAttribute("etapier", new Etapier(2, ETAPES, "Opération", "Financement"));
        modele.addAttribute("champs", champs());
        modele.addAttribute(
                "erreurs",
                List.of(
                        new ErreurDeChamp("texte-erreur", ERREUR),
                        new ErreurDeChamp("", "Le total dépasse le maximum.")));
        modele.addAttribute("pagination", new Pagination(PAGES, PAGES, "/galerie/etape?page=", ""));
        modele.addAttribute("progression", new Progression(5, 5, "Terminé"));
        modele.addAttribute("fil", List.of(new Lien("Galerie", "/galerie"), Lien.ici("Étape")));
        return "galerie/etape";
    }

    /** The page of one error, as it is met. */
    @GetMapping("/erreur/{code}")
    String erreur(@PathVariable String code) {
        throw Stream.of(ErreurCommune.values())
                .filter(connue -> connue.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst()
                .map(connue -> new ErreurMetier(connue, "Ce texte dit ce qui s’est passé et comment continuer."))
                .orElseGet(() -> ErreurMetier.introuvable("La galerie ne connaît pas cette erreur."));
    }

    private static List<Badge> badges() {
        return List.of(
                new Badge("En projet", "blue-ecume", "fr-icon-edit-line"),
                new Badge("À instruire", "yellow-tournesol", "fr-icon-eye-line"),
                new Badge("À corriger", "orange-terre-battue", "fr-icon-question-answer-line"),
                new Badge("À signer", "purple-glycine", "fr-icon-ball-pen-line"),
                new Badge("Signée", "green-menthe", "fr-icon-checkbox-circle-line"),
                new Badge("Publication en cours", "green-archipel", "fr-icon-time-line"),
                new Badge("Publiée", "green-emeraude", "fr-icon-government-line"),
                new Badge("Résiliée", "brown-opera", "fr-icon-close-circle-line"),
                new Badge("Dénoncée", "pink-macaron", "fr-icon-arrow-go-back-line"),
                new Badge("Annulée", "", "fr-icon-delete-line"),
                new Badge("Sans icône", "", ""));
    }

    /** One field of each kind: plain, optional with all that surrounds it, in error, then the two locks. */
    private static List<Champ> champs() {
        var options = List.of(
                new Champ.Option("1", "Neuf", "Bâtiment construit pour l’opération"),
                Champ.Option.de("2", "Acquisition"));
        return Stream.of(
                        trois(nom -> Champ.texte(nom, "Nom du signataire").valeur("Hélène Castagnier"), "texte"),
                        trois(
                                nom -> Champ.zone(nom, "Message")
                                        .valeur("Deux\nlignes")
                                        .longueurMax(200),
                                "zone"),
                        trois(
                                nom -> Champ.decimal(nom, "Surface utile")
                                        .unite("m²")
                                        .valeur("54,20"),
                                "decimal"),
                        trois(nom -> Champ.entier(nom, "Année").valeur("2067"), "entier"),
                        trois(nom -> Champ.date(nom, "Date de signature").valeur("12/03/2026"), "date"),
                        trois(
                                nom -> Champ.liste(nom, "Type d’opération", options)
                                        .valeur("2"),
                                "liste"),
                        trois(nom -> Champ.radio(nom, "Nature", options).valeur("1"), "radio"),
                        trois(nom -> Champ.ouiNon(nom, "Bail emphytéotique").valeur("false"), "oui"),
                        trois(
                                nom -> Champ.caseACocher(nom, "J’ai traité ce point")
                                        .valeur("true"),
                                "case"),
                        trois(nom -> Champ.fichier(nom, "Fichier rempli", ".xlsx"), "fichier"),
                        Stream.of(
                                Champ.texte("ferme", "Champ fermé, rempli")
                                        .valeur("Marseille")
                                        .verrou("La convention est en instruction."),
                                Champ.texte("ferme-vide", "Champ fermé, vide").verrou(""),
                                Champ.texte("ouvert", "Champ ouvert par un commentaire")
                                        .valeur("Marseille")
                                        .ouverture("Ouvert à la correction par Mme Durand le 3 août.")
                                        .commentaires(fil("champ", true))))
                .flatMap(s -> s)
                .toList();
    }

    private static Stream<Champ> trois(Function<String, Champ> champ, String nom) {
        return Stream.of(
                champ.apply(nom),
                champ.apply(nom + "-aide")
                        .aide("Ce qu’il faut écrire, et un exemple.")
                        .facultatif(),
                champ.apply(nom + "-erreur").aide("Ce qu’il faut écrire.").erreur(ERREUR));
    }

    /** @param ouvert whether its one message is still to be treated; null for a thread without any message */
    private static FilDeCommentaires fil(String id, @Nullable Boolean ouvert) {
        var messages = ouvert == null
                ? List.<FilDeCommentaires.Message>of()
                : List.of(new FilDeCommentaires.Message(
                        "Maxence Delaunoy",
                        "instructeur",
                        QUAND,
                        "La commune a changé de nom : vérifiez.",
                        ouvert ? "Ouvert" : "Résolu",
                        ouvert,
                        ouvert
                                ? List.of(new FilDeCommentaires.Action("Marquer résolu", "/galerie/objet"))
                                : List.of()));
        return new FilDeCommentaires(
                "fil-" + id,
                "Ville, " + id,
                messages,
                Boolean.FALSE.equals(ouvert) ? null : "/galerie/objet",
                "/galerie/objet");
    }
}
