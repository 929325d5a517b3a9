package fr.gouv.apilos.referentiel.deplacement;

import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.LecteurCsv;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The file of communes of the délégataires screen: sheet {@code Communes}, two columns (07 §15). */
final class CommunesDeposees {

    static final Feuille FEUILLE = new Feuille(
            "communes",
            "Communes",
            3,
            List.of(
                    Colonne.texte("code_postal", "Code postal", "Code postal").obligatoirement(),
                    Colonne.texte("commune", "Commune", "Commune").obligatoirement()),
            List.of("Une ligne par commune."));

    private CommunesDeposees() {}

    /**
     * Reads a file; postal codes typed as numbers find their zero again (D5).
     *
     * @throws FichierRefuse with every fault, which the page shows (D5)
     */
    static List<Conventions.Commune> lire(String nom, byte[] contenu) throws FichierRefuse {
        var lecture = nom.toLowerCase(Locale.ROOT).endsWith(".csv")
                ? LecteurCsv.lire(contenu, FEUILLE)
                : LecteurTableur.lire(contenu, FEUILLE, Map.of());
        var fautes = new ArrayList<String>();
        var communes = new LinkedHashSet<Conventions.Commune>();
        for (Ligne ligne : lecture.lignes()) {
            ligne.cellules().values().stream()
                    .filter(c -> c.erreur() != null)
                    .forEach(c -> fautes.add("Cellule " + c.reference() + " : " + c.erreur()));
            var codePostal = ligne.texte("code_postal");
            var commune = ligne.texte("commune");
            if (codePostal == null || commune == null) {
                continue;
            }
            var propre = Decoupage.codePostal(codePostal);
            if (propre.matches("\\d{5}")) {
                communes.add(new Conventions.Commune(propre, commune));
            } else {
                fautes.add("Ligne " + ligne.numero() + " : « " + codePostal + " » n’est pas un code postal.");
            }
        }
        if (!fautes.isEmpty()) {
            throw new FichierRefuse(fautes);
        }
        if (communes.isEmpty()) {
            throw new FichierRefuse(List.of("Le fichier ne contient aucune commune."));
        }
        return List.copyOf(communes);
    }
}
