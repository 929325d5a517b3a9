package fr.gouv.apilos.platform.tableur;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one declared sheet of an untrusted workbook, row by row. Every fault is reported at once, at its cell, with what was
 * typed; no row in use is dropped. Source: 02 R43–R56 corrected by DB-26…DB-33.
 */
public final class LecteurTableur {

    /** Rows in use a table may hold. Source: 02 R35, DB-31. */
    public static final int LIGNES_MAX = 2000;

    /** Largest file taken, in bytes. Source: 02 DB-31. */
    public static final int TAILLE_MAX = GardeXlsx.TAILLE_MAX;

    /** A sheet is not read below this row: nobody types there, and a dragged format would cost minutes. */
    private static final int DERNIERE_LIGNE = 1_048_576;

    private LecteurTableur() {}

    /** Reads at most {@link #TAILLE_MAX} bytes of the stream, then the sheet. */
    public static Lecture lire(InputStream fichier, Feuille feuille, Map<String, Set<String>> codesPreferes)
            throws FichierRefuse, IOException {
        return lire(fichier.readNBytes(TAILLE_MAX + 1), feuille, codesPreferes);
    }

    /**
     * Reads the sheet.
     *
     * @param codesPreferes by field, the codes that win when a label is shared by several choices (DB-29)
     */
    public static Lecture lire(byte[] fichier, Feuille feuille, Map<String, Set<String>> codesPreferes)
            throws FichierRefuse {
        GardeXlsx.verifier(fichier);
        try (var classeur = new ReadableWorkbook(new ByteArrayInputStream(fichier), new ReadingOptions(true, true))) {
            var trouvee = classeur.getSheets()
                    .filter(s -> s.getName().equals(feuille.nom()))
                    .findFirst()
                    .orElse(null);
            if (trouvee == null) {
                throw new FichierRefuse(feuilleAbsente(classeur, feuille));
            }
            return new Parcours(feuille, premiereLigne(classeur), codesPreferes).lire(trouvee);
        } catch (FichierRefuse e) {
            throw e;
        } catch (IOException
                | ExcelReaderException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException e) {
            // The library lets malformed parts out as any of these.
            throw GardeXlsx.abime();
        }
    }

    private static String feuilleAbsente(ReadableWorkbook classeur, Feuille feuille) {
        var presentes = classeur.getSheets()
                .map(s -> "« " + s.getName() + " »")
                .limit(10)
                .collect(Collectors.joining(", "));
        return "La feuille « %s » manque dans le fichier ; elle s’appelle peut-être autrement (feuilles trouvées : %s)."
                .formatted(feuille.nom(), presentes);
    }

    /** Cell E2 of the sheet Data when it holds a whole number from 2 on, else 3. Source: 02 R49, DB-26. */
    private static int premiereLigne(ReadableWorkbook classeur) throws IOException {
        var data = classeur.getSheets().filter(s -> s.getName().equals("Data")).findFirst();
        if (data.isEmpty()) {
            return Feuille.PREMIERE_LIGNE_PAR_DEFAUT;
        }
        try (var lignes = data.get().openStream()) {
            return lignes.filter(l -> l.getRowNum() >= 2)
                    .findFirst()
                    .filter(l -> l.getRowNum() == 2 && l.getCellCount() > 4)
                    .map(l -> l.getCell(4))
                    .map(Cell::getValue)
                    .map(LecteurTableur::entierAPartirDe2)
                    .orElse(Feuille.PREMIERE_LIGNE_PAR_DEFAUT);
        }
    }

    private static @Nullable Integer entierAPartirDe2(Object valeur) {
        var nombre = valeur instanceof BigDecimal d
                ? java.util.Optional.of(d)
                : valeur instanceof String s ? Nombres.lire(s) : java.util.Optional.<BigDecimal>empty();
        return nombre.filter(n -> n.stripTrailingZeros().scale() <= 0)
                .filter(n -> n.compareTo(BigDecimal.TWO) >= 0 && n.compareTo(new BigDecimal(DERNIERE_LIGNE)) <= 0)
                .map(BigDecimal::intValueExact)
                .orElse(null);
    }

    /** Whether all words of the expected header occur in the cell, in any order. Source: 02 R47. */
    static boolean enteteReconnue(Colonne colonne, String cellule) {
        var texte = Normalizer.normalize(cellule, Normalizer.Form.NFC);
        return colonne.mots().stream().allMatch(texte::contains);
    }

    /** One reading: the columns found, then the rows. */
    private static final class Parcours {

        private final Feuille feuille;
        private final int premiereLigne;
        private final Conversion conversion;
        private final List<String> avis = new ArrayList<>();
        private final List<Ligne> lignes = new ArrayList<>();
        private final Map<Integer, Colonne> colonnes = new TreeMap<>();
        private boolean enteteLue;
        private int lignesRemplies;

        Parcours(Feuille feuille, int premiereLigne, Map<String, Set<String>> codesPreferes) {
            this.feuille = feuille;
            this.premiereLigne = premiereLigne;
            this.conversion = new Conversion(codesPreferes);
        }

        Lecture lire(Sheet source) throws IOException, FichierRefuse {
            try (var flux = source.openStream()) {
                var iterateur = flux.iterator();
                while (iterateur.hasNext()) {
                    lire(iterateur.next());
                }
            }
            exigerColonnes();
            if (lignesRemplies > LIGNES_MAX) {
                throw new FichierRefuse(
                        "Le fichier compte %s lignes remplies ; la limite est %s. Répartissez-les ou supprimez les lignes en trop."
                                .formatted(milliers(lignesRemplies), milliers(LIGNES_MAX)));
            }
            return new Lecture(feuille, premiereLigne, lignes, avis);
        }

        private void lire(Row ligne) throws FichierRefuse {
            if (ligne.getRowNum() == 1) {
                lireEntete(ligne);
                exigerColonnes();
            } else if (ligne.getRowNum() >= premiereLigne) {
                lireDonnees(ligne);
            }
        }

        private void lireEntete(Row ligne) {
            enteteLue = true;
            for (Cell cellule : ligne) {
                if (cellule == null || !(cellule.getValue() instanceof String texte) || texte.isBlank()) {
                    continue;
                }
                var reconnue = feuille.colonnes().stream()
                        .filter(c -> enteteReconnue(c, texte))
                        .findFirst();
                if (reconnue.isPresent()) {
                    colonnes.put(cellule.getColumnIndex(), reconnue.get());
                } else {
                    avis.add("La colonne « %s » n’est pas attendue ici : elle n’est pas lue. Colonnes attendues : %s."
                            .formatted(abreger(enUneLigne(texte)), libelles(feuille.colonnes())));
                }
            }
        }

        private void exigerColonnes() throws FichierRefuse {
            var absentes = new ArrayList<String>();
            for (var colonne : feuille.colonnes()) {
                if (!colonnes.containsValue(colonne)) {
                    absentes.add("La colonne « %s » manque dans la première ligne de la feuille « %s »."
                            .formatted(enUneLigne(colonne.entete()), feuille.nom()));
                }
            }
            if (!absentes.isEmpty() || !enteteLue) {
                throw new FichierRefuse(absentes);
            }
        }

        private void lireDonnees(Row ligne) {
            var remplies = new LinkedHashMap<String, Cell>();
            var positions = new LinkedHashMap<String, Integer>();
            colonnes.forEach((indice, colonne) -> {
                positions.putIfAbsent(colonne.champ(), indice);
                var cellule = indice < ligne.getCellCount() ? ligne.getCell(indice) : null;
                if (cellule != null && !vide(cellule)) {
                    remplies.put(colonne.champ(), cellule);
                    positions.put(colonne.champ(), indice);
                }
            });
            if (remplies.isEmpty() || ++lignesRemplies > LIGNES_MAX) {
                return;
            }
            var cellules = new LinkedHashMap<String, Cellule>();
            for (var colonne : feuille.colonnes()) {
                var reference =
                        reference(java.util.Objects.requireNonNull(positions.get(colonne.champ())), ligne.getRowNum());
                var cellule = remplies.get(colonne.champ());
                if (cellule != null) {
                    cellules.put(colonne.champ(), conversion.convertir(colonne, reference, cellule));
                } else if (formuleSansResultat(colonne, ligne) && colonne.obligatoire()) {
                    cellules.put(colonne.champ(), sansResultat(colonne, reference));
                } else {
                    cellules.put(colonne.champ(), Conversion.absente(colonne, reference));
                }
            }
            lignes.add(new Ligne(ligne.getRowNum(), ligne.getRowNum() - premiereLigne, cellules));
        }

        private boolean formuleSansResultat(Colonne colonne, Row ligne) {
            return colonnes.entrySet().stream()
                    .filter(e -> e.getValue().equals(colonne) && e.getKey() < ligne.getCellCount())
                    .map(e -> ligne.getCell(e.getKey()))
                    .anyMatch(c -> c != null && c.getFormula() != null);
        }

        /** Reported at the cell; the row stays. Source: 02 R50, R52, ux P6. */
        private static Cellule sansResultat(Colonne colonne, String reference) {
            return Cellule.fautive(
                    reference,
                    colonne.champ(),
                    "",
                    "La formule n’a pas de résultat enregistré. Ouvrez le fichier dans votre tableur et"
                            + " enregistrez-le, ou écrivez la valeur.");
        }

        /** Formulas count by their stored result only; an empty result is an empty cell. Source: 02 R50. */
        private static boolean vide(Cell cellule) {
            return switch (cellule.getValue()) {
                case null -> cellule.getType() != CellType.ERROR;
                case String texte -> texte.isBlank();
                default -> false;
            };
        }
    }

    static String reference(int colonne, int ligne) {
        var lettres = new StringBuilder();
        for (int n = colonne; n >= 0; n = n / 26 - 1) {
            lettres.insert(0, (char) ('A' + n % 26));
        }
        return lettres.append(ligne).toString();
    }

    static String enUneLigne(String texte) {
        return texte.strip().replaceAll("[\\s\\u00a0]+", " ");
    }

    static String abreger(String texte) {
        return texte.length() <= 60 ? texte : texte.substring(0, 59) + "…";
    }

    private static String libelles(List<Colonne> colonnes) {
        return colonnes.stream().map(Colonne::libelle).collect(Collectors.toCollection(LinkedHashSet::new)).stream()
                .collect(Collectors.joining(", "));
    }

    private static String milliers(int nombre) {
        return Nombres.afficher(BigDecimal.valueOf(nombre), 0);
    }
}
