package fr.gouv.apilos.platform.reprise;

import static fr.gouv.apilos.platform.reprise.PlanDeReprise.depot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of one table on their way from the file into a table of text, passed on as they are: PostgreSQL reads its own format
 * faster than we would.
 */
final class Depot implements SourceDeReprise.Table {

    private static final byte[] FIN_DE_LIGNE = {'\n'};

    private final CopyIn copie;
    private long lignes;

    /** Makes the table anew, in the transaction of that connection. */
    Depot(Connection connexion, String source, List<String> colonnes) throws SQLException {
        var noms = colonnes.stream().map(Depot::nom).toList();
        try (var ordre = connexion.createStatement()) {
            ordre.execute("drop table if exists " + depot(source));
            ordre.execute("create table %s (ligne bigint not null, fautes text[], %s)"
                    .formatted(
                            depot(source),
                            noms.stream().map(nom -> nom + " text").collect(Collectors.joining(", "))));
        }
        copie = connexion
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s (ligne, %s) from stdin".formatted(depot(source), String.join(", ", noms)));
    }

    /** A name of the file as an identifier: quoted, since some are words of SQL. */
    static String nom(String colonne) {
        return '"' + colonne.replace("\"", "") + '"';
    }

    long lignes() {
        return lignes;
    }

    @Override
    public void ligne(long ligne, byte[] octets, int longueur) throws IOException {
        var debut = (ligne + "\t").getBytes(StandardCharsets.US_ASCII);
        try {
            copie.writeToCopy(debut, 0, debut.length);
            copie.writeToCopy(octets, 0, longueur);
            copie.writeToCopy(FIN_DE_LIGNE, 0, 1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        lignes++;
    }

    /** Ends the copy; a row that does not have the columns of its table stops it here. */
    @Override
    public void fin() throws IOException {
        try {
            copie.endCopy();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (copie.isActive()) {
                copie.cancelCopy();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
