package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.security.ActeurReel;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.platform.web.IdentiteDePage;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who reads a page of the gateway itself: a name and a label for the header, no right at all. */
@Component
class IdentiteDeSession implements IdentiteDePage {

    @Override
    public Optional<Identite> courante() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributs)) {
            return Optional.empty();
        }
        return Connexion.de(attributs.getRequest().getSession(false)).map(IdentiteDeSession::sansDroit);
    }

    private static Identite sansDroit(Connexion connexion) {
        var habilitation = connexion.habilitationActive();
        var lue = new Identite(
                connexion.utilisateur(),
                connexion.nom(),
                connexion.email(),
                "",
                habilitation.profil(),
                Typologie.BAILLEUR,
                new Habilitation(habilitation.id(), habilitation.libelle()),
                habilitation.lectureSeule(),
                false,
                false,
                Set.of(),
                Perimetre.VIDE);
        var detour = connexion.detour();
        return detour == null
                ? lue
                : lue.par(new ActeurReel(
                        detour.retour().utilisateur(), detour.retour().nom()));
    }
}
