package fr.gouv.apilos.document.moteur;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes XML as UTF-8, bounded, and remembers the last bytes written. */
final class Sortie {

    private final OutputStream flux;
    private final long maximum;
    private final byte[] tampon = new byte[1 << 14];
    private int rempli;
    private long ecrits;
    private long dernier;

    Sortie(OutputStream flux, long maximum) {
        this.flux = flux;
        this.maximum = maximum;
    }

    void brut(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        if (octets.length > tampon.length - rempli) {
            vider();
        }
        if (octets.length > tampon.length) {
            try {
                flux.write(octets);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            compter(octets.length);
        } else {
            System.arraycopy(octets, 0, tampon, rempli, octets.length);
            rempli += octets.length;
        }
        for (int i = Math.max(0, octets.length - 8); i < octets.length; i++) {
            dernier = dernier << 8 | octets[i] & 0xFF;
        }
    }

    private void compter(int n) {
        ecrits += n;
        if (ecrits > maximum) {
            throw new ErreurExpression("le document produit est trop gros");
        }
    }

    void vider() {
        try {
            flux.write(tampon, 0, rempli);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        compter(rempli);
        rempli = 0;
    }

    /** A table cell must end with a paragraph (or a table): Word refuses the file otherwise. */
    boolean finitParUnBloc() {
        long fin6 = dernier & 0xFFFFFFFFFFFFL;
        return fin6 == 0x3C2F773A703EL || fin6 == 0x773A74626C3EL;
    }
}
