package fr.gouv.apilos.platform.web;

import fr.gouv.apilos.platform.security.Identite;
import java.util.Optional;

/** Who reads the page; a bean of this type replaces the identity of the token, for the door that has none. */
@FunctionalInterface
public interface IdentiteDePage {

    /** The reader, if they are signed in. */
    Optional<Identite> courante();
}
