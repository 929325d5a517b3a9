package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Saisies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The page before an act: what will happen, to whom, and why if one wishes to say it. */
final class Confirmation {

    /** Field of the reason. */
    static final String MOTIF = "motif";

    private static final String DONNEE = "confirme";

    private final String titre;
    private final String texte;
    private final String bouton;
    private final List<Definition> lignes;
    private final Map<String, String> caches = new LinkedHashMap<>();

    Confirmation(String titre, String texte, String bouton, List<Definition> lignes) {
        this.titre = titre;
        this.texte = texte;
        this.bouton = bouton;
        this.lignes = List.copyOf(lignes);
    }

    /** Carries what was typed on the page before; null is not carried. */
    Confirmation cache(String nom, @Nullable String valeur) {
        if (valeur != null) {
            caches.put(nom, valeur);
        }
        return this;
    }

    /** Whether the request comes from this page. */
    static boolean donnee(HttpServletRequest requete) {
        return "oui".equals(requete.getParameter(DONNEE));
    }

    /** The reason, or null. */
    static @Nullable String motif(Saisies s) {
        return s.texte(MOTIF, "Le motif", Gestion.MOTIF_MAX);
    }

    ModelAndView page(Compte compte, String action, @Nullable String motif, List<ErreurDeChamp> erreurs) {
        var modele = new ModelAndView("utilisateur/confirmer");
        GestionController.commun(modele, compte, titre);
        modele.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + titre);
        modele.addObject("texte", texte);
        modele.addObject("bouton", bouton);
        modele.addObject("lignes", lignes);
        caches.put(DONNEE, "oui");
        modele.addObject("caches", caches);
        modele.addObject("action", action);
        modele.addObject("erreurs", erreurs);
        modele.addObject(
                "motif",
                Champ.texte(MOTIF, "Motif")
                        .aide("Inscrit dans l’historique, avec votre nom et la date")
                        .valeur(motif)
                        .longueurMax(Gestion.MOTIF_MAX)
                        .erreur(erreurs.isEmpty() ? null : erreurs.getFirst().message())
                        .facultatif());
        modele.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return modele;
    }
}
