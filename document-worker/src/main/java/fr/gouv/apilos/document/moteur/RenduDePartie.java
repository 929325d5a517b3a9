package fr.gouv.apilos.document.moteur;

import java.nio.charset.StandardCharsets;

/** One part being written. */
record RenduDePartie(String partie, Sortie sortie, Medias medias) {

    private static final String IMAGE = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    /** Source: 06 DOC-24. */
    void image(Image image, Ecriture.Cadre cadre) {
        if (cadre.attribut()) {
            throw new ErreurExpression("une image ne peut pas être mise ici");
        }
        Medias.Media media = medias.media(image.nom());
        String relation = medias.relation(partie, media);
        long largeur = image.largeurEmu() > 0 ? image.largeurEmu() : Image.LARGEUR_ORDINAIRE;
        long hauteur = Math.max(1, largeur * media.hauteur() / Math.max(1, media.largeur()));
        long id = medias.identifiant();
        String dessin = "<w:drawing><wp:inline"
                + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent"
                + " cx=\"" + largeur + "\" cy=\"" + hauteur + "\"/><wp:docPr id=\"" + id
                + "\" name=\"Image " + id
                + "\"/><wp:cNvGraphicFramePr/><a:graphic"
                + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData"
                + " uri=\"" + IMAGE + "\"><pic:pic xmlns:pic=\"" + IMAGE
                + "\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\""
                + media.fichier() + "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip"
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
                + " r:embed=\""
                + relation
                + "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\""
                + " y=\"0\"/><a:ext cx=\""
                + largeur + "\" cy=\"" + hauteur
                + "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
                + "</a:graphicData></a:graphic></wp:inline></w:drawing>";
        String run = "<w:r>" + dessin + "</w:r>";
        String xml = cadre.dansTexte()
                ? "</w:t></w:r>" + run + "<w:r>" + cadre.rPr() + "<w:t xml:space=\"preserve\">"
                : cadre.portee().equals("p") ? "<w:p>" + run + "</w:p>" : run;
        sortie.brut(xml.getBytes(StandardCharsets.UTF_8));
    }
}
