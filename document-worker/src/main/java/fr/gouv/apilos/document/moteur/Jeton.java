package fr.gouv.apilos.document.moteur;

/**
 * A piece of a part: markup, text, or a tag of the template language.
 *
 * @param genre what it is
 * @param texte the markup or text as written; for a tag, its inside once decoded
 * @param nom element name of an opening or closing markup, else empty
 * @param balise the tag, for {@link Genre#BALISE}
 */
record Jeton(Genre genre, String texte, String nom, Balise balise) {

    enum Genre {
        OUVRANTE,
        FERMANTE,
        VIDE,
        TEXTE,
        /** Raw pieces of a markup whose attributes hold a tag. */
        FRAGMENT,
        BALISE
    }

    /**
     * A tag.
     *
     * @param forme '{' for a value, '%' for an instruction, '#' for a comment
     * @param portee "", or the element it replaces: tr, tc, p, r
     * @param gauche glued to what precedes
     * @param droite glued to what follows
     * @param attribut stands inside an attribute
     */
    record Balise(
            char forme, String portee, boolean gauche, boolean droite, boolean attribut, Emplacement emplacement) {}

    static Jeton texte(String texte) {
        return new Jeton(Genre.TEXTE, texte, "", null);
    }

    static Jeton fragment(String texte) {
        return new Jeton(Genre.FRAGMENT, texte, "", null);
    }

    static Jeton balisage(String texte) {
        if (texte.startsWith("<?") || texte.startsWith("<!")) {
            return new Jeton(Genre.VIDE, texte, "", null);
        }
        boolean ferme = texte.startsWith("</");
        int debut = ferme ? 2 : 1;
        int fin = debut;
        while (fin < texte.length() && " />\t\r\n".indexOf(texte.charAt(fin)) < 0) {
            fin++;
        }
        Genre genre = ferme ? Genre.FERMANTE : texte.endsWith("/>") ? Genre.VIDE : Genre.OUVRANTE;
        return new Jeton(genre, texte, texte.substring(debut, fin), null);
    }

    boolean est(Genre attendu, String element) {
        return genre == attendu && nom.equals(element);
    }

    boolean ouvreTexte() {
        return est(Genre.OUVRANTE, "w:t");
    }

    boolean fermeTexte() {
        return est(Genre.FERMANTE, "w:t");
    }

    boolean blanc() {
        return genre == Genre.TEXTE && texte.isBlank();
    }
}
