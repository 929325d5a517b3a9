package fr.gouv.apilos.referentiel.rapprochement;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.NatureBailleur;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** SIAP names an entity by its own fields; the answer is ours, made when unknown. May be repeated (05 §8.1, §8.2). */
@RestController
@RequestMapping("/api/v1/rapprochements")
class RapprochementController {

    private static final int LONGUEUR_CODE_POSTAL = 5;

    private final Bailleurs bailleurs;
    private final Administrations administrations;

    RapprochementController(Bailleurs bailleurs, Administrations administrations) {
        this.bailleurs = bailleurs;
        this.administrations = administrations;
    }

    record AdministrationSiap(
            @Nullable String code, @Nullable String libelle) {}

    @PutMapping("/bailleur")
    Bailleur bailleur(@RequestBody Map<String, @Nullable Object> siap) {
        Identite.courante().exigerExploitation();
        var nature = NatureBailleur.deFamille(texte(siap, "codeFamilleMO"));
        var siren = pivot(siap, nature);
        var nom = premier(siap, "nom", "raisonSociale");
        var connu = bailleurs.parSiren(siren);
        if (connu.isPresent()) {
            var b = connu.get();
            // B1: the name follows SIAP, the nature too when SIAP says one; addresses and SIRET never do.
            return bailleurs.ecrire(new Bailleur(
                    b.uuid(),
                    nom.isEmpty() ? b.nom() : nom,
                    b.siret(),
                    b.siren(),
                    siap.containsKey("codeFamilleMO") ? nature.libelle() : b.natureBailleur(),
                    b.sousNatureBailleur(),
                    b.parent(),
                    b.adresse(),
                    b.codePostal(),
                    b.ville(),
                    b.capitalSocial(),
                    b.signataireNom(),
                    b.signataireFonction(),
                    b.signataireDateDeliberation(),
                    b.signataireBlocSignature(),
                    b.version(),
                    false));
        }
        var ligne6 = texte(siap, "adresseLigne6");
        var siret = texte(siap, "siret");
        return bailleurs.ecrire(new Bailleur(
                UUID.randomUUID(),
                nom,
                siret.isEmpty() ? siren : siret,
                siren,
                nature.libelle(),
                null,
                null,
                premier(siap, "adresseLigne", "adresseLigne4"),
                siap.containsKey("codePostal") ? texte(siap, "codePostal") : codePostal(ligne6),
                siap.containsKey("ville") ? texte(siap, "ville") : ligne6.replaceFirst("^[\\d\\s]+", ""),
                null,
                null,
                null,
                null,
                null,
                0,
                false));
    }

    @PutMapping("/administration")
    Administration administration(@RequestBody AdministrationSiap siap) {
        Identite.courante().exigerExploitation();
        var code = siap.code() == null ? "" : siap.code().trim();
        if (code.isEmpty()) {
            throw invalide("code", "SIAP n’a pas donné le code de l’administration.");
        }
        return administrations.parCode(code).orElseGet(() -> {
            var libelle = siap.libelle() == null ? "" : siap.libelle().trim();
            if (libelle.isEmpty()) {
                throw invalide("libelle", "SIAP n’a pas donné le nom de l’administration " + code + ".");
            }
            return administrations.ecrire(new Administration(
                    UUID.randomUUID(),
                    libelle,
                    code,
                    null,
                    null,
                    null,
                    "{département}/{zone}/{mois}/{année}/80.416/",
                    3,
                    null,
                    0,
                    false));
        });
    }

    private static String pivot(Map<String, @Nullable Object> siap, NatureBailleur nature) {
        var siren = nature == NatureBailleur.PRIVES ? premier(siap, "email", "siret") : texte(siap, "siren");
        if (siren.isEmpty()) {
            throw invalide("siren", "SIAP n’a pas donné l’identifiant du bailleur.");
        }
        return siren;
    }

    private static String codePostal(String ligne6) {
        var debut = ligne6.substring(0, Math.min(LONGUEUR_CODE_POSTAL, ligne6.length()));
        return debut.matches("\\d{5}") ? debut : "";
    }

    private static String premier(Map<String, @Nullable Object> siap, String un, String autre) {
        var valeur = texte(siap, un);
        return valeur.isEmpty() ? texte(siap, autre) : valeur;
    }

    private static String texte(Map<String, @Nullable Object> siap, String cle) {
        var valeur = siap.get(cle);
        return valeur == null ? "" : valeur.toString().trim();
    }

    private static ErreurMetier invalide(String champ, String message) {
        return new ErreurMetier(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }
}
