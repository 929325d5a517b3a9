package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.TicketsCas;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Single logout, back channel: Cerbère posts a {@code logoutRequest} to the address tickets were made for. A ticket is a
 * secret only Cerbère, the browser and this gateway know: naming it is the proof.
 */
class DeconnexionCerbere extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(DeconnexionCerbere.class);
    private static final int TAILLE_MAX = 20_000;

    private final TicketsCas tickets;

    DeconnexionCerbere(TicketsCas tickets) {
        this.tickets = tickets;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod()) || !SecuriteConfiguration.RETOUR_CAS.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var demande = request.getParameter("logoutRequest");
        if (demande == null || demande.length() > TAILLE_MAX) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        ticket(demande).ifPresent(ticket -> {
            tickets.fermer(ticket);
            LOG.info("A session was ended by Cerbère");
        });
        response.setStatus(HttpServletResponse.SC_OK);
    }

    private static Optional<String> ticket(String xml) {
        try {
            var fabrique = DocumentBuilderFactory.newDefaultInstance();
            fabrique.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            fabrique.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            fabrique.setXIncludeAware(false);
            fabrique.setExpandEntityReferences(false);
            fabrique.setNamespaceAware(true);
            var lecteur = fabrique.newDocumentBuilder();
            lecteur.setErrorHandler(null);
            var index =
                    lecteur.parse(new InputSource(new StringReader(xml))).getElementsByTagNameNS("*", "SessionIndex");
            return index.getLength() == 1
                    ? Optional.of(index.item(0).getTextContent().trim())
                    : Optional.empty();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            LOG.info("A logout request could not be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
