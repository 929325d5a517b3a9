package fr.gouv.apilos.referentiel.territoire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The départements and régions of the State, and the rules on codes (03 B3, D14, D15). They change by law: no table needed. */
public final class Decoupage {

    private static final Map<String, Departement> DEPARTEMENTS = new LinkedHashMap<>();
    private static final Map<String, String> REGIONS = new LinkedHashMap<>();
    private static final int LONGUEUR_CODE_POSTAL = 5;

    static {
        lignes("departements.csv")
                .forEach(c -> DEPARTEMENTS.put(c[1], new Departement(Integer.parseInt(c[0]), c[1], c[2], c[3], c[4])));
        lignes("regions.csv").forEach(c -> REGIONS.put(c[0], c[1]));
    }

    private Decoupage() {}

    /** The 101 départements in INSEE order (R-B3.1). */
    public static List<Departement> departements() {
        return List.copyOf(DEPARTEMENTS.values());
    }

    /** Name of each région by its code. */
    public static Map<String, String> regions() {
        return Map.copyOf(REGIONS);
    }

    /** The département of an INSEE code. */
    public static Optional<Departement> departement(@Nullable String codeInsee) {
        return codeInsee == null ? Optional.empty() : Optional.ofNullable(DEPARTEMENTS.get(codeInsee));
    }

    /**
     * The département a postal code belongs to, in nearly every case: a few communes are served from next door. Corsican codes
     * are told apart, never left as {@code 20} (D14).
     */
    public static Optional<Departement> deCodePostal(@Nullable String codePostal) {
        if (codePostal == null || !codePostal.matches("\\d{" + LONGUEUR_CODE_POSTAL + "}")) {
            return Optional.empty();
        }
        if (codePostal.startsWith("20")) {
            // 200xx, 201xx: Corse-du-Sud; 202xx, 206xx: Haute-Corse (03 A16, fix_corse_dpt_code).
            return departement(codePostal.charAt(2) < '2' ? "2A" : "2B");
        }
        return departement(codePostal.startsWith("97") ? codePostal.substring(0, 3) : codePostal.substring(0, 2));
    }

    /** The département of an INSEE code of commune: three characters overseas. */
    public static Optional<Departement> deCommune(@Nullable String codeInsee) {
        if (codeInsee == null || codeInsee.length() != LONGUEUR_CODE_POSTAL) {
            return Optional.empty();
        }
        return departement(codeInsee.startsWith("97") ? codeInsee.substring(0, 3) : codeInsee.substring(0, 2));
    }

    /** The same code whatever the platform that wrote it: {@code "1"}, {@code "01"} and {@code 1} are one région (D15). */
    public static String region(String code) {
        var sansZero = code.strip().replaceFirst("^0+(?=.)", "");
        return REGIONS.containsKey(sansZero) ? sansZero : code.strip();
    }

    /** A postal code as typed in a spreadsheet: a number loses its first zero there (D5). */
    public static String codePostal(String saisi) {
        var propre = saisi.replaceAll("[\\s\\u00a0\\u202f]", "");
        return propre.matches("\\d{4}") ? "0" + propre : propre;
    }

    private static List<String[]> lignes(String fichier) {
        try (var flux = Objects.requireNonNull(Decoupage.class.getResourceAsStream("/territoires/" + fichier));
                var lecteur = new BufferedReader(new InputStreamReader(flux, StandardCharsets.UTF_8))) {
            return lecteur.lines().skip(1).map(l -> l.split(";", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
