package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.telechargement.FichierAPreparer;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Export;
import fr.gouv.apilos.platform.tableur.FormatDExport;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Writes conventions as a workbook, row by row, whatever their number: the same columns for the list and for a département
 * (01 §20, 07 §13.7).
 */
@Component
public class ExportDeConventions implements FichierAPreparer {

    static final String GENRE = "conventions";

    /** Name of the sheet. */
    static final String FEUILLE = "Conventions";

    /** Columns, titles and order as those who reuse the file expect them (07 R-48). */
    static final List<Export.Champ<LigneDExport>> COLONNES = List.of(
            new Export.Champ<>("Numéro d'opération SIAP", LigneDExport::operation),
            new Export.Champ<>("Numéro de convention", LigneDExport::numeroDeConvention),
            new Export.Champ<>("Numéro d'avenant", LigneDExport::numeroDAvenant),
            new Export.Champ<>(
                    "Statut de la convention", ligne -> ligne.statut().valeurHistorique()),
            new Export.Champ<>("Commune", LigneDExport::ville),
            new Export.Champ<>("Code postal", LigneDExport::codePostal),
            new Export.Champ<>("Code INSEE", LigneDExport::codeInsee),
            new Export.Champ<>("Nom de l'opération", LigneDExport::nom),
            new Export.Champ<>("Instructeur", LigneDExport::instructeur),
            new Export.Champ<>("Type de financement", LigneDExport::financements),
            new Export.Champ<>("Nombre de logements", LigneDExport::logements),
            new Export.Champ<>("Nature de l'opération", ligne -> ligne.nature().libelle()),
            new Export.Champ<>("Adresse", LigneDExport::adresseComplete),
            new Export.Champ<>("Raison sociale du bailleur", LigneDExport::bailleur),
            new Export.Champ<>("SIRET du Bailleur", LigneDExport::siret),
            new Export.Champ<>("Date de signature", ligne -> ouTiret(ligne.signature())),
            new Export.Champ<>("Montant du loyer au m2", LigneDExport::loyer),
            new Export.Champ<>("Livraison", ligne -> ouTiret(ligne.livraison())),
            new Export.Champ<>("Date de fin de conventionnement", ligne -> ouTiret(ligne.fin())));

    private final Recherche recherche;

    ExportDeConventions(Recherche recherche) {
        this.recherche = recherche;
    }

    @Override
    public String genre() {
        return GENRE;
    }

    /** @param parametres query string of the list */
    @Override
    public void preparer(String parametres, Identite identite, Avancement avancement, OutputStream sortie) {
        var critere = Critere.lire(lire(parametres));
        long total = recherche.compter(critere, identite);
        ecrire(sortie, total, avancement, suite -> recherche.chaque(critere, identite, suite));
    }

    /** What one may see has changed: the list would not be the same. */
    @Override
    public void exigerDroit(String parametres, Identite alors, Identite maintenant) {
        maintenant.exiger(DroitsConvention.VOIR);
        if (!alors.perimetre().equals(maintenant.perimetre())) {
            throw ErreurMetier.interdit(
                    "Cet export a été préparé sous une autre habilitation. Reprenez-la dans l’en-tête,"
                            + " ou préparez un nouvel export.");
        }
    }

    /**
     * Writes all the conventions and avenants of a département, by commune then number, without asking who reads them: for
     * operators alone.
     *
     * @param departement INSEE code
     * @param statut null for all
     * @return number of rows
     */
    public long ecrireDepartement(String departement, @Nullable Statut statut, OutputStream sortie) {
        return ecrire(
                sortie, 0, (fait, total) -> {}, suite -> recherche.chaqueDuDepartement(departement, statut, suite));
    }

    private static long ecrire(
            OutputStream sortie, long total, Avancement avancement, Consumer<Consumer<LigneDExport>> source) {
        var ecrites = new AtomicLong();
        avancement.dire(0, total);
        Export.ecrire(
                FormatDExport.XLSX,
                FEUILLE,
                COLONNES,
                sortie,
                suite -> source.accept(ligne -> {
                    suite.accept(ligne);
                    avancement.dire(ecrites.incrementAndGet(), total);
                }));
        return ecrites.get();
    }

    static MultiValueMap<String, String> lire(String parametres) {
        var lus = new LinkedMultiValueMap<String, String>();
        UriComponentsBuilder.fromUriString("?" + parametres)
                .build()
                .getQueryParams()
                .forEach((nom, valeurs) -> valeurs.forEach(
                        valeur -> lus.add(nom, valeur == null ? "" : UriUtils.decode(valeur, StandardCharsets.UTF_8))));
        return lus;
    }

    private static Object ouTiret(@Nullable LocalDate jour) {
        return jour == null ? "-" : jour;
    }
}
