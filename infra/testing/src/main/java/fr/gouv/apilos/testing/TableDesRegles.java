package fr.gouv.apilos.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A page of {@code infra/docs} that says, rule by rule, where the code is and which test holds it, read against the
 * sources of the whole repository. A class or a test renamed or removed fails the build until the page says so.
 *
 * <p>Every table of the page has four columns: rule, what it says, code, test. The identifier of the rule is the last
 * word of the first cell ({@code R-B1.1}, {@code 05 D21}). The code cell names classes, or files by their whole name,
 * between backquotes; the test cell names methods as {@code `BailleurTest.RB1_1_a_known_sub_nature`}, at least one of
 * which carries the identifier, without hyphen and with {@code _} for a point. A rule that does not apply has {@code —}
 * for code and {@code not applicable: reason} for test.
 */
public abstract class TableDesRegles {

    private static final Pattern CITE = Pattern.compile("`([^`]+)`");
    private static final String SANS_OBJET = "not applicable: ";

    /** Name of the page below {@code infra/docs}. */
    protected abstract String page();

    /** The first cell of every row the page must have, in any order; {@link #de} writes a series. */
    protected abstract List<String> regles();

    /** {@code prefixe} followed by each number from 1 to {@code dernier}. */
    protected static List<String> de(String prefixe, int dernier) {
        return de(prefixe, 1, dernier);
    }

    /** {@code prefixe} followed by each number from {@code premier} to {@code dernier}. */
    protected static List<String> de(String prefixe, int premier, int dernier) {
        return IntStream.rangeClosed(premier, dernier)
                .mapToObj(n -> prefixe + n)
                .toList();
    }

    @Test
    void every_rule_has_its_row_and_what_the_row_names_exists() {
        var racine = racine();
        assertThat(fautes(racine.resolve("infra/docs").resolve(page()), racine, regles()))
                .as("infra/docs/%s", page())
                .isEmpty();
    }

    /** What is wrong with this page, one sentence each; empty when it says the truth. */
    static List<String> fautes(Path page, Path racine, List<String> regles) {
        var sources = sources(racine);
        var fautes = new ArrayList<String>();
        var lues = new HashSet<String>();
        for (var ligne : lignes(page)) {
            if (ligne.size() != 4) {
                fautes.add("four cells expected: " + ligne);
                continue;
            }
            var regle = ligne.getFirst();
            if (!lues.add(regle)) {
                fautes.add(regle + " has two rows");
            }
            verifier(regle, ligne.get(2), ligne.get(3), sources, fautes);
        }
        regles.stream().filter(regle -> !lues.contains(regle)).forEach(regle -> fautes.add(regle + " has no row"));
        lues.stream()
                .filter(regle -> !regles.contains(regle))
                .sorted()
                .forEach(regle -> fautes.add(regle + " is not expected"));
        return fautes;
    }

    private static void verifier(
            String regle, String code, String essai, Map<String, List<Path>> sources, List<String> fautes) {
        if (essai.startsWith(SANS_OBJET)) {
            // A reason is a sentence: one word explains nothing.
            if (!code.equals("—") || essai.substring(SANS_OBJET.length()).split("\\s+").length < 3) {
                fautes.add(regle + " does not apply: its code is « — » and its reason a sentence");
            }
            return;
        }
        var classes = cites(code);
        var essais = cites(essai);
        if (classes.isEmpty() || essais.isEmpty()) {
            fautes.add(regle + " names no code or no test");
        }
        for (var classe : classes) {
            if (!sources.containsKey(classe) && !sources.containsKey(classe + ".java")) {
                fautes.add(regle + ": no file of the sources is " + classe);
            }
        }
        for (var nom : essais) {
            if (!estUnEssai(nom, sources)) {
                fautes.add(regle + ": no test is " + nom);
            }
        }
        var marque = "_" + identifiant(regle) + "_";
        if (essais.stream().noneMatch(nom -> ("_" + nom.substring(nom.indexOf('.') + 1) + "_").contains(marque))) {
            fautes.add(regle + ": no test carries " + identifiant(regle) + " in its name");
        }
    }

    private static String identifiant(String regle) {
        return regle.substring(regle.lastIndexOf(' ') + 1).replace("-", "").replace('.', '_');
    }

    private static boolean estUnEssai(String nom, Map<String, List<Path>> sources) {
        int point = nom.indexOf('.');
        if (point < 0) {
            return false;
        }
        var debut = "void " + nom.substring(point + 1) + "(";
        return sources.getOrDefault(nom.substring(0, point) + ".java", List.of()).stream()
                .filter(fichier -> fichier.toString().contains("src/test"))
                .map(TableDesRegles::lire)
                .anyMatch(texte -> texte.contains(debut) && estAnnotee(texte.substring(0, texte.indexOf(debut))));
    }

    /** Whether the method that begins where this text ends is run: its annotations follow the method before it. */
    private static boolean estAnnotee(String avant) {
        var annotations = avant.substring(avant.lastIndexOf(" void ") + 1);
        return annotations.contains("@Test") || annotations.contains("@ParameterizedTest");
    }

    private static List<List<String>> lignes(Path page) {
        // Titles and separators of tables are no rules.
        return lire(page)
                .lines()
                .filter(ligne -> ligne.startsWith("|"))
                .filter(ligne -> !ligne.matches("\\|[-:| ]+\\|\\s*") && !ligne.startsWith("| rule "))
                .map(ligne -> Stream.of(ligne.strip().substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static List<String> cites(String cellule) {
        return CITE.matcher(cellule).results().map(trouve -> trouve.group(1)).toList();
    }

    private static Map<String, List<Path>> sources(Path racine) {
        var fichiers = new HashMap<String, List<Path>>();
        var sansSources = Set.of("target", "node_modules");
        try {
            Files.walkFileTree(racine, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dossier, BasicFileAttributes attributs) {
                    var nom = dossier.getFileName().toString();
                    return !dossier.equals(racine) && (nom.startsWith(".") || sansSources.contains(nom))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path fichier, BasicFileAttributes attributs) {
                    fichiers.computeIfAbsent(fichier.getFileName().toString(), _ -> new ArrayList<>())
                            .add(fichier);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path fichier, IOException exception) {
                    // Another build may remove a file of its own while this one looks.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fichiers;
    }

    private static Path racine() {
        for (var dossier = Path.of("").toAbsolutePath(); dossier != null; dossier = dossier.getParent()) {
            if (Files.exists(dossier.resolve("Procfile"))) {
                return dossier;
            }
        }
        throw new IllegalStateException(
                "not below the root of the repository: " + Path.of("").toAbsolutePath());
    }

    private static String lire(Path fichier) {
        try {
            return Files.readString(fichier);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
