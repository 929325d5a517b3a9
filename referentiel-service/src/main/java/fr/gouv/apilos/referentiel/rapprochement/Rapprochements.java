package fr.gouv.apilos.referentiel.rapprochement;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.administration.Administrations;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.Bailleurs;
import fr.gouv.apilos.referentiel.bailleur.NatureBailleur;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds, or makes, the entity SIAP names. Two callers at once get the same one. */
@Service
class Rapprochements {

    private static final Logger LOG = LoggerFactory.getLogger(Rapprochements.class);
    private static final int LONGUEUR_CODE_POSTAL = 5;
    private static final int LONGUEUR_MAX = 255;

    private static final String SIAP = "SIAP";

    private final Bailleurs bailleurs;
    private final Administrations administrations;
    private final Clock horloge;

    Rapprochements(Bailleurs bailleurs, Administrations administrations, Clock horloge) {
        this.bailleurs = bailleurs;
        this.administrations = administrations;
        this.horloge = horloge;
    }

    /**
     * A bailleur by its SIREN, or by the e-mail of a private person (05 §8.1).
     *
     * @param siap SIAP's own field names
     * @throws ErreurMetier 422 without a pivot, 409 when another bailleur holds the SIRET
     */
    @Transactional
    Bailleur bailleur(Map<String, @Nullable Object> siap) {
        var nature = NatureBailleur.deFamille(texte(siap, "codeFamilleMO"));
        var siren = pivot(siap, nature);
        bailleurs.reserver(siren);
        var connu = bailleurs.parSiren(siren);
        if (connu.isPresent()) {
            var enVigueur = bailleurs.enVigueur(connu.get().uuid());
            // The number of an absorbed bailleur leads to the one that absorbed it, whose name is not SIAP's old one.
            return enVigueur.uuid().equals(connu.get().uuid())
                    ? bailleurs.ecrire(suivre(connu.get(), siap, nature), SIAP)
                    : enVigueur;
        }
        return bailleurs.ecrire(nouveau(siren, siap, nature), SIAP);
    }

    /**
     * Merges of bailleurs as SIAP's journal tells them (03 R-B8.3, 05 §11.3): those it names are attached, those it attached
     * before and no longer names are let go. What the support team attached stays (D6); a merge to come waits (D28).
     *
     * @param absorbant the bailleur whose merges are told, by its SIREN
     * @param fusions the lines of the journal, those of others included
     * @return the bailleurs now attached
     */
    @Transactional
    List<Bailleur> fusions(String absorbant, List<FusionSiap> fusions) {
        var parent = bailleurs
                .parSiren(new Siret(absorbant).valeur())
                .orElseThrow(() -> ErreurMetier.introuvable("Aucun bailleur ne porte le SIREN " + absorbant + "."));
        var aujourdhui = LocalDate.now(horloge);
        var absorbes = fusions.stream()
                .filter(f -> parent.siren().equals(f.sirenAbsorbant()) && f.sirenAbsorbe() != null)
                .filter(f -> f.dateFinValidite() == null || !f.dateFinValidite().isAfter(aujourdhui))
                .map(f -> new Siret(String.valueOf(f.sirenAbsorbe())).valeur())
                .collect(Collectors.toSet());
        bailleurs.suivreLesFusions(parent, absorbes);
        return bailleurs.enfants(parent.uuid());
    }

    /** One line of SIAP's journal of merges (05 §13). */
    record FusionSiap(
            @Nullable String sirenAbsorbe,
            @Nullable String sirenAbsorbant,
            @Nullable LocalDate dateFinValidite) {}

    /**
     * An administration by its code; a known one is never renamed (05 §8.2, 03 R-B8.1).
     *
     * @throws ErreurMetier 422 without a code, or without a name for an unknown one
     */
    @Transactional
    Administration administration(@Nullable String codeSiap, @Nullable String libelleSiap) {
        var code = borne(codeSiap == null ? "" : codeSiap.strip());
        if (code.isEmpty()) {
            throw incomplet("code", "SIAP n’a pas donné le code de l’administration. Complétez-le dans SIAP.");
        }
        administrations.reserver(code);
        var connue = administrations.parCode(code);
        if (connue.isPresent()) {
            return administrations.ecrire(connue.get().retablie(), SIAP);
        }
        var libelle = borne(libelleSiap == null ? "" : libelleSiap.strip());
        if (libelle.isEmpty()) {
            throw incomplet(
                    "libelle",
                    "SIAP n’a pas donné le nom de l’administration « " + code + " ». Complétez-le dans SIAP.");
        }
        return administrations.ecrire(
                new Administration(
                        UUID.randomUUID(),
                        libelle,
                        code,
                        null,
                        null,
                        null,
                        null,
                        Administration.PREFIXE,
                        null,
                        null,
                        0,
                        false),
                SIAP);
    }

    /** B1: the name follows SIAP, the nature too when SIAP says one; addresses and SIRET never do. */
    private static Bailleur suivre(Bailleur connu, Map<String, @Nullable Object> siap, NatureBailleur nature) {
        var nom = borne(premier(siap, "nom", "raisonSociale"));
        return new Bailleur(
                connu.uuid(),
                nom.isEmpty() ? connu.nom() : nom,
                connu.siret(),
                connu.siren(),
                siap.containsKey("codeFamilleMO") ? nature.libelle() : connu.natureBailleur(),
                connu.sousNatureBailleur(),
                connu.parent(),
                connu.adresse(),
                connu.codePostal(),
                connu.ville(),
                connu.capitalSocial(),
                connu.signataireNom(),
                connu.signataireFonction(),
                connu.signataireDateDeliberation(),
                connu.signataireBlocSignature(),
                connu.version(),
                false);
    }

    private static Bailleur nouveau(String siren, Map<String, @Nullable Object> siap, NatureBailleur nature) {
        var ligne6 = texte(siap, "adresseLigne6");
        var donne = texte(siap, "siret");
        var siret = new Siret(donne.isEmpty() ? siren : borne(donne));
        if (!siret.cleJuste()) {
            // SIAP is the authority: its word is taken, the doubt is kept for who looks.
            LOG.warn("SIAP names a bailleur by {}, whose key is wrong", siret.valeur());
        }
        var ville = siap.containsKey("ville") ? texte(siap, "ville") : ligne6.replaceFirst("^[\\d\\s]+", "");
        return new Bailleur(
                UUID.randomUUID(),
                borne(premier(siap, "nom", "raisonSociale")),
                siret.valeur(),
                siren,
                nature.libelle(),
                null,
                null,
                borne(siap.containsKey("adresseLigne") ? texte(siap, "adresseLigne") : texte(siap, "adresseLigne4")),
                siap.containsKey("codePostal") ? codePostal(texte(siap, "codePostal")) : codePostalDe(ligne6),
                borne(ville),
                null,
                null,
                null,
                null,
                null,
                0,
                false);
    }

    private static String pivot(Map<String, @Nullable Object> siap, NatureBailleur nature) {
        var prive = nature == NatureBailleur.PRIVES;
        var brut = prive ? premier(siap, "email", "siret") : texte(siap, "siren");
        if (brut.isEmpty() || brut.length() > LONGUEUR_MAX) {
            throw incomplet(
                    prive ? "email" : "siren",
                    prive
                            ? "SIAP n’a donné ni le courriel ni le SIRET du bailleur. Complétez-les dans SIAP."
                            : "SIAP n’a pas donné le SIREN du bailleur. Complétez-le dans SIAP.");
        }
        return new Siret(brut).valeur();
    }

    /** What is longer is not a postal code of ours: an empty one can be completed, a cut one would be wrong. */
    private static String codePostal(String valeur) {
        return valeur.length() <= LONGUEUR_CODE_POSTAL ? valeur : "";
    }

    private static String codePostalDe(String ligne6) {
        return ligne6.matches("\\d{5}.*") ? ligne6.substring(0, LONGUEUR_CODE_POSTAL) : "";
    }

    private static String premier(Map<String, @Nullable Object> siap, String un, String autre) {
        var valeur = texte(siap, un);
        return valeur.isEmpty() ? texte(siap, autre) : valeur;
    }

    private static String texte(Map<String, @Nullable Object> siap, String cle) {
        var valeur = siap.get(cle);
        return valeur == null ? "" : valeur.toString().strip();
    }

    private static String borne(String valeur) {
        return valeur.length() <= LONGUEUR_MAX ? valeur : valeur.substring(0, LONGUEUR_MAX);
    }

    private static ErreurMetier incomplet(String champ, String message) {
        return new ErreurMetier(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }
}
