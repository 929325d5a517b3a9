package fr.gouv.apilos.platform.tableur;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Reads rows copied from a spreadsheet and pasted in a page, by the declaration of a sheet, with the rules and the words of
 * {@link LecteurTableur}. The line of headers may be missing: columns are then those of the sheet, in its order. Rows are
 * numbered as they were pasted, the first one being 1. Source: ux P6.
 */
public final class LecteurColle {

    /** Longest text taken, in characters: 2 000 rows of the widest table, with room. */
    public static final int TAILLE_MAX = 500_000;

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private LecteurColle() {}

    /**
     * Reads the rows.
     *
     * @param codesPreferes by field, the codes that win when a label is shared by several choices (02 DB-29)
     * @throws FichierRefuse when the text cannot be read as rows of this sheet
     */
    public static Lecture lire(String texte, Feuille feuille, Map<String, Set<String>> codesPreferes)
            throws FichierRefuse {
        if (texte.isBlank()) {
            throw new FichierRefuse("Collez au moins une ligne copiée depuis votre tableur.");
        }
        if (texte.length() > TAILLE_MAX) {
            throw new FichierRefuse(
                    "Le texte collé compte %s caractères ; la limite est %s. Collez vos lignes en plusieurs fois, ou importez un fichier."
                            .formatted(milliers(texte.length()), milliers(TAILLE_MAX)));
        }
        return new Parcours(feuille, codesPreferes).lire(rangs(texte));
    }

    /** Cells are cut at tabs, as spreadsheets copy them; at semicolons in a text without any tab. */
    private static List<String[]> rangs(String texte) {
        var net = texte.replace("\r\n", "\n").replace('\r', '\n');
        char separateur = net.indexOf('\t') < 0 ? ';' : '\t';
        try (var lignes = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separateur))
                .<String[]>readValues(net)) {
            return lignes.readAll();
        } catch (JacksonException e) {
            // A quote that quotes nothing, as in « 3" »: each line stands for itself.
            return net.lines()
                    .map(ligne -> ligne.split(String.valueOf(separateur), -1))
                    .toList();
        }
    }

    private static final class Parcours {

        private final Feuille feuille;
        private final Conversion conversion;
        private final List<String> avis = new ArrayList<>();
        private final Map<Integer, Colonne> colonnes = new TreeMap<>();

        Parcours(Feuille feuille, Map<String, Set<String>> codesPreferes) {
            this.feuille = feuille;
            this.conversion = new Conversion(codesPreferes);
        }

        Lecture lire(List<String[]> rangs) throws FichierRefuse {
            int debut = 0;
            while (debut < rangs.size() && vide(rangs.get(debut))) {
                debut++;
            }
            if (debut < rangs.size() && estEntete(rangs.get(debut))) {
                lireEntete(rangs.get(debut));
                debut++;
            } else {
                for (int i = 0; i < feuille.colonnes().size(); i++) {
                    colonnes.put(i, feuille.colonnes().get(i));
                }
            }
            var lignes = new ArrayList<Ligne>();
            int remplies = 0;
            for (int i = debut; i < rangs.size(); i++) {
                if (vide(rangs.get(i)) || estConsigne(rangs.get(i))) {
                    continue;
                }
                exigerLargeur(rangs.get(i), i + 1);
                if (++remplies <= LecteurTableur.LIGNES_MAX) {
                    lignes.add(ligne(rangs.get(i), i + 1, i - debut));
                }
            }
            if (remplies > LecteurTableur.LIGNES_MAX) {
                throw new FichierRefuse(
                        "Vous avez collé %s lignes ; la limite est %s. Répartissez-les ou retirez les lignes en trop."
                                .formatted(milliers(remplies), milliers(LecteurTableur.LIGNES_MAX)));
            }
            if (lignes.isEmpty()) {
                throw new FichierRefuse("Seuls des titres ont été collés. Copiez aussi les lignes à reprendre.");
            }
            return new Lecture(feuille, debut + 1, lignes, avis);
        }

        /** Most of its cells are names of columns. */
        private boolean estEntete(String[] rang) {
            int remplies = 0;
            int reconnues = 0;
            for (var cellule : rang) {
                if (!blanche(cellule)) {
                    remplies++;
                    reconnues += colonne(cellule) == null ? 0 : 1;
                }
            }
            return reconnues * 2 > remplies;
        }

        private void lireEntete(String[] rang) throws FichierRefuse {
            for (int i = 0; i < rang.length; i++) {
                if (blanche(rang[i])) {
                    continue;
                }
                var colonne = colonne(rang[i]);
                if (colonne != null && !colonnes.containsValue(colonne)) {
                    colonnes.put(i, colonne);
                } else {
                    avis.add("La colonne « %s » n’est pas attendue ici : elle n’est pas lue. Colonnes attendues : %s."
                            .formatted(LecteurTableur.abreger(LecteurTableur.enUneLigne(rang[i])), attendues()));
                }
            }
            var absentes = feuille.colonnes().stream()
                    .filter(c -> !colonnes.containsValue(c))
                    .map(c -> "La colonne « %s » manque dans la ligne de titres collée.".formatted(c.libelle()))
                    .toList();
            if (!absentes.isEmpty()) {
                throw new FichierRefuse(absentes);
            }
        }

        /** By its short name or its title in our models, else by the words looked for in files (02 R47). */
        private @Nullable Colonne colonne(String cellule) {
            var cherche = Choix.normaliser(LecteurTableur.enUneLigne(cellule));
            for (var colonne : feuille.colonnes()) {
                if (List.of(colonne.libelle(), colonne.titre(), colonne.entete()).stream()
                        .anyMatch(nom ->
                                Choix.normaliser(LecteurTableur.enUneLigne(nom)).equals(cherche))) {
                    return colonne;
                }
            }
            return feuille.colonnes().stream()
                    .filter(c -> LecteurTableur.enteteReconnue(c, cellule))
                    .findFirst()
                    .orElse(null);
        }

        /** The lines of hints and marks under the headers of our own models, copied with the rest. */
        private boolean estConsigne(String[] rang) {
            for (int i = 0; i < rang.length; i++) {
                if (blanche(rang[i])) {
                    continue;
                }
                var colonne = colonnes.get(i);
                var texte = LecteurTableur.enUneLigne(rang[i]);
                if (colonne == null
                        || !texte.equals(LecteurTableur.enUneLigne(RedacteurTableur.consigne(colonne)))
                                && !texte.equals(colonne.repere())) {
                    return false;
                }
            }
            return true;
        }

        private void exigerLargeur(String[] rang, int numero) throws FichierRefuse {
            int largeur = rang.length;
            while (largeur > 0 && blanche(rang[largeur - 1])) {
                largeur--;
            }
            // With headers, cells beyond them have no name: they were said to be unread.
            if (avis.isEmpty() && largeur > colonnes.size() && !colonnes.containsKey(largeur - 1)) {
                throw new FichierRefuse(
                        "La ligne %d compte %d colonnes ; le tableau en attend %d : %s. Copiez aussi la ligne de titres si vos colonnes sont dans un autre ordre."
                                .formatted(numero, largeur, colonnes.size(), attendues()));
            }
        }

        private Ligne ligne(String[] rang, int numero, int place) {
            var cellules = new LinkedHashMap<String, Cellule>();
            var indices = new LinkedHashMap<Colonne, Integer>();
            colonnes.forEach((indice, colonne) -> indices.put(colonne, indice));
            for (var colonne : feuille.colonnes()) {
                int indice = java.util.Objects.requireNonNull(indices.get(colonne));
                var texte = indice < rang.length ? rang[indice] : null;
                var reference = LecteurTableur.reference(indice, numero);
                cellules.put(
                        colonne.champ(),
                        texte != null && !blanche(texte)
                                ? conversion.convertirTexte(colonne, reference, texte)
                                : Conversion.absente(colonne, reference));
            }
            return new Ligne(numero, place, cellules);
        }

        private String attendues() {
            var vues = new HashSet<String>();
            return feuille.colonnes().stream()
                    .map(Colonne::libelle)
                    .filter(vues::add)
                    .collect(Collectors.joining(", "));
        }
    }

    private static boolean vide(String[] rang) {
        for (var cellule : rang) {
            if (!blanche(cellule)) {
                return false;
            }
        }
        return true;
    }

    /** No-break blanks are blanks too. */
    private static boolean blanche(@Nullable String cellule) {
        return cellule == null || cellule.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static String milliers(int nombre) {
        return Nombres.afficher(BigDecimal.valueOf(nombre), 0);
    }
}
