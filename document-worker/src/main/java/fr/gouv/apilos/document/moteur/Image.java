package fr.gouv.apilos.document.moteur;

/**
 * A picture of the context, set alone in its run (Source: 06 DOC-24).
 *
 * @param nom its name for the {@link Images} given to the render
 * @param largeurEmu width on the page, in EMU; the height keeps the proportions
 */
public record Image(String nom, long largeurEmu) {

    /** Five inches. */
    public static final long LARGEUR_ORDINAIRE = 4_572_000L;
}
