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
import org.springframework.web.util.HtmlUtils;

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

    Redacteur(
            JavaMailSender envoi,
            ObjectStore magasin,
            @Value("${apilos.expediteur}") String expediteur,
            @Value("${apilos.url}") String adresse) {
        this.envoi = envoi;
        this.magasin = magasin;
        this.expediteur = expediteur;
        this.adresse = adresse;
    }

    MimeMessage ecrire(Envoi demande, String destinataire) throws MessagingException {
        var jointes = new ArrayList<Envoi.Piece>();
        var liens = new StringBuilder();
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
                liens.append("\n\nLe fichier « %s » (%s Mo) est trop lourd pour être joint. Téléchargez-le ici : %s"
                        .formatted(
                                piece.nom(),
                                String.format(Locale.FRENCH, "%.1f", taille / MIO),
                                piece.lien() == null ? adresse : piece.lien()));
            }
        }
        var texte = demande.texte() + liens;
        var message = envoi.createMimeMessage();
        var aide = new MimeMessageHelper(message, true, "UTF-8");
        aide.setFrom(expediteur);
        aide.setTo(destinataire);
        aide.setSubject(demande.objet());
        // A page of the sender's own is kept unless links must be added to it.
        aide.setText(
                texte,
                demande.html() == null || !liens.isEmpty() ? Habillage.html(demande.objet(), texte) : demande.html());
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

    /** Plain text dressed for mail readers: our colours, paragraphs, links one can follow. */
    static final class Habillage {

        private Habillage() {}

        static String html(String objet, String texte) {
            var corps = HtmlUtils.htmlEscape(texte, "UTF-8")
                    .replaceAll("(https?://[^\\s<]+)", "<a href=\"$1\" style=\"color:#000091\">$1</a>")
                    .replace("\n\n", "</p><p style=\"margin:0 0 16px\">")
                    .replace("\n", "<br>");
            return """
                <!DOCTYPE html>
                <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
                <title>%s</title></head>
                <body style="margin:0;background:#f6f6f6;color:#161616;font:16px/24px Marianne,Arial,sans-serif">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0"><tr><td align="center">
                <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="max-width:100%%;background:#fff">
                <tr><td style="padding:24px 32px;border-bottom:1px solid #ddd"><strong>APiLos</strong><br>
                <span style="color:#666;font-size:14px">Les conventions APL des logements sociaux</span></td></tr>
                <tr><td style="padding:32px"><h1 style="margin:0 0 24px;font-size:22px;line-height:28px">%s</h1>
                <p style="margin:0 0 16px">%s</p></td></tr>
                <tr><td style="padding:16px 32px;border-top:1px solid #ddd;color:#666;font-size:12px;line-height:20px">
                Ce message est envoyé automatiquement : n’y répondez pas. Vos préférences de courriel se règlent dans \
                votre compte.</td></tr>
                </table></td></tr></table></body></html>
                """.formatted(HtmlUtils.htmlEscape(objet, "UTF-8"), HtmlUtils.htmlEscape(objet, "UTF-8"), corps);
        }
    }
}
