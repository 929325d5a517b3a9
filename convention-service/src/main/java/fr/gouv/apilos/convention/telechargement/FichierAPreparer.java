package fr.gouv.apilos.convention.telechargement;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.io.IOException;
import java.io.OutputStream;

/** A kind of file that is prepared apart; one bean for each. */
public interface FichierAPreparer {

    /** Its code, at most 25 characters. */
    String genre();

    /**
     * Writes the file. May be called again from the start after a failure.
     *
     * @param parametres as they were given to the request
     * @param identite who asked, with the rights of that time: what they may not see is not in the file
     * @param avancement told as the work goes
     */
    void preparer(String parametres, Identite identite, Avancement avancement, OutputStream sortie) throws IOException;

    /**
     * Lets through who may still take the file.
     *
     * @param alors who asked, with the rights of that time
     * @param maintenant the same person, with the rights of the moment
     * @throws ErreurMetier 403 when their rights have changed since
     */
    void exigerDroit(String parametres, Identite alors, Identite maintenant);

    /** How far the work is. */
    interface Avancement {

        /**
         * To be called often; what it costs is bounded.
         *
         * @param fait pieces done
         * @param total pieces in all
         */
        void dire(long fait, long total);
    }
}
