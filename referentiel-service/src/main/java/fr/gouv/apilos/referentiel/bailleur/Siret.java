package fr.gouv.apilos.referentiel.bailleur;

import java.util.regex.Pattern;

/**
 * What the column {@code siret} of a bailleur holds: a SIRET, a bare SIREN, the e-mail of a private person, or an identifier
 * of an older system (03 B1, D12). A wrong key is told, never refused: real bailleurs carry such numbers.
 *
 * @param valeur without the spaces digits are often grouped by; 1 to 255 characters
 */
public record Siret(String valeur) {

    private static final int LONGUEUR_MAX = 255;
    private static final int LONGUEUR_SIREN = 9;
    private static final int LONGUEUR_SIRET = 14;
    private static final Pattern CHIFFRES = Pattern.compile("[\\d\\s\\u00a0\\u202f]+");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    /** The establishments of La Poste are too many for the usual key: the plain sum of their digits is checked. */
    private static final String SIREN_LA_POSTE = "356000000";

    private static final int CLE_LA_POSTE = 5;
    private static final int CLE_LUHN = 10;
    private static final int CHIFFRE_MAX = 9;

    /** What kind of identifier it is. */
    public enum Genre {
        /** 14 digits: one establishment. */
        SIRET,
        /** 9 digits: a company. */
        SIREN,
        /** A natural person. */
        EMAIL,
        /** Anything else, from an older system. */
        LIBRE
    }

    /** @throws IllegalArgumentException when empty or longer than its column */
    public Siret {
        valeur = valeur.strip();
        if (CHIFFRES.matcher(valeur).matches()) {
            valeur = valeur.replaceAll("\\D", "");
        }
        if (valeur.isEmpty() || valeur.length() > LONGUEUR_MAX) {
            throw new IllegalArgumentException("an identifier has 1 to 255 characters");
        }
    }

    public Genre genre() {
        if (valeur.chars().allMatch(Character::isDigit)) {
            if (valeur.length() == LONGUEUR_SIRET) {
                return Genre.SIRET;
            }
            if (valeur.length() == LONGUEUR_SIREN) {
                return Genre.SIREN;
            }
        }
        return EMAIL.matcher(valeur).matches() ? Genre.EMAIL : Genre.LIBRE;
    }

    /** Whether the key of a SIRET or SIREN is right; true for what has no key. */
    public boolean cleJuste() {
        return switch (genre()) {
            case SIREN -> luhn(valeur);
            case SIRET ->
                luhn(valeur)
                        || valeur.startsWith(SIREN_LA_POSTE)
                                && valeur.chars()
                                                        .map(Character::getNumericValue)
                                                        .sum()
                                                % CLE_LA_POSTE
                                        == 0;
            case EMAIL, LIBRE -> true;
        };
    }

    /** The SIREN that follows from it when none is given (03 R-B1.2). */
    public String siren() {
        return genre() == Genre.SIRET ? valeur.substring(0, LONGUEUR_SIREN) : valeur;
    }

    /**
     * What is wrong with a number somebody types today, in French; null when nothing is (ux §2, messages 2 and 3).
     *
     * @param siret a number of a company or of an establishment; anything else is an identifier nobody would type
     */
    public static @org.jspecify.annotations.Nullable String faute(Siret siret) {
        return switch (siret.genre()) {
            case EMAIL -> null;
            case SIREN -> siret.cleJuste() ? null : "Ce SIREN n’existe pas : vérifiez le dernier chiffre.";
            case SIRET -> siret.cleJuste() ? null : "Ce SIRET n’existe pas : vérifiez le dernier chiffre.";
            case LIBRE ->
                siret.valeur().chars().allMatch(Character::isDigit)
                        ? "Le SIRET compte 14 chiffres ; vous en avez saisi "
                                + siret.valeur().length() + "."
                        : "Écrivez un SIRET (14 chiffres), un SIREN (9 chiffres) ou le courriel d’une personne physique.";
        };
    }

    private static boolean luhn(String chiffres) {
        int somme = 0;
        for (int i = 0; i < chiffres.length(); i++) {
            int chiffre = Character.getNumericValue(chiffres.charAt(chiffres.length() - 1 - i));
            if (i % 2 == 1) {
                chiffre *= 2;
                if (chiffre > CHIFFRE_MAX) {
                    chiffre -= CHIFFRE_MAX;
                }
            }
            somme += chiffre;
        }
        return somme % CLE_LUHN == 0;
    }
}
