package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.EnvoiDeFichier;
import fr.gouv.apilos.platform.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * Downloads, and the region of one field as the script of the page asks for it: dropped, chosen and removed files change
 * the region alone, what is typed around it stays. Without script the step itself receives them.
 */
@Controller
class FichierController {

    private final Fichiers fichiers;
    private final Depots depots;
    private final ObjectStore magasin;

    FichierController(Fichiers fichiers, Depots depots, ObjectStore magasin) {
        this.fichiers = fichiers;
        this.depots = depots;
        this.magasin = magasin;
    }

    /** The address of the source (06 B2). */
    @GetMapping("/upload/{convention}/media/{fichier}")
    ResponseEntity<Resource> telecharger(
            @PathVariable UUID convention, @PathVariable UUID fichier, @RequestHeader HttpHeaders demande) {
        var trouve = fichiers.ouvrir(convention, fichier, Identite.courante());
        return EnvoiDeFichier.repondre(
                magasin,
                new EnvoiDeFichier.Fichier(
                        trouve.cle(), trouve.nom(), trouve.type(), trouve.taille(), trouve.sha256(), false),
                demande);
    }

    @GetMapping("/conventions/{convention}/fichiers/{champ}")
    ModelAndView region(@PathVariable UUID convention, @PathVariable String champ) {
        return region(convention, Depots.champ(champ), List.of());
    }

    @PostMapping("/conventions/{convention}/fichiers/{champ}")
    ModelAndView deposer(
            @PathVariable UUID convention,
            @PathVariable String champ,
            @RequestParam(required = false) List<MultipartFile> fichiers)
            throws IOException {
        var quel = Depots.champ(champ);
        var erreurs = depots.deposer(convention, quel, fichiers, Identite.courante());
        return region(convention, quel, erreurs);
    }

    @PostMapping("/conventions/{convention}/fichiers/{champ}/{fichier}/retrait")
    ModelAndView retirer(@PathVariable UUID convention, @PathVariable String champ, @PathVariable UUID fichier) {
        fichiers.retirer(convention, fichier, Identite.courante());
        return region(convention, Depots.champ(champ), List.of());
    }

    private ModelAndView region(UUID convention, ChampFichier champ, List<String> erreurs) {
        var modele = new ModelAndView("fichier/region");
        modele.addObject("d", depots.region(convention, champ, erreurs, Identite.courante()));
        if (!erreurs.isEmpty()) {
            modele.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return modele;
    }
}
