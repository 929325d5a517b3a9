package fr.gouv.apilos.document.courriel;

import fr.gouv.apilos.document.courriel.Messages.Envoi;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Words made into a mail: the same content twice, as text and as a page in the colours of the State's design system. No
 * picture, so nothing is lost when a reader blocks them; tables and inline styles, which mail programs understand; colours
 * of its own when the reader prefers a dark screen.
 */
final class Habillage {

    private static final Pattern LIEN = Pattern.compile("(https?://[^\\s<]+[^\\s<.,;:!?)])");
    private static final int APERCU_MAX = 140;
    private static final String SIGNATURE = "L’équipe APiLos";
    private static final String AUTOMATIQUE = "Ce message est envoyé automatiquement : n’y répondez pas.";

    private final String adresse;

    /** @param adresse of the platform, absolute */
    Habillage(String adresse) {
        this.adresse = adresse.replaceAll("/+$", "");
    }

    /**
     * A file that is too heavy to travel.
     *
     * @param taille in mebibytes, as written in French
     * @param lien absolute
     */
    record FichierLourd(String nom, String taille, String lien) {

        String phrase() {
            return "Le fichier « %s » (%s Mo) est trop lourd pour être joint. Téléchargez-le ici : %s"
                    .formatted(nom, taille, lien);
        }
    }

    /** The mail for those who read text. */
    String texte(Envoi demande, List<FichierLourd> lourds) {
        var texte = new StringBuilder(demande.texte().strip());
        if (demande.faits() != null && !demande.faits().isEmpty()) {
            texte.append("\n");
            demande.faits()
                    .forEach(fait -> texte.append("\n")
                            .append(fait.libelle())
                            .append(" : ")
                            .append(fait.valeur()));
        }
        if (demande.citation() != null) {
            texte.append("\n\n").append(demande.citation().titre()).append("\n");
            demande.citation()
                    .texte()
                    .strip()
                    .lines()
                    .forEach(ligne -> texte.append("> ").append(ligne).append("\n"));
            texte.setLength(texte.length() - 1);
        }
        lourds.forEach(fichier -> texte.append("\n\n").append(fichier.phrase()));
        if (demande.action() != null) {
            texte.append("\n\n")
                    .append(demande.action().libelle())
                    .append(" : ")
                    .append(demande.action().lien());
        }
        texte.append("\n\n").append(SIGNATURE).append("\n\n-- \n");
        if (demande.repondreA() == null) {
            texte.append(AUTOMATIQUE).append("\nRégler mes courriels : ").append(preferences());
        } else {
            texte.append("Répondre à ce message écrit à ").append(demande.repondreA());
        }
        return texte.toString();
    }

    /** The mail for those who read pages. */
    String html(Envoi demande, List<FichierLourd> lourds) {
        var corps = new StringBuilder();
        for (var paragraphe : demande.texte().strip().split("\n\\s*\n")) {
            paragraphe(corps, paragraphe);
        }
        if (demande.faits() != null && !demande.faits().isEmpty()) {
            corps.append(
                    "<table cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 24px;border-collapse:collapse\">");
            demande.faits()
                    .forEach(fait -> corps.append("""
                <tr><th scope="row" align="left" valign="top" class="gris" style="padding:4px 16px 4px 0;color:#666;font-weight:400">%s</th>\
                <td valign="top" style="padding:4px 0"><strong>%s</strong></td></tr>\
                """.formatted(echapper(fait.libelle()), echapper(fait.valeur()))));
            corps.append("</table>");
        }
        if (demande.citation() != null) {
            corps.append("""
                <p style="margin:0 0 8px"><strong>%s</strong></p>\
                <blockquote class="cite" style="margin:0 0 24px;padding:8px 16px;border-left:4px solid #6a6af4;background:#f5f5fe">%s</blockquote>\
                """.formatted(
                            echapper(demande.citation().titre()),
                            lignes(demande.citation().texte().strip())));
        }
        lourds.forEach(fichier -> paragraphe(corps, fichier.phrase()));
        if (demande.action() != null) {
            corps.append("""
                <table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 16px"><tr>\
                <td class="bouton" style="background-color:#000091"><a class="bouton" href="%1$s" \
                style="display:inline-block;padding:10px 20px;color:#ffffff;font-weight:500;text-decoration:none">%2$s</a></td>\
                </tr></table>\
                <p class="gris" style="margin:0 0 16px;color:#666;font-size:14px;line-height:22px">Si le bouton ne s’ouvre pas, \
                copiez cette adresse : <a class="lien" href="%1$s" style="color:#000091;word-break:break-all">%1$s</a></p>\
                """.formatted(
                    echapper(demande.action().lien()), echapper(demande.action().libelle())));
        }
        paragraphe(corps, SIGNATURE);
        var pied = demande.repondreA() == null
                ? "%s <a class=\"lien\" href=\"%s\" style=\"color:#000091\">Régler mes courriels</a>"
                        .formatted(AUTOMATIQUE, echapper(preferences()))
                : "Répondre à ce message écrit à " + echapper(demande.repondreA()) + ".";
        return PAGE.formatted(
                echapper(demande.objet()), echapper(apercu(demande.texte())), echapper(demande.objet()), corps, pied);
    }

    private String preferences() {
        return adresse + "/apilos_settings/profile/";
    }

    /** What mail programs show after the subject: the first sentence that says something. */
    private static String apercu(String texte) {
        var utile = texte.strip().replaceFirst("^Bonjour[^\n]*\n+", "").replaceAll("\\s+", " ");
        return utile.length() <= APERCU_MAX ? utile : utile.substring(0, APERCU_MAX) + "…";
    }

    private static void paragraphe(StringBuilder corps, String texte) {
        corps.append("<p style=\"margin:0 0 16px\">").append(lignes(texte)).append("</p>");
    }

    private static String lignes(String texte) {
        return LIEN.matcher(echapper(texte))
                .replaceAll("<a class=\"lien\" href=\"$1\" style=\"color:#000091;word-break:break-all\">$1</a>")
                .replace("\n", "<br>");
    }

    /** French quotation marks keep what they hold, on a narrow screen too. */
    private static String echapper(String texte) {
        return HtmlUtils.htmlEscape(texte, "UTF-8").replace("« ", "«\u00a0").replace(" »", "\u00a0»");
    }

    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">\
        <title>%s</title><style>
        @media (prefers-color-scheme: dark) {
          .fond { background: #1e1e1e !important; } .feuille { background: #161616 !important; color: #fff !important; }
          .gris { color: #cecece !important; } .lien { color: #8585f6 !important; } .trait { border-color: #353535 !important; }
          .cite { background: #21213f !important; } .bouton { background-color: #8585f6 !important; color: #000091 !important; }
        }
        </style></head>
        <body class="fond" style="margin:0;background:#f6f6f6;font:16px/24px Marianne,Arial,sans-serif">
        <div style="display:none;max-height:0;overflow:hidden">%s</div>
        <table role="presentation" width="100%%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:16px 8px">
        <table role="presentation" width="600" cellpadding="0" cellspacing="0" class="feuille" \
        style="width:100%%;max-width:600px;background:#fff;color:#161616">
        <tr><td class="trait" style="padding:24px 32px;border-bottom:1px solid #ddd">\
        <p style="margin:0 0 4px;font-size:14px;line-height:18px;font-weight:700">République<br>Française</p>\
        <p style="margin:0"><strong>APiLos</strong> <span class="gris" style="color:#666;font-size:14px">Les conventions APL \
        des logements sociaux</span></p></td></tr>
        <tr><td style="padding:32px"><h1 style="margin:0 0 24px;font-size:22px;line-height:28px">%s</h1>
        %s</td></tr>
        <tr><td class="gris trait" style="padding:16px 32px;border-top:1px solid #ddd;color:#666;font-size:12px;line-height:20px">\
        %s</td></tr>
        </table></td></tr></table></body></html>
        """;
}
