package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.error.ErreurMetier;
import java.util.Map;

/** The part of {@code clear_all_data} that lies in one service (07 §13.3), done by batches which may be asked again. */
public interface EffacementDeService {

    /** What is confirmed, and refused in production. */
    String ACTE = "clear_all_data";

    /** How many rows of each kind would go, by their French name. */
    Map<String, Long> compter();

    /**
     * Deletes the next batch.
     *
     * @param taille how many at most
     * @return how many remain
     * @throws ErreurMetier 403 in production, before anything is written
     */
    long effacer(int taille);

    /** How many to delete in one transaction. */
    int paquet();
}
