package fr.gouv.apilos.habilitation.jeton;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/** Encrypts private keys at rest: AES-256-GCM, key derived from the secret by HKDF; the key id is authenticated. */
class Coffre {

    private static final int IV = 12;
    private static final int ETIQUETTE_BITS = 128;

    private final SecretKey cle;
    private final SecureRandom hasard = new SecureRandom();

    Coffre(String secret) {
        try {
            cle = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand("apilos cle de signature".getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] fermer(String kid, String clair) {
        try {
            var iv = new byte[IV];
            hasard.nextBytes(iv);
            var chiffre = chiffre(Cipher.ENCRYPT_MODE, iv, kid).doFinal(clair.getBytes(StandardCharsets.UTF_8));
            var tout = Arrays.copyOf(iv, IV + chiffre.length);
            System.arraycopy(chiffre, 0, tout, IV, chiffre.length);
            return tout;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws GeneralSecurityException when the secret is another one, or the content was changed */
    String ouvrir(String kid, byte[] contenu) throws GeneralSecurityException {
        if (contenu.length <= IV) {
            throw new GeneralSecurityException("content too short");
        }
        return new String(
                chiffre(Cipher.DECRYPT_MODE, Arrays.copyOf(contenu, IV), kid).doFinal(contenu, IV, contenu.length - IV),
                StandardCharsets.UTF_8);
    }

    private Cipher chiffre(int mode, byte[] iv, String kid) throws GeneralSecurityException {
        var chiffre = Cipher.getInstance("AES/GCM/NoPadding");
        chiffre.init(mode, cle, new GCMParameterSpec(ETIQUETTE_BITS, iv));
        chiffre.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return chiffre;
    }
}
