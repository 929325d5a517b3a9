package fr.gouv.apilos.gateway.securite;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses writes that come from another site: what browsers say of the origin of a request cannot be forged by a page. */
class EcrituresTierces extends OncePerRequestFilter {

    private static final Set<String> LECTURES = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final String origine;

    /** @param origine scheme, host and port of the platform as people open it */
    EcrituresTierces(String origine) {
        this.origine = origine;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LECTURES.contains(request.getMethod()) || admise(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean admise(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        var annoncee = request.getHeader("Origin");
        // Without either header there is no browser: a program, which carries no cookie somebody else could use.
        return annoncee == null ? request.getCookies() == null : annoncee.equals(origine);
    }
}
