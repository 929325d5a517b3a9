package fr.gouv.apilos.habilitation.local;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a password must be (04 R65): long enough, not digits alone, not like its owner, not one everybody tries. */
final class ReglesDeMotDePasse {

    static final int LONGUEUR_MIN = 8;
    /** Hashing costs as much as the text is long. */
    static final int LONGUEUR_MAX = 128;

    private static final int SOLIDITE_MIN = 3;
    private static final int MOT_MIN = 4;
    private static final Zxcvbn ESTIMATION = new Zxcvbn();

    private ReglesDeMotDePasse() {}

    /**
     * Why a password is refused, in French, or nothing.
     *
     * @param proches names and addresses of its owner
     */
    static Optional<String> refus(String motDePasse, List<String> proches) {
        if (motDePasse.length() < LONGUEUR_MIN) {
            return Optional.of("Le mot de passe compte au moins %d caractères ; vous en avez saisi %d."
                    .formatted(LONGUEUR_MIN, motDePasse.length()));
        }
        if (motDePasse.length() > LONGUEUR_MAX) {
            return Optional.of("Le mot de passe compte au plus %d caractères.".formatted(LONGUEUR_MAX));
        }
        if (motDePasse.chars().allMatch(Character::isDigit)) {
            return Optional.of("Ajoutez des lettres : un mot de passe n’est pas fait de chiffres seuls.");
        }
        var mots = mots(proches);
        var nu = motDePasse.toLowerCase(Locale.ROOT);
        if (mots.stream().anyMatch(nu::contains)) {
            return Optional.of("Choisissez un mot de passe sans votre nom, votre identifiant ni votre adresse.");
        }
        if (ESTIMATION.measure(motDePasse, mots).getScore() < SOLIDITE_MIN) {
            return Optional.of(
                    "Ce mot de passe se devine trop vite. Allongez-le, par exemple avec quatre mots sans lien"
                            + " entre eux.");
        }
        return Optional.empty();
    }

    private static List<String> mots(List<String> proches) {
        var mots = new ArrayList<String>();
        for (var proche : proches) {
            for (var mot : proche.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
                if (mot.length() >= MOT_MIN) {
                    mots.add(mot);
                }
            }
        }
        return mots;
    }
}
