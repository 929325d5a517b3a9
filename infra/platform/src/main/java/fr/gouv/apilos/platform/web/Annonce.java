package fr.gouv.apilos.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What has just happened, said on top of the next page. Add it as the flash attribute {@link #ATTRIBUT}.
 *
 * @param type end of the DSFR class
 * @param texte at most two sentences
 * @param suite what may be done next, or null
 */
public record Annonce(Type type, String texte, @Nullable Lien suite) {

    /** Name of the model attribute the layout reads. */
    public static final String ATTRIBUT = "annonce";

    /** Kind of announcement. An error is shown in its page, never announced. */
    public enum Type {
        SUCCES("success"),
        INFORMATION("info"),
        ATTENTION("warning");

        private final String classe;

        Type(String classe) {
            this.classe = classe;
        }

        /** End of the DSFR class. */
        public String classe() {
            return classe;
        }
    }

    /** Tells a success on the page a redirection leads to. */
    public static void succes(RedirectAttributes redirection, String texte) {
        redirection.addFlashAttribute(ATTRIBUT, new Annonce(Type.SUCCES, texte, null));
    }

    /** Tells a fact on the page a redirection leads to. */
    public static void information(RedirectAttributes redirection, String texte) {
        redirection.addFlashAttribute(ATTRIBUT, new Annonce(Type.INFORMATION, texte, null));
    }
}
