package fr.gouv.apilos.platform.web;

/**
 * A DSFR badge: the text decides, the colour helps.
 *
 * @param couleur end of the class, for instance {@code green-menthe}; empty for grey
 * @param icone class of the icon, for instance {@code fr-icon-eye-line}; empty for none
 */
public record Badge(String libelle, String couleur, String icone) {

    /** Classes of the element. */
    public String classes() {
        return "fr-badge fr-badge--no-icon" + (couleur.isEmpty() ? "" : " fr-badge--" + couleur);
    }
}
