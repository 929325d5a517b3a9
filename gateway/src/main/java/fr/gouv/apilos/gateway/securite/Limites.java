package fr.gouv.apilos.gateway.securite;

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
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** How much one caller may ask: size of a body, sign-ins by address, API calls by caller. */
class Limites extends OncePerRequestFilter {

    private static final int CLES_MAX = 100_000;
    private static final Duration OUBLI = Duration.ofMinutes(10);

    private final long corpsMax;
    private final long connexionsParMinute;
    private final long apiParSeconde;
    private final Clock horloge;
    private final Map<String, Seau> seaux = new ConcurrentHashMap<>();

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
        var corps = request.getContentLengthLong() < 0 ? new CorpsCompte(request, corpsMax) : request;
        try {
            chain.doFilter(corps, response);
        } catch (ServletException | IOException | RuntimeException e) {
            if (corps instanceof CorpsCompte compte && compte.depasse() && !response.isCommitted()) {
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                return;
            }
            throw e;
        }
    }

    private @org.jspecify.annotations.Nullable Seau seau(HttpServletRequest request) {
        var chemin = request.getRequestURI();
        if (chemin.startsWith("/connexion") || chemin.equals(SecuriteConfiguration.RETOUR_CAS)) {
            return seaux.computeIfAbsent(
                    "connexion:" + request.getRemoteAddr(), _ -> neuf(connexionsParMinute, Duration.ofMinutes(1)));
        }
        if (chemin.contains("/api/")) {
            var session = request.getRequestedSessionId();
            var qui = session == null ? request.getRemoteAddr() : session;
            return seaux.computeIfAbsent("api:" + qui, _ -> neuf(apiParSeconde, Duration.ofSeconds(1)));
        }
        return null;
    }

    private Seau neuf(long nombre, Duration duree) {
        if (seaux.size() >= CLES_MAX) {
            oublier();
        }
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

    /** A body whose size was not announced, counted as it is read. */
    private static final class CorpsCompte extends HttpServletRequestWrapper {
        private final long max;
        private long lus;

        CorpsCompte(HttpServletRequest request, long max) {
            super(request);
            this.max = max;
        }

        boolean depasse() {
            return lus > max;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var flux = super.getInputStream();
            return new ServletInputStream() {
                @Override
                public int read() throws IOException {
                    int octet = flux.read();
                    compter(octet < 0 ? 0 : 1);
                    return octet;
                }

                @Override
                public int read(byte[] tampon, int debut, int longueur) throws IOException {
                    int nombre = flux.read(tampon, debut, longueur);
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
                throw new IOException("the body is larger than " + max + " bytes");
            }
        }
    }
}
