package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.modele.VersionsDeModele.Version;
import fr.gouv.apilos.document.pdf.ConversionPdf;
import fr.gouv.apilos.document.pdf.PagesDePdf;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What versions of a model give on the samples, as PDF and as pictures of pages. The last ones are kept in memory: a
 * version never changes, and a page that shows twenty pictures asks for its PDF once.
 */
@Service
class ApercusDeModele {

    private static final int GARDES_MAX = 16;

    private final GestionDesModeles gestion;
    private final ConversionPdf conversion;
    private final Map<String, Apercu> gardes = new LinkedHashMap<>(GARDES_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Apercu> ancien) {
            return size() > GARDES_MAX;
        }
    };

    ApercusDeModele(GestionDesModeles gestion, ConversionPdf conversion) {
        this.gestion = gestion;
        this.conversion = conversion;
    }

    /**
     * A sample written with a version.
     *
     * @param docx for readers without a layout
     * @param pdf null when there is none, {@code absent} then says why
     * @param textes text of each page of the PDF
     */
    record Apercu(
            byte[] docx, byte @Nullable [] pdf, @Nullable String absent, List<String> textes) {}

    /** @throws ErreurMetier 409 when the version fails on the sample */
    Apercu de(CodeDeModele code, Version version, ExemplesDeContexte exemple) {
        var cle = version.sha256() + " " + exemple.nom();
        synchronized (gardes) {
            var garde = gardes.get(cle);
            if (garde != null) {
                return garde;
            }
        }
        var sommaire = Sommaire.de(gestion.apercu(code, version.id(), exemple));
        var converti = conversion.convertir(sommaire.aMettreEnPage());
        var pdf = converti.pdf();
        var apercu = pdf == null
                ? new Apercu(sommaire.docx(), null, converti.absent(), List.of())
                : new Apercu(sommaire.docx(sommaire.pages(pdf)), pdf, null, PagesDePdf.textes(pdf));
        if (pdf != null) {
            synchronized (gardes) {
                gardes.put(cle, apercu);
            }
        }
        return apercu;
    }

    /**
     * One page as a PNG.
     *
     * @param page from 1
     * @throws ErreurMetier 404 when there is no such page, or no layout here
     */
    byte[] page(CodeDeModele code, Version version, ExemplesDeContexte exemple, int page) {
        var apercu = de(code, version, exemple);
        if (apercu.pdf() == null || page < 1 || page > apercu.textes().size()) {
            throw ErreurMetier.introuvable("Cette page n’existe pas.");
        }
        return PagesDePdf.image(apercu.pdf(), page);
    }
}
