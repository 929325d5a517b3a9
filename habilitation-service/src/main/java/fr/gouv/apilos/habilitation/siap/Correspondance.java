package fr.gouv.apilos.habilitation.siap;

import fr.gouv.apilos.habilitation.siap.Traduction.Admise;
import fr.gouv.apilos.habilitation.siap.Traduction.EntiteDemandee;
import fr.gouv.apilos.habilitation.siap.Traduction.Refusee;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a SIAP habilitation into rights: a function of the document alone. Source: 04 §5.3, §5.4, §5.5. */
public final class Correspondance {

    private static final Logger LOG = LoggerFactory.getLogger(Correspondance.class);
    private static final Pattern CINQ_CHIFFRES = Pattern.compile("\\d{5}.*", Pattern.DOTALL);
    private static final Pattern DEBUT_NUMERIQUE = Pattern.compile("^[\\d\\s]+");
    private static final String PRIVES = "Bailleurs privés";
    private static final String AUTRES = "Autres bailleurs sociaux non HLM";

    private Correspondance() {}

    private record Perimetre(
            @Nullable String region, @Nullable String departement) {}

    private static final class Incomplete extends RuntimeException {
        Incomplete(String motif) {
            super(motif);
        }
    }

    /**
     * The rights of one habilitation. An unknown profile or an incomplete document is a refusal, never another right
     * (D13, D30).
     *
     * @param emailDuCompte e-mail of the account, when SIAP does not repeat it (04 D19)
     */
    public static Traduction traduire(HabilitationSiap siap, String emailDuCompte) {
        var groupe = siap.groupe();
        var code = groupe == null || groupe.profil() == null
                ? null
                : groupe.profil().code();
        var profil = Profil.de(code).orElse(null);
        if (groupe == null || profil == null) {
            LOG.warn("Habilitation {} has the unknown profile {}", siap.id(), code);
            return new Refusee(siap.id(), "Le profil SIAP « " + nomDe(siap, code) + " » n’ouvre pas d’accès à APiLos.");
        }
        try {
            var perimetre = perimetre(siap.porteeTerritComp());
            return new Admise(
                    siap.id(),
                    profil,
                    texte(groupe.codeRole()),
                    profil.typologie(),
                    profil.groupe(ecrit(siap.id(), profil, groupe.codeRole())),
                    perimetre.region(),
                    perimetre.departement(),
                    entite(profil, siap, emailDuCompte),
                    libelle(siap),
                    territoire(siap));
        } catch (Incomplete e) {
            LOG.warn("Habilitation {} of profile {} is incomplete: {}", siap.id(), profil, e.getMessage());
            return new Refusee(siap.id(), String.valueOf(e.getMessage()));
        }
    }

    /** Read-only unless the code is a known writer of this very profile (R10, D9). */
    private static boolean ecrit(long id, Profil profil, @Nullable String code) {
        var connu = CodeRole.de(code).filter(c -> c.profil() == profil);
        if (connu.isEmpty()) {
            LOG.warn("Habilitation {}: role code {} unknown for {}, read-only", id, code, profil);
        }
        return connu.map(CodeRole::ecrit).orElse(false);
    }

    /** R32, but a région or département announced without its code is refused rather than read as the whole country. */
    private static Perimetre perimetre(HabilitationSiap.@Nullable Portee portee) {
        if (portee == null) {
            return new Perimetre(null, null);
        }
        return switch (texte(portee.codePortee())) {
            case "REG" -> new Perimetre(exiger(code(portee.regComp(), false), "de la région"), null);
            case "DEP" -> new Perimetre(null, exiger(code(portee.depComp(), true), "du département"));
            default -> new Perimetre(null, null);
        };
    }

    private static String exiger(String code, String territoire) {
        if (code.isEmpty()) {
            throw new Incomplete("SIAP ne donne pas le code " + territoire + " de cette habilitation.");
        }
        return code;
    }

    /** INSEE text (D12): départements have 2 or 3 characters, régions no leading zero, as in the reference table. */
    private static String code(HabilitationSiap.@Nullable Territoire territoire, boolean departement) {
        var brut = territoire == null ? "" : texte(territoire.code());
        if (brut.isEmpty()) {
            return "";
        }
        if (departement) {
            return brut.length() == 1 ? "0" + brut : brut.toUpperCase(java.util.Locale.ROOT);
        }
        return brut.length() > 1 && brut.startsWith("0") ? brut.substring(1) : brut;
    }

    private static EntiteDemandee entite(Profil profil, HabilitationSiap siap, String emailDuCompte) {
        return switch (profil.entite()) {
            case AUCUNE -> new EntiteDemandee.Aucune();
            case ADMINISTRATION -> administration(siap.gestionnaire());
            case BAILLEUR -> {
                var morale = siap.entiteMorale();
                if (morale == null || !morale.document().isObject()) {
                    throw new Incomplete("SIAP ne dit pas pour quel bailleur vous agissez.");
                }
                yield profil == Profil.MO_PERS_PHYS
                        ? personnePhysique(morale, email(siap, emailDuCompte))
                        : personneMorale(morale);
            }
        };
    }

    private static EntiteDemandee administration(HabilitationSiap.@Nullable Gestionnaire gestionnaire) {
        var code = gestionnaire == null ? "" : texte(gestionnaire.code());
        if (gestionnaire == null || code.isEmpty()) {
            throw new Incomplete("SIAP ne dit pas pour quelle administration vous agissez.");
        }
        var libelle = texte(gestionnaire.libelle());
        return new EntiteDemandee.Administration(code, libelle.isEmpty() ? code : libelle);
    }

    private static EntiteDemandee personneMorale(HabilitationSiap.EntiteMorale morale) {
        var nature = nature(morale.texte("codeFamilleMO"));
        String pivot;
        if (PRIVES.equals(nature)) {
            pivot = morale.texte("email").isEmpty() ? morale.texte("siret") : morale.texte("email");
        } else {
            pivot = morale.texte("siren");
        }
        if (pivot.isEmpty()) {
            throw new Incomplete("SIAP ne donne pas le SIREN de votre organisme (SIREN manquant).");
        }
        var siret = morale.texte("siret");
        return bailleur(
                morale,
                pivot,
                siret.isEmpty() ? pivot : siret,
                morale.document().has("codeFamilleMO") ? nature : null);
    }

    /** A private person is keyed by e-mail (04 §5.4). */
    private static EntiteDemandee personnePhysique(HabilitationSiap.EntiteMorale morale, String email) {
        if (email.isEmpty()) {
            throw new Incomplete(
                    "SIAP ne donne pas votre adresse électronique, qui identifie votre compte de bailleur.");
        }
        return bailleur(morale, email, email, PRIVES);
    }

    private static String email(HabilitationSiap siap, String emailDuCompte) {
        var personne = siap.utilisateur();
        var dite = personne == null ? "" : texte(personne.email());
        return dite.isEmpty() ? emailDuCompte.strip() : dite;
    }

    private static EntiteDemandee bailleur(
            HabilitationSiap.EntiteMorale morale, String pivot, String siret, @Nullable String nature) {
        var document = morale.document();
        var ligne6 = morale.texte("adresseLigne6");
        return new EntiteDemandee.Bailleur(
                pivot,
                siret,
                document.has("nom") ? morale.texte("nom") : morale.texte("raisonSociale"),
                nature,
                document.has("adresseLigne") ? morale.texte("adresseLigne") : morale.texte("adresseLigne4"),
                document.has("codePostal")
                        ? morale.texte("codePostal")
                        : CINQ_CHIFFRES.matcher(ligne6).matches() ? ligne6.substring(0, 5) : "",
                document.has("ville")
                        ? morale.texte("ville")
                        : DEBUT_NUMERIQUE.matcher(ligne6).replaceFirst(""));
    }

    private static String nature(String famille) {
        return switch (famille) {
            case "HLM", "SEM", PRIVES -> famille;
            default -> AUTRES;
        };
    }

    /** What the header shows (04 R71). */
    private static String libelle(HabilitationSiap siap) {
        var groupe = siap.groupe();
        var entete = texte(siap.entete());
        if (entete.isEmpty() && groupe != null) {
            entete = texte(groupe.libelleRole());
        }
        return entete.isEmpty() ? "Habilitation " + siap.id() : entete;
    }

    private static String territoire(HabilitationSiap siap) {
        var lignes = new ArrayList<String>();
        for (var ligne : new String[] {texte(siap.sousTitre1()), texte(siap.sousTitre2())}) {
            if (!ligne.isEmpty()) {
                lignes.add(ligne);
            }
        }
        return String.join(" · ", lignes);
    }

    private static String nomDe(HabilitationSiap siap, @Nullable String code) {
        var groupe = siap.groupe();
        var libelle = groupe == null || groupe.profil() == null
                ? ""
                : texte(groupe.profil().libelle());
        if (!libelle.isEmpty()) {
            return libelle;
        }
        return code == null ? "inconnu" : code;
    }

    private static String texte(@Nullable String brut) {
        return brut == null ? "" : brut.strip();
    }
}
