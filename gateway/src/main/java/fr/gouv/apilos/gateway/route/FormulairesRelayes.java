package fr.gouv.apilos.gateway.route;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.cloud.gateway.server.mvc.filter.FormFilter;

/**
 * Rebuilds the body of forms that are passed on, after their parameters were read. The rebuilt request has no parameter
 * any more, so that the gateway's own forms must not go through it.
 */
class FormulairesRelayes extends FormFilter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && CheminsPropres.contiennent(http)) {
            chain.doFilter(request, response);
        } else {
            super.doFilter(request, response, chain);
        }
    }
}
