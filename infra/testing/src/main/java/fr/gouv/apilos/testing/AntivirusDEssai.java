package fr.gouv.apilos.testing;

import fr.gouv.apilos.platform.antivirus.Antivirus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An antivirus whose answer depends on the bytes alone: the EICAR file is infected, {@link #absent()} makes it fail as if it
 * were away, nothing else is analysed. {@code ClamdTest} holds the real one to the same.
 */
@TestConfiguration(proxyBeanMethods = false)
public class AntivirusDEssai {

    private static final String ABSENT = "antivirus-absent";
    private static final int LU = 64 << 10;

    /** Bytes before which it does not answer. */
    public static byte[] absent() {
        return ("%PDF-1.7 " + ABSENT).getBytes(StandardCharsets.US_ASCII);
    }

    @Bean
    Antivirus antivirusDEssai() {
        return AntivirusDEssai::analyser;
    }

    private static Antivirus.Verdict analyser(InputStream contenu) throws IOException {
        var debut = new String(contenu.readNBytes(LU), StandardCharsets.ISO_8859_1);
        if (debut.contains(ABSENT)) {
            throw new IOException("clamd answers: nothing");
        }
        return debut.contains(new String(Eicar.octets(), StandardCharsets.ISO_8859_1))
                ? new Antivirus.Verdict(Antivirus.Resultat.INFECTE, "Essai.Eicar.UNOFFICIAL")
                : Antivirus.Verdict.NON_ANALYSE;
    }
}
