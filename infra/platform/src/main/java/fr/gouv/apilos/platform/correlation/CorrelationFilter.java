package fr.gouv.apilos.platform.correlation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its correlation identifier and repeats it in the answer. */
public class CorrelationFilter extends OncePerRequestFilter {

    private final boolean accepterLaRecue;

    /** @param accepterLaRecue false on the public door, where the client's own header is not believed */
    public CorrelationFilter(boolean accepterLaRecue) {
        this.accepterLaRecue = accepterLaRecue;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var dejaOuverte = (String) request.getAttribute(Correlation.ENTETE);
        var recue = dejaOuverte != null ? dejaOuverte : accepterLaRecue ? request.getHeader(Correlation.ENTETE) : null;
        var valeur = Correlation.ouvrir(recue);
        request.setAttribute(Correlation.ENTETE, valeur);
        response.setHeader(Correlation.ENTETE, valeur);
        try {
            chain.doFilter(request, response);
        } finally {
            Correlation.fermer();
        }
    }
}
