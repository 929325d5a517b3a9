package fr.gouv.apilos.document.verification;

import fr.gouv.apilos.document.verification.Verifications.Verifiable;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Formats;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * Public: tells whether a file is the one the platform produced under a code. It says nothing else of the document, and
 * keeps nothing of the file.
 */
@Controller
@RequestMapping("/verification")
class VerificationPageController {

    private static final int TAMPON = 1 << 16;

    private final Verifications verifications;
    private final Formats formats;

    VerificationPageController(Verifications verifications, Formats formats) {
        this.verifications = verifications;
        this.formats = formats;
    }

    @GetMapping({"", "/"})
    ModelAndView chercher(@RequestParam(required = false) @Nullable String code) {
        if (code == null) {
            return recherche(null, List.of());
        }
        var lu = CodeDeVerification.lire(code);
        if (lu.isEmpty()) {
            return recherche(
                    code,
                    List.of(new ErreurDeChamp(
                            "code",
                            code.isBlank()
                                    ? "Recopiez le code imprimé à la fin du document."
                                    : "Un code compte seize lettres et chiffres, par exemple 7K3M-90QW-ABCD-2345.")));
        }
        return new ModelAndView("redirect:/verification/" + lu.get());
    }

    @GetMapping("/{code}")
    ModelAndView montrer(@PathVariable String code) {
        return CodeDeVerification.lire(code)
                .flatMap(verifications::trouver)
                .map(v -> document(v, null, List.of()))
                .orElseGet(() -> inconnu(code));
    }

    /** @param empreinte SHA-256 of the file, when the browser made it; the file then stays with its owner */
    @PostMapping("/{code}")
    ModelAndView verifier(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String empreinte,
            @RequestParam(required = false) @Nullable MultipartFile fichier)
            throws IOException {
        var verifiable = CodeDeVerification.lire(code).flatMap(verifications::trouver);
        if (verifiable.isEmpty()) {
            return inconnu(code);
        }
        var lue = empreinte(empreinte, fichier);
        if (lue == null) {
            return document(
                    verifiable.get(),
                    null,
                    List.of(new ErreurDeChamp("fichier", "Choisissez le fichier PDF à vérifier.")));
        }
        boolean conforme = MessageDigest.isEqual(
                HexFormat.of().parseHex(lue),
                HexFormat.of().parseHex(verifiable.get().sha256()));
        return document(verifiable.get(), conforme, List.of());
    }

    private static @Nullable String empreinte(@Nullable String faite, @Nullable MultipartFile fichier)
            throws IOException {
        if (faite != null && faite.matches("[0-9a-fA-F]{64}")) {
            return faite.toLowerCase(Locale.ROOT);
        }
        if (fichier == null || fichier.isEmpty()) {
            return null;
        }
        var sha256 = CodeDeVerification.sha256();
        try (InputStream flux = fichier.getInputStream()) {
            var tampon = new byte[TAMPON];
            for (int n = flux.read(tampon); n >= 0; n = flux.read(tampon)) {
                sha256.update(tampon, 0, n);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static ModelAndView recherche(@Nullable String code, List<ErreurDeChamp> erreurs) {
        var vue = new ModelAndView("verification/recherche");
        vue.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Vérifier un document");
        vue.addObject("erreurs", erreurs);
        vue.addObject(
                "champ",
                Champ.texte("code", "Code de vérification")
                        .aide("Seize lettres et chiffres, à la fin du document")
                        .valeur(code)
                        .erreur(erreurs.isEmpty() ? null : erreurs.getFirst().message()));
        vue.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return vue;
    }

    private ModelAndView document(Verifiable v, @Nullable Boolean conforme, List<ErreurDeChamp> erreurs) {
        var vue = new ModelAndView("verification/document");
        vue.addObject("titre", (erreurs.isEmpty() ? "" : "Erreur : ") + "Vérifier le document " + v.code());
        vue.addObject("erreurs", erreurs);
        vue.addObject("code", v.code());
        vue.addObject("produitLe", formats.jour(v.produitLe()));
        vue.addObject("conforme", conforme);
        vue.addObject(
                "champ",
                Champ.fichier("fichier", "Fichier à vérifier", ".pdf,application/pdf")
                        .aide("Le PDF tel que vous l’avez reçu ; il n’est pas conservé")
                        .erreur(erreurs.isEmpty() ? null : erreurs.getFirst().message()));
        vue.setStatus(erreurs.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        return vue;
    }

    private static ModelAndView inconnu(String code) {
        var vue = new ModelAndView("verification/inconnu");
        vue.addObject("code", code.length() > 40 ? code.substring(0, 40) + "…" : code);
        vue.setStatus(HttpStatus.NOT_FOUND);
        return vue;
    }
}
