package fr.gouv.apilos.gateway.securite;

import fr.gouv.apilos.gateway.session.Connexion;
import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** How much one caller may ask: size of a body, sign-ins by address, API calls by caller. */
public class Limites extends OncePerRequestFilter {

    private static final String DEPASSEMENT = "apilos.corps.trop-gros";
    static final int CLES_MAX = 100_000;

    /** Whoever identifies people ends many sessions from one address. */
    private static final int SORTIES_PAR_MINUTE = 3_000;

    /** Whoever checks a document does it once or twice; whoever tries codes does not. */
    static final int VERIFICATIONS_PAR_MINUTE = 30;

    /** Messages to the team from one address, which a whole office may share, in ten minutes. */
    static final int MESSAGES = 20;

    private static final Duration DELAI_DES_MESSAGES = Duration.ofMinutes(10);

    private static final Duration OUBLI = Duration.ofMinutes(10);

    private final long corpsMax;
    private final long connexionsParMinute;
    private final long apiParSeconde;
    private final Clock horloge;
    private final Map<String, Seau> seaux = new ConcurrentHashMap<>();

    /** Whether the body of this request was found larger than allowed while it was read. */
    public static boolean depassees(HttpServletRequest request) {
        return request.getAttribute(DEPASSEMENT) != null;
    }

    /** @param corpsMax in bytes */
    Limites(long corpsMax, long connexionsParMinute, long apiParSeconde, Clock horloge) {
        this.corpsMax = corpsMax;
        this.connexionsParMinute = connexionsParMinute;
        this.apiParSeconde = apiParSeconde;
        this.horloge = horloge;
    }

    private static final class Seau {
        private final Bucket bucket;
        private volatile Instant dernier;

        Seau(Bucket bucket, Instant dernier) {
            this.bucket = bucket;
            this.dernier = dernier;
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > corpsMax) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        var seau = seau(request);
        if (seau != null) {
            seau.dernier = horloge.instant();
            var essai = seau.bucket.tryConsumeAndReturnRemaining(1);
            if (!essai.isConsumed()) {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(Math.max(
                                1,
                                Duration.ofNanos(essai.getNanosToWaitForRefill())
                                        .toSeconds())));
                response.sendError(429);
                return;
            }
        }
        try {
            chain.doFilter(new CorpsCompte(request, corpsMax), response);
        } catch (ServletException | IOException | RuntimeException e) {
            if (depassees(request) && !response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                return;
            }
            throw e;
        }
    }

    private @Nullable Seau seau(HttpServletRequest request) {
        var chemin = request.getRequestURI();
        if ("POST".equals(request.getMethod())
                && (chemin.equals(SecuriteConfiguration.RETOUR_CAS) || chemin.equals(DeconnexionOidc.CHEMIN))) {
            return seau("sortie:" + request.getRemoteAddr(), SORTIES_PAR_MINUTE, Duration.ofMinutes(1));
        }
        if (chemin.startsWith("/connexion/")
                || chemin.equals(SecuriteConfiguration.RETOUR_CAS)
                || chemin.equals(PorteOidc.RETOUR)
                || chemin.equals("/mot-de-passe")
                || chemin.equals("/accounts/cerbere-login")) {
            return seau("connexion:" + request.getRemoteAddr(), connexionsParMinute, Duration.ofMinutes(1));
        }
        if (chemin.equals("/verification") || chemin.startsWith("/verification/")) {
            return seau("verification:" + request.getRemoteAddr(), VERIFICATIONS_PAR_MINUTE, Duration.ofMinutes(1));
        }
        if ("POST".equals(request.getMethod()) && (chemin.equals("/contact") || chemin.equals("/contact/"))) {
            return seau("contact:" + request.getRemoteAddr(), MESSAGES, DELAI_DES_MESSAGES);
        }
        if (chemin.startsWith("/api-siap/")) {
            return seau("siap:" + request.getRemoteAddr(), apiParSeconde, Duration.ofSeconds(1));
        }
        if (chemin.contains("/api/")) {
            // Only a session that lives counts as a caller: an invented one would get a fresh allowance each time.
            var qui = Connexion.de(request.getSession(false))
                    .map(connexion -> connexion.utilisateur().toString())
                    .orElseGet(request::getRemoteAddr);
            return seau("api:" + qui, apiParSeconde, Duration.ofSeconds(1));
        }
        return null;
    }

    private Seau seau(String cle, long nombre, Duration duree) {
        var connu = seaux.get(cle);
        if (connu != null) {
            return connu;
        }
        if (seaux.size() >= CLES_MAX) {
            oublier();
        }
        // When even that leaves no room, newcomers share one allowance: memory stays bounded.
        return seaux.computeIfAbsent(seaux.size() >= CLES_MAX ? "autres:" + nombre : cle, _ -> neuf(nombre, duree));
    }

    private Seau neuf(long nombre, Duration duree) {
        return new Seau(
                Bucket.builder()
                        .addLimit(limite -> limite.capacity(nombre).refillGreedy(nombre, duree))
                        .build(),
                horloge.instant());
    }

    /** Forgets callers that have been silent long enough to have all their rights back. */
    void oublier() {
        var limite = horloge.instant().minus(OUBLI);
        seaux.values().removeIf(seau -> seau.dernier.isBefore(limite));
    }

    /** How many callers are remembered. */
    int connus() {
        return seaux.size();
    }

    /** A body counted as it is read: its size may not have been announced. */
    private static final class CorpsCompte extends HttpServletRequestWrapper {
        private final long max;
        private long lus;

        CorpsCompte(HttpServletRequest request, long max) {
            super(request);
            this.max = max;
        }

        private interface Lecture {
            int lire() throws IOException;
        }

        private static int lire(Lecture lecture) throws IOException {
            try {
                return lecture.lire();
            } catch (IOException e) {
                throw new CorpsInterrompu(e);
            }
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var flux = super.getInputStream();
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    int octet = lire(flux::read);
                    compter(octet < 0 ? 0 : 1);
                    return octet;
                }

                @Override
                public int read(byte[] tampon, int debut, int longueur) throws IOException {
                    int nombre = lire(() -> flux.read(tampon, debut, longueur));
                    compter(Math.max(0, nombre));
                    return nombre;
                }

                @Override
                public boolean isFinished() {
                    return flux.isFinished();
                }

                @Override
                public boolean isReady() {
                    return flux.isReady();
                }

                @Override
                public void setReadListener(ReadListener ecouteur) {
                    flux.setReadListener(ecouteur);
                }
            };
        }

        private void compter(int nombre) throws IOException {
            lus += nombre;
            if (lus > max) {
                setAttribute(DEPASSEMENT, Boolean.TRUE);
                throw new CorpsInterrompu("the body is larger than " + max + " bytes");
            }
        }
    }
}
