package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.document.courriel.Messages.Envoi;
import fr.gouv.apilos.platform.storage.ObjectStore;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.InputStreamSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Writes the message one recipient gets: text, the same words dressed, files that travel, links to those that do not. */
@Component
class Redacteur {

    /** Beyond this many relays refuse (MAIL, 06 A9 step 5). */
    static final long PIECE_MAX = 10L << 20;

    private static final double MIO = 1 << 20;

    private final JavaMailSender envoi;
    private final ObjectStore magasin;
    private final String expediteur;
    private final String adresse;
    private final Habillage habillage;

    Redacteur(
            JavaMailSender envoi,
            ObjectStore magasin,
            @Value("${apilos.expediteur}") String expediteur,
            @Value("${apilos.url}") String adresse) {
        this.envoi = envoi;
        this.magasin = magasin;
        this.expediteur = expediteur;
        this.adresse = adresse;
        this.habillage = new Habillage(adresse);
    }

    MimeMessage ecrire(Envoi demande, String destinataire) throws MessagingException {
        var jointes = new ArrayList<Envoi.Piece>();
        var liens = new ArrayList<Habillage.FichierLourd>();
        long total = 0;
        for (var piece : demande.pieces()) {
            long taille = magasin.taille(piece.cle());
            if (taille < 0) {
                throw new IllegalStateException("attachment " + piece.cle() + " is not in the store");
            }
            if (total + taille <= PIECE_MAX) {
                total += taille;
                jointes.add(piece);
            } else {
                liens.add(new Habillage.FichierLourd(
                        piece.nom(),
                        String.format(Locale.FRENCH, "%.1f", taille / MIO),
                        piece.lien() == null ? adresse : piece.lien()));
            }
        }
        var message = envoi.createMimeMessage();
        var aide = new MimeMessageHelper(message, true, "UTF-8");
        aide.setFrom(expediteur);
        aide.setTo(destinataire);
        // A subject is one line: what a name brings with it must not start another header.
        aide.setSubject(demande.objet().replaceAll("\\s+", " ").strip());
        if (demande.repondreA() != null) {
            aide.setReplyTo(demande.repondreA());
        }
        // A page of the sender's own is kept unless links must be added to it.
        aide.setText(
                habillage.texte(demande, liens),
                demande.html() == null || !liens.isEmpty() ? habillage.html(demande, liens) : demande.html());
        for (var piece : jointes) {
            aide.addAttachment(piece.nom(), relue(piece.cle()));
        }
        // The same for every attempt: a mail reader that gets it twice shows it once.
        message.setHeader(
                "Message-ID",
                "<" + demande.courriel() + "." + Integer.toHexString(destinataire.hashCode()) + "@apilos>");
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** Read from the store as the message leaves, not held in memory. */
    private InputStreamSource relue(String cle) {
        return new InputStreamSource() {
            @Override
            public InputStream getInputStream() throws IOException {
                return magasin.lire(cle);
            }
        };
    }
}
