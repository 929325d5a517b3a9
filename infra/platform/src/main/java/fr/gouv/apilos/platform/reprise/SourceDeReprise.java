package fr.gouv.apilos.platform.reprise;

import java.io.IOException;
import java.util.List;

/** A file of tables, read once from its beginning to its end in constant memory. */
interface SourceDeReprise {

    /** Receives the tables in the order of the file. */
    interface Destinataire {

        /** A table begins; {@link Table#fin()} is called after its last row, {@link Table#close()} in any case. */
        Table table(String nom, List<String> colonnes) throws IOException;
    }

    /** Receives the rows of one table. */
    interface Table extends AutoCloseable {

        /**
         * One row, as PostgreSQL's COPY writes it: values between tabs, without the end of line.
         *
         * @param ligne number of the line in the file, from 1
         */
        void ligne(long ligne, byte[] octets, int longueur) throws IOException;

        /** The table is whole. */
        void fin() throws IOException;

        /** Gives up what was not ended. */
        @Override
        void close() throws IOException;
    }

    /**
     * Reads the whole file.
     *
     * @throws fr.gouv.apilos.platform.error.ErreurMetier 422 when the file is not what this reader reads, or is cut short
     */
    void lire(Destinataire destinataire) throws IOException;
}
