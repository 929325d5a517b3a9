package fr.gouv.apilos.platform.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An authenticated identity; the raw token is kept to be passed on to another service in the user's name. */
public class IdentiteAuthentication extends AbstractAuthenticationToken {

    private final transient Identite identite;
    private final String jeton;

    public IdentiteAuthentication(Identite identite, String jeton) {
        super(autorites(identite));
        this.identite = identite;
        this.jeton = jeton;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> autorites(Identite identite) {
        var autorites = new ArrayList<GrantedAuthority>();
        identite.permissions().forEach(p -> autorites.add(new SimpleGrantedAuthority(p)));
        if (identite.staff() || identite.superuser() || identite.estService()) {
            autorites.add(new SimpleGrantedAuthority("ROLE_EXPLOITATION"));
        }
        return autorites;
    }

    @Override
    public Object getPrincipal() {
        return identite;
    }

    @Override
    public @Nullable Object getCredentials() {
        return jeton;
    }

    @Override
    public String getName() {
        return identite.utilisateur().toString();
    }
}
