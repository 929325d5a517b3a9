package fr.gouv.apilos.document.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.gouv.apilos.document.Abonne;
import fr.gouv.apilos.document.Demandeur;
import fr.gouv.apilos.document.EssaiDuWorker;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** From the pictures of a request to the pages of a document (06 DOC-24, DOC-50 to DOC-52). */
@EssaiDuWorker
class ImagesMessagesIT {

    private static final Duration LONGTEMPS = Duration.ofSeconds(60);
    /** Five inches, in EMU. */
    private static final String CINQ_POUCES = "cx=\"4572000\"";

    @Autowired
    Demandeur demandeur;

    @Autowired
    Abonne abonne;

    @Autowired
    ObjectStore magasin;

    private final UUID tache = UUID.randomUUID();

    private ObjectNode demande(String cle) {
        var demande = Demandeur.production(tache, "HLM", "docx");
        ((ObjectNode) demande.path("contexte"))
                .putArray("effet_relatif_images")
                .addObject()
                .put("$image", cle);
        return demande;
    }

    private Map<String, byte[]> parties() throws IOException {
        var parties = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(magasin.lire(Demandeur.cle(tache) + ".docx"))) {
            for (var entree = zip.getNextEntry(); entree != null; entree = zip.getNextEntry()) {
                parties.put(entree.getName(), zip.readAllBytes());
            }
        }
        return parties;
    }

    @Test
    void a_plan_larger_than_the_page_is_in_the_document_five_inches_wide_and_no_finer_than_printed()
            throws IOException {
        var sortie = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5000, 2500, BufferedImage.TYPE_INT_RGB), "png", sortie);
        var cle = "programmes/" + tache + "/media/plan.png";
        magasin.ecrire(cle, new ByteArrayInputStream(sortie.toByteArray()));
        demandeur.demander(demande(cle));
        await().atMost(LONGTEMPS)
                .untilAsserted(() ->
                        assertThat(abonne.de(tache, "document.produit.v1")).hasSize(1));
        var parties = parties();
        var image = ImageIO.read(new ByteArrayInputStream(parties.get("word/media/apilos1.jpeg")));
        assertThat(image.getWidth()).isEqualTo(ImagePourDocument.COTE_MAX);
        assertThat(image.getHeight()).isEqualTo(ImagePourDocument.COTE_MAX / 2);
        assertThat(new String(parties.get("word/document.xml"), StandardCharsets.UTF_8))
                .contains(CINQ_POUCES, "cy=\"2286000\"");
    }

    @Test
    void DOC52_a_picture_that_cannot_be_read_fails_the_document_and_says_which() {
        var cle = "programmes/" + tache + "/media/abimee.png";
        magasin.ecrire(cle, new ByteArrayInputStream("pas une image".getBytes(StandardCharsets.UTF_8)));
        demandeur.demander(demande(cle));
        await().atMost(LONGTEMPS)
                .untilAsserted(() -> assertThat(abonne.de(tache, "document.echec.v1"))
                        .singleElement()
                        .satisfies(recu -> {
                            assertThat(recu.corps().path("raison").asString())
                                    .contains("abimee.png", "PNG ou un JPEG valide");
                            assertThat(recu.corps().path("definitif").asBoolean())
                                    .isTrue();
                        }));
    }
}
