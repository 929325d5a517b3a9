package fr.gouv.apilos.simulators.courrier;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The SMTP server and what it received. A mail for several people is kept once. */
@Component
class BoiteAuxLettres implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BoiteAuxLettres.class);

    private final GreenMail serveur;
    private final Clock clock;

    BoiteAuxLettres(CourrierProprietes proprietes, Clock clock) {
        this.clock = clock;
        serveur = new GreenMail(new ServerSetup(proprietes.port(), proprietes.adresse(), ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    }

    @Override
    public void start() {
        serveur.start();
        LOG.info("SMTP listens on port {}", port());
    }

    @Override
    public void stop() {
        serveur.stop();
    }

    @Override
    public boolean isRunning() {
        return serveur.isRunning();
    }

    int port() {
        return serveur.getSmtp().getPort();
    }

    /** All mails, most recent first. */
    List<Courriel> tous() {
        return messages().entrySet().stream()
                .map(e -> lire(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(Courriel::recuLe).reversed())
                .toList();
    }

    Optional<Courriel> parId(String id) {
        return Optional.ofNullable(messages().get(id)).map(m -> lire(id, m));
    }

    /** Content of an attachment, by its rank. */
    Optional<byte[]> piece(String id, int rang) {
        var message = messages().get(id);
        if (message == null) {
            return Optional.empty();
        }
        try {
            var pieces = pieces(message).toList();
            return rang < 0 || rang >= pieces.size()
                    ? Optional.empty()
                    : Optional.of(pieces.get(rang).getInputStream().readAllBytes());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("Attachment " + rang + " of mail " + id + " cannot be read", e);
        }
    }

    void vider() {
        try {
            serveur.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, MimeMessage> messages() {
        var parId = new LinkedHashMap<String, MimeMessage>();
        for (var message : serveur.getReceivedMessages()) {
            parId.putIfAbsent(identifiant(message), message);
        }
        return parId;
    }

    private static String identifiant(MimeMessage message) {
        try {
            var cle = message.getMessageID() == null
                    ? message.getSubject() + message.getSentDate() + message.getSize()
                    : message.getMessageID();
            var empreinte = MessageDigest.getInstance("SHA-256").digest(cle.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(empreinte, 0, 8);
        } catch (MessagingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A received mail cannot be identified", e);
        }
    }

    private Courriel lire(String id, MimeMessage message) {
        try {
            var date = message.getReceivedDate() == null ? message.getSentDate() : message.getReceivedDate();
            return new Courriel(
                    id,
                    adresses(message.getFrom()).stream().findFirst().orElse(""),
                    adresses(message.getRecipients(Message.RecipientType.TO)),
                    adresses(message.getRecipients(Message.RecipientType.CC)),
                    message.getSubject() == null ? "" : message.getSubject(),
                    date == null ? clock.instant() : Instant.ofEpochMilli(date.getTime()),
                    contenu(message, "text/plain"),
                    contenu(message, "text/html"),
                    pieces(message).map(BoiteAuxLettres::decrire).toList());
        } catch (MessagingException e) {
            throw new IllegalStateException("Mail " + id + " cannot be read", e);
        }
    }

    private static List<String> adresses(Address[] adresses) {
        return adresses == null
                ? List.of()
                : Stream.of(adresses)
                        .map(a -> a instanceof InternetAddress i ? i.toUnicodeString() : a.toString())
                        .toList();
    }

    private static String contenu(MimeMessage message, String type) {
        return parties(message)
                .filter(p -> !estPiece(p))
                .filter(p -> estDeType(p, type))
                .map(BoiteAuxLettres::texte)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Part> pieces(MimeMessage message) {
        return parties(message).filter(BoiteAuxLettres::estPiece);
    }

    /** The leaves of the tree of parts. */
    private static Stream<Part> parties(Part partie) {
        try {
            if (!partie.isMimeType("multipart/*")) {
                return Stream.of(partie);
            }
            var multipart = (Multipart) partie.getContent();
            var enfants = new ArrayList<BodyPart>();
            for (int i = 0; i < multipart.getCount(); i++) {
                enfants.add(multipart.getBodyPart(i));
            }
            return enfants.stream().flatMap(BoiteAuxLettres::parties);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean estPiece(Part partie) {
        try {
            return Part.ATTACHMENT.equalsIgnoreCase(partie.getDisposition()) || partie.getFileName() != null;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean estDeType(Part partie, String type) {
        try {
            return partie.isMimeType(type);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String texte(Part partie) {
        try {
            return String.valueOf(partie.getContent());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Courriel.Piece decrire(Part partie) {
        try {
            var type = partie.getContentType().split(";", 2)[0];
            return new Courriel.Piece(
                    partie.getFileName() == null ? "sans-nom" : partie.getFileName(),
                    type,
                    partie.getInputStream().readAllBytes().length);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
