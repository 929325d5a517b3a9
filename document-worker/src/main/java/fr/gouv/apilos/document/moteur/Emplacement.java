package fr.gouv.apilos.document.moteur;

/**
 * Where a tag stands in a model, for messages.
 *
 * @param partie part of the package (word/document.xml, word/header1.xml…)
 * @param paragraphe rank of the paragraph in this part, from 1
 * @param texte beginning of the text of this paragraph
 * @param balise the tag as written
 */
record Emplacement(String partie, int paragraphe, String texte, String balise) {

    String enFrancais() {
        String ou = partie.contains("header")
                ? "En-tête " + partie
                : partie.contains("footer")
                        ? "Pied de page " + partie
                        : partie.contains("notes") ? "Notes" : partie.contains("document") ? "Document" : partie;
        StringBuilder phrase = new StringBuilder(ou).append(", paragraphe ").append(paragraphe);
        if (!texte.isBlank()) {
            phrase.append(" (« ").append(texte).append(" »)");
        }
        if (!balise.isBlank()) {
            phrase.append(", balise ").append(balise);
        }
        return phrase.toString();
    }
}
