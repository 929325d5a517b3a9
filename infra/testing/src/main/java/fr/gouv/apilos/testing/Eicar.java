package fr.gouv.apilos.testing;

import java.nio.charset.StandardCharsets;

/** The harmless file every antivirus calls a virus, put together here so that none of them objects to this repository. */
public final class Eicar {

    private static final String DEBUT = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$";
    private static final String FIN = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private Eicar() {}

    /** Its 68 bytes. */
    public static byte[] octets() {
        return (DEBUT + FIN).getBytes(StandardCharsets.US_ASCII);
    }
}
