package fr.gouv.apilos.platform.reprise;

/** Hears how far a run is. */
@FunctionalInterface
public interface SuiviDeReprise {

    /**
     * A step ended.
     *
     * @param fait steps ended, from 1
     * @param total steps of the run
     * @param etape what was done, in French
     */
    void avance(int fait, int total, String etape);
}
