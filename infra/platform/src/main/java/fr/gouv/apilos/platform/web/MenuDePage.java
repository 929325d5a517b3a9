package fr.gouv.apilos.platform.web;

import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The menu shared with SIAP that the page shows; a bean of this type replaces the header, for the door that writes it. */
@FunctionalInterface
public interface MenuDePage {

    /** The menu, where there is one. */
    Optional<MenuCommun> courant();

    /** What the door handed over with the request, read once. */
    static Optional<MenuCommun> recu() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributs)) {
            return Optional.empty();
        }
        var requete = attributs.getRequest();
        if (requete.getAttribute(MenuCommun.ENTETE) instanceof MenuCommun lu) {
            return Optional.of(lu);
        }
        var recu = MenuCommun.lire(requete.getHeader(MenuCommun.ENTETE));
        recu.ifPresent(menu -> requete.setAttribute(MenuCommun.ENTETE, menu));
        return recu;
    }
}
