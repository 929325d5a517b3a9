package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Saisies;
import fr.gouv.apilos.referentiel.administration.Administration.Fiche;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Edits the sheet of an administration by the rules of 03 B5.3. */
@Service
class FichesDAdministration {

    private static final int COURT = 255;
    private static final int LONG = 5000;
    private static final int EXEMPLAIRES_MAX = 99;

    private final Administrations administrations;
    private final AccesAdministration acces;

    FichesDAdministration(Administrations administrations, AccesAdministration acces) {
        this.administrations = administrations;
        this.acces = acces;
    }

    /**
     * What came of a form.
     *
     * @param administration as it stands now
     * @param perimee somebody else saved in between; nothing was written
     */
    record Enregistrement(@Nullable Administration administration, List<ErreurDeChamp> erreurs, boolean perimee) {
        boolean fait() {
            return erreurs.isEmpty() && !perimee;
        }
    }

    /**
     * Saves a sheet.
     *
     * @param version the one that was read
     * @throws ErreurMetier 403 or 404 as {@link AccesAdministration} says
     */
    @Transactional
    Enregistrement enregistrer(UUID uuid, long version, UnaryOperator<@Nullable String> parametres, Identite identite) {
        administrations.verrouiller(uuid);
        var connue = acces.aModifier(uuid, identite);
        var saisies = new Saisies(parametres);
        var fiche = lire(saisies, connue, acces.droits(connue, identite).reserve());
        if (connue.version() != version) {
            return new Enregistrement(connue, saisies.erreurs(), true);
        }
        if (!saisies.erreurs().isEmpty()) {
            return new Enregistrement(connue, saisies.erreurs(), false);
        }
        return new Enregistrement(administrations.ecrire(connue.avec(fiche)), List.of(), false);
    }

    /**
     * Makes an administration: for the support team only.
     *
     * @throws ErreurMetier 403 for anybody else
     */
    @Transactional
    Enregistrement creer(UnaryOperator<@Nullable String> parametres, Identite identite) {
        identite.exigerExploitation();
        var saisies = new Saisies(parametres);
        var fiche = lire(saisies, null, true);
        if (!saisies.erreurs().isEmpty()) {
            return new Enregistrement(null, saisies.erreurs(), false);
        }
        return new Enregistrement(
                administrations.ecrire(Administration.nouvelle(UUID.randomUUID(), fiche)), List.of(), false);
    }

    private Fiche lire(Saisies s, @Nullable Administration connue, boolean reserve) {
        // R-B5.9: whatever is sent, the name and the code of an administration are not for its own people.
        var nom = reserve
                ? s.exige("nom", "Le nom de l’administration", "Indiquez le nom de l’administration.", COURT)
                : connue == null ? "" : connue.nom();
        var code = reserve
                ? s.exige("code", "Le code", "Indiquez le code de l’administration.", COURT)
                : connue == null ? "" : connue.code();
        if (reserve && !code.isEmpty()) {
            administrations
                    .parCode(code)
                    .filter(autre -> connue == null || !autre.uuid().equals(connue.uuid()))
                    .ifPresent(
                            autre -> s.refuser("code", "Le code " + code + " est déjà porté par " + autre.nom() + "."));
        }
        var villeSignature = s.texte("ville_signature", "La ville de signature", COURT);
        var adresse = s.texte("adresse", "L’adresse", LONG);
        var codePostal = s.codePostal("code_postal");
        var ville = s.texte("ville", "La ville", COURT);
        var exemplaires = s.entier("nb_convention_exemplaires", "Le nombre d’exemplaires", 1, EXEMPLAIRES_MAX);
        if (exemplaires == null && s.brut("nb_convention_exemplaires") == null) {
            s.refuser("nb_convention_exemplaires", "Indiquez le nombre d’exemplaires d’une convention.");
        }
        var bloc = blocDeSignature(s.texte("signataire_bloc_signature", "Le bloc de signature", LONG));
        return new Fiche(nom, code, villeSignature, adresse, codePostal, ville, exemplaires, bloc);
    }

    /** One comma at the end, as documents expect it, however often it is saved; nothing stays nothing (R-B5.9, D7). */
    static @Nullable String blocDeSignature(@Nullable String saisi) {
        if (saisi == null) {
            return null;
        }
        var propre = saisi.replaceAll("^[\\s,]+|[\\s,]+$", "");
        return propre.isEmpty() ? null : propre + ",";
    }
}
