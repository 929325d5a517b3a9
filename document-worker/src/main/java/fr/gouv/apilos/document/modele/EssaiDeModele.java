package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.ErreurDeModele;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.ModeleWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tries a model on the sample contexts: nothing is kept, nothing is sent. */
final class EssaiDeModele {

    private EssaiDeModele() {}

    /**
     * What a model gave.
     *
     * @param avertissements doubtful constructions, found when it was compiled
     */
    record Rapport(List<String> avertissements, List<Essai> essais) {

        /** Whether it can be put in force: it renders on every sample. */
        boolean passe() {
            return essais.stream().allMatch(e -> e.erreur() == null);
        }
    }

    /**
     * What it gave on one sample.
     *
     * @param erreur why it cannot be rendered, or null
     * @param absents variables it asks for that no convention sends
     */
    record Essai(String exemple, @Nullable String erreur, List<String> absents) {}

    static Rapport essayer(ModeleWord modele) {
        var essais = new ArrayList<Essai>();
        for (var exemple : ExemplesDeContexte.values()) {
            essais.add(essayer(modele, exemple));
        }
        return new Rapport(modele.avertissements(), List.copyOf(essais));
    }

    private static Essai essayer(ModeleWord modele, ExemplesDeContexte exemple) {
        try {
            var rendu = modele.rendre(exemple.contexte(), Images.aucune());
            return new Essai(exemple.nom(), null, List.copyOf(new TreeSet<>(rendu.absents())));
        } catch (ErreurDeModele e) {
            return new Essai(exemple.nom(), String.valueOf(e.getMessage()), List.of());
        }
    }

    /** Label of a sample, by its name. */
    static String libelle(String nom) {
        return Arrays.stream(ExemplesDeContexte.values())
                .filter(e -> e.nom().equals(nom))
                .map(ExemplesDeContexte::libelle)
                .findFirst()
                .orElse(nom);
    }
}
