package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.ActeurReel;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who of the support team may work under whose account (04 R111 to R115). */
@Service
class Detours {

    private static final Logger LOG = LoggerFactory.getLogger(Detours.class);
    private static final String OBJET = "utilisateur";

    private final Utilisateurs utilisateurs;
    private final Historique historique;

    Detours(Utilisateurs utilisateurs, Historique historique) {
        this.utilisateurs = utilisateurs;
        this.historique = historique;
    }

    /**
     * The actor, if they may (R112): a superuser under anybody, the rest of the team under those who are not of it.
     *
     * @throws ErreurMetier 403 otherwise
     */
    ActeurReel acteur(UUID acteur, UUID cible) {
        var qui = utilisateurs.actif(acteur);
        var sous = utilisateurs.actif(cible);
        boolean permis =
                !acteur.equals(cible) && (qui.superuser() || qui.staff() && !sous.staff() && !sous.superuser());
        if (!permis) {
            LOG.warn("{} may not work under the account of {}", acteur, cible);
            throw ErreurMetier.interdit(
                    "Vous ne pouvez pas travailler sous ce compte : il a autant de droits que le vôtre"
                            + " ou davantage, ou c’est le vôtre.");
        }
        return new ActeurReel(acteur, qui.nomAffiche());
    }

    /** Notes in the history of the account that somebody works under it, or no more. */
    @Transactional
    public void noter(ActeurReel acteur, Utilisateur cible, boolean debut) {
        var libre = Map.of("emprunteur", "", "emprunteurCompte", "");
        var emprunte = Map.of(
                "emprunteur",
                acteur.nom(),
                "emprunteurCompte",
                acteur.utilisateur().toString());
        historique.noter(
                OBJET,
                cible.uuid(),
                debut ? libre : emprunte,
                debut ? emprunte : libre,
                debut ? "emprunté par l’équipe d’exploitation" : "rendu par l’équipe d’exploitation");
        LOG.info(
                "{} {} to work under the account of {}",
                acteur.utilisateur(),
                debut ? "begins" : "ceases",
                cible.uuid());
    }
}
