package fr.gouv.apilos.platform.reprise;

import java.io.PrintWriter;

/** A bar on one line of a terminal. */
public final class BarreDAvancement {

    private static final int LARGEUR = 30;

    private BarreDAvancement() {}

    /** Draws the steps of a run as they end. */
    public static SuiviDeReprise sur(PrintWriter sortie) {
        return (fait, total, etape) -> {
            var plein = fait * LARGEUR / total;
            sortie.printf(
                    "\r[%s%s] %3d %% %-50s", "=".repeat(plein), " ".repeat(LARGEUR - plein), fait * 100 / total, etape);
            sortie.flush();
        };
    }
}
