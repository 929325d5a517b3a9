package fr.gouv.apilos.convention.programme;

import java.util.HashMap;
import java.util.Map;

/** INSEE codes that follow from a postal code (03 R-A3.4). */
public final class Territoires {

    /**
     * A département and its région.
     *
     * @param departement INSEE code, {@code 20} for Corsica when the postal code cannot tell which one
     * @param region INSEE code
     */
    public record Territoire(String departement, String region) {}

    private static final Map<String, String> REGION_PAR_DEPARTEMENT = new HashMap<>();

    static {
        region("84", "01 03 07 15 26 38 42 43 63 69 73 74");
        region("27", "21 25 39 58 70 71 89 90");
        region("53", "22 29 35 56");
        region("24", "18 28 36 37 41 45");
        region("94", "2A 2B 20");
        region("44", "08 10 51 52 54 55 57 67 68 88");
        region("32", "02 59 60 62 80");
        region("11", "75 77 78 91 92 93 94 95");
        region("28", "14 27 50 61 76");
        region("75", "16 17 19 23 24 33 40 47 64 79 86 87");
        region("76", "09 11 12 30 31 32 34 46 48 65 66 81 82");
        region("52", "44 49 53 72 85");
        region("93", "04 05 06 13 83 84");
        region("01", "971");
        region("02", "972");
        region("03", "973");
        region("04", "974");
        region("06", "976");
    }

    private Territoires() {}

    /**
     * The territory of a postal code.
     *
     * @param codePostal five characters; anything else names no territory
     * @param departementConnu a Corsican département already known is kept, empty otherwise
     * @return null when the prefix is unknown
     */
    public static Territoire deCodePostal(String codePostal, String departementConnu) {
        if ("2A".equals(departementConnu) || "2B".equals(departementConnu)) {
            return new Territoire(departementConnu, "94");
        }
        if (codePostal == null || codePostal.length() != 5) {
            return null;
        }
        var prefixe = codePostal.matches("\\d{5}") && Integer.parseInt(codePostal) >= 97000
                ? codePostal.substring(0, 3)
                : codePostal.substring(0, 2);
        var region = REGION_PAR_DEPARTEMENT.get(prefixe);
        return region == null ? null : new Territoire(prefixe, region);
    }

    /** INSEE code of the région of each département. */
    public static Map<String, String> regionsParDepartement() {
        return Map.copyOf(REGION_PAR_DEPARTEMENT);
    }

    private static void region(String region, String departements) {
        for (var departement : departements.split(" ")) {
            REGION_PAR_DEPARTEMENT.put(departement, region);
        }
    }
}
