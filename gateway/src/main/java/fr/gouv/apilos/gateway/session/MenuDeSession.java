package fr.gouv.apilos.gateway.session;

import fr.gouv.apilos.platform.web.MenuCommun;
import fr.gouv.apilos.platform.web.MenuDePage;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The menu shared with SIAP on pages of the gateway itself: the one that came with the token of the session. */
@Component
class MenuDeSession implements MenuDePage {

    private final Habilitations habilitations;

    MenuDeSession(Habilitations habilitations) {
        this.habilitations = habilitations;
    }

    @Override
    public Optional<MenuCommun> courant() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributs)) {
            return Optional.empty();
        }
        return Connexion.de(attributs.getRequest().getSession(false)).flatMap(habilitations::menuConnu);
    }
}
