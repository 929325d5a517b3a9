package fr.gouv.apilos.platform.antivirus;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Client of clamd: one connection per file, its bytes in pieces (command INSTREAM of clamd(8)), bounded in time. A connection
 * that lasts longer than the delay is cut whatever it was doing.
 */
public class Clamd implements Antivirus, AutoCloseable {

    private static final int MORCEAU = 64 << 10;
    private static final int REPONSE_MAX = 4096;
    private static final Pattern TROUVE = Pattern.compile("stream: (.{1,300}) FOUND");

    private final String adresse;
    private final Duration delai;
    private final ScheduledExecutorService montre = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clamd-delai").factory());

    /**
     * A client; nothing is asked before the first file.
     *
     * @param adresse {@code host:port} or {@code unix:/path}
     * @param delai for the whole of a file
     * @throws IllegalArgumentException when it is not an address
     */
    public Clamd(String adresse, Duration delai) {
        this.adresse = adresse;
        this.delai = delai;
        // Said at the start rather than at the first file.
        if (!adresse.startsWith("unix:") && !adresse.matches("[^:\\s]+:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}")) {
            throw new IllegalArgumentException("not an address of clamd (host:port or unix:/path): " + adresse);
        }
    }

    @Override
    public Verdict analyser(InputStream contenu) throws IOException {
        var cible = cible();
        var tropTard = new AtomicBoolean();
        try (var canal = cible instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            var coupure = montre.schedule(() -> couper(canal, tropTard), delai.toMillis(), TimeUnit.MILLISECONDS);
            try {
                canal.connect(cible);
                return lire(envoyer(canal, contenu));
            } finally {
                coupure.cancel(false);
            }
        } catch (IOException e) {
            if (tropTard.get()) {
                var delaiPasse = new SocketTimeoutException("clamd did not answer within " + delai);
                delaiPasse.initCause(e);
                throw delaiPasse;
            }
            throw e;
        }
    }

    /** Wakes whoever reads or writes there. */
    private static Void couper(SocketChannel canal, AtomicBoolean tropTard) throws IOException {
        tropTard.set(true);
        canal.close();
        return null;
    }

    private SocketAddress cible() {
        if (adresse.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(adresse.substring("unix:".length()));
        }
        int port = adresse.lastIndexOf(':');
        return new InetSocketAddress(adresse.substring(0, port), Integer.parseInt(adresse.substring(port + 1)));
    }

    private static String envoyer(SocketChannel canal, InputStream contenu) throws IOException {
        var sortie = new DataOutputStream(Channels.newOutputStream(canal));
        var entree = Channels.newInputStream(canal);
        sortie.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        var morceau = new byte[MORCEAU];
        try {
            for (int lus = contenu.readNBytes(morceau, 0, MORCEAU);
                    lus > 0;
                    lus = contenu.readNBytes(morceau, 0, MORCEAU)) {
                sortie.writeInt(lus);
                sortie.write(morceau, 0, lus);
            }
            sortie.writeInt(0);
            sortie.flush();
        } catch (IOException e) {
            // clamd says why it stops listening before it hangs up (size limit).
            var reponse = reponse(entree);
            if (reponse.isEmpty()) {
                throw e;
            }
            return reponse;
        }
        return reponse(entree);
    }

    private static String reponse(InputStream entree) throws IOException {
        return new String(entree.readNBytes(REPONSE_MAX), StandardCharsets.UTF_8)
                .replace("\0", "")
                .strip();
    }

    private static Verdict lire(String reponse) throws IOException {
        if (reponse.equals("stream: OK")) {
            return Verdict.SAIN;
        }
        var trouve = TROUVE.matcher(reponse);
        if (trouve.matches()) {
            var menace = trouve.group(1);
            return new Verdict(Resultat.INFECTE, menace.length() > 255 ? menace.substring(0, 255) : menace);
        }
        throw new IOException("clamd answers: " + (reponse.isEmpty() ? "nothing" : reponse));
    }

    @Override
    public void close() {
        montre.shutdownNow();
    }
}
