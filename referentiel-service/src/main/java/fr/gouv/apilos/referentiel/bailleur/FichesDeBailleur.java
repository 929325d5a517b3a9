package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Saisies;
import fr.gouv.apilos.referentiel.bailleur.Bailleur.Fiche;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Edits the sheet of a bailleur by the rules of 03 B5.2; nobody changes what their profile may not. */
@Service
class FichesDeBailleur {

    private static final int COURT = 255;
    private static final int BLOC = 5000;

    private final Bailleurs bailleurs;
    private final LectureDeBailleur lecture;

    FichesDeBailleur(Bailleurs bailleurs, LectureDeBailleur lecture) {
        this.bailleurs = bailleurs;
        this.lecture = lecture;
    }

    /**
     * What came of a form.
     *
     * @param bailleur as it stands now
     * @param perimee somebody else saved in between; nothing was written
     */
    record Enregistrement(@Nullable Bailleur bailleur, List<ErreurDeChamp> erreurs, boolean perimee) {
        boolean fait() {
            return erreurs.isEmpty() && !perimee;
        }
    }

    /**
     * Saves a sheet.
     *
     * @param version the one that was read
     * @throws ErreurMetier 403 or 404 as {@link LectureDeBailleur} says
     */
    @Transactional
    Enregistrement enregistrer(UUID uuid, long version, UnaryOperator<@Nullable String> parametres, Identite identite) {
        bailleurs.verrouiller(uuid);
        var connu = lecture.aModifier(uuid, identite);
        var saisies = new Saisies(parametres);
        var fiche = lire(saisies, connu, lecture.droits(connu, identite).reserve());
        if (connu.version() != version) {
            return new Enregistrement(connu, saisies.erreurs(), true);
        }
        if (!saisies.erreurs().isEmpty()) {
            return new Enregistrement(connu, saisies.erreurs(), false);
        }
        var garde = bailleurs.ecrire(connu.avec(fiche));
        if (!Objects.equals(garde.parent(), connu.parent())) {
            bailleurs.garderLeParent(uuid);
        }
        return new Enregistrement(garde, List.of(), false);
    }

    /**
     * Makes a bailleur: for the support team only.
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
        var garde = bailleurs.ecrire(Bailleur.nouveau(UUID.randomUUID(), "", fiche));
        bailleurs.garderLeParent(garde.uuid());
        return new Enregistrement(garde, List.of(), false);
    }

    private Fiche lire(Saisies s, @Nullable Bailleur connu, boolean reserve) {
        var nom = s.exige("nom", "Le nom du bailleur", "Indiquez le nom du bailleur.", COURT);
        var siret = reserve ? siret(s, connu) : connu == null ? "" : connu.siret();
        var nature = reserve ? nature(s) : connu == null ? "" : connu.natureBailleur();
        var sousNature = reserve ? sousNature(s) : connu == null ? null : connu.sousNatureBailleur();
        var capital = s.decimal("capital_social", "Le capital social", 2);
        if (capital != null && capital.signum() < 0) {
            s.refuser("capital_social", "Le capital social ne peut pas être négatif.");
        }
        var adresse = s.exige("adresse", "L’adresse", "Indiquez l’adresse du siège.", COURT);
        var codePostal = s.codePostal("code_postal");
        if (codePostal == null) {
            s.refuser("code_postal", "Indiquez le code postal.");
        }
        var ville = s.exige("ville", "La ville", "Indiquez la ville.", COURT);
        var signataire = s.exige("signataire_nom", "Le nom du signataire", "Indiquez le nom du signataire.", COURT);
        var fonction = s.texte("signataire_fonction", "La fonction du signataire", COURT);
        var date = s.date("signataire_date_deliberation");
        var bloc = s.texte("signataire_bloc_signature", "Le bloc de signature", BLOC);
        // D6: the parent stays unless the support team edits it; the page of anybody else does not even send it.
        var parent = reserve ? parent(s, connu) : connu == null ? null : connu.parent();
        return new Fiche(
                nom,
                siret,
                nature,
                sousNature,
                parent,
                adresse,
                codePostal,
                ville,
                echelle(capital),
                signataire,
                fonction,
                date,
                bloc);
    }

    private String siret(Saisies s, @Nullable Bailleur connu) {
        var brut = s.exige("siret", "Le SIRET", "Indiquez le SIRET du bailleur.", COURT);
        if (brut.isEmpty()) {
            return connu == null ? "" : connu.siret();
        }
        var siret = new Siret(brut);
        // What already stands is kept, even wrong: older systems and SIAP brought it.
        if (connu != null && siret.valeur().equals(connu.siret())) {
            return siret.valeur();
        }
        var faute = Siret.faute(siret);
        if (faute != null) {
            s.refuser("siret", faute);
        } else if (connu != null
                && siret.genre() == Siret.Genre.SIRET
                && connu.siren().matches("\\d{9}")
                && !siret.valeur().startsWith(connu.siren())) {
            s.refuser("siret", "Ce SIRET n’est pas un établissement de l’entreprise " + connu.siren() + ".");
        }
        var rival = bailleurs.parSiret(siret).or(() -> bailleurs.parSiren(siret.siren()));
        rival.filter(autre -> connu == null || !autre.uuid().equals(connu.uuid()))
                .ifPresent(autre -> s.refuser(
                        "siret",
                        "Ce numéro est déjà porté par " + autre.libelle() + (autre.supprime() ? " (supprimé)." : ".")));
        return siret.valeur();
    }

    private static String nature(Saisies s) {
        var brut = s.brut("nature_bailleur");
        return NatureBailleur.parLibelle(brut).map(NatureBailleur::libelle).orElseGet(() -> {
            s.refuser("nature_bailleur", "Choisissez la nature du bailleur.");
            return NatureBailleur.AUTRES.libelle();
        });
    }

    private static String sousNature(Saisies s) {
        var brut = s.brut("sous_nature_bailleur");
        if (brut == null) {
            return SousNatureBailleur.NONRENSEIGNE.name();
        }
        return SousNatureBailleur.parCode(brut).map(Enum::name).orElseGet(() -> {
            s.refuser("sous_nature_bailleur", "Choisissez le type de bailleur dans la liste.");
            return SousNatureBailleur.NONRENSEIGNE.name();
        });
    }

    /** R-B5.4: attached to nobody itself, not the bailleur itself; one level only (03 B4). */
    private @Nullable UUID parent(Saisies s, @Nullable Bailleur connu) {
        var brut = s.brut("bailleur");
        if ("aucun".equals(brut)) {
            return null;
        }
        // A form that does not name the parent leaves it (D6).
        var actuel = connu == null ? null : connu.parent();
        if (brut == null) {
            return actuel;
        }
        Optional<Bailleur> choisi;
        try {
            choisi =
                    bailleurs.plusieurs(List.of(UUID.fromString(brut))).stream().findFirst();
        } catch (IllegalArgumentException _) {
            choisi = Optional.empty();
        }
        if (choisi.isEmpty()) {
            s.refuser("bailleur", "Choisissez le bailleur parent dans la liste.");
            return actuel;
        }
        var parent = choisi.get();
        if (parent.uuid().equals(actuel)) {
            return actuel;
        }
        if (connu != null && parent.uuid().equals(connu.uuid())) {
            s.refuser("bailleur", "Un bailleur ne peut pas être son propre parent.");
        } else if (parent.parent() != null || parent.supprime()) {
            s.refuser("bailleur", parent.nom() + " est lui-même rattaché à un autre bailleur ou n’existe plus.");
        } else if (connu != null && !bailleurs.enfants(connu.uuid()).isEmpty()) {
            s.refuser("bailleur", "Des bailleurs sont rattachés à " + connu.nom() + " : il ne peut pas l’être aussi.");
        }
        return parent.uuid();
    }

    private static @Nullable BigDecimal echelle(@Nullable BigDecimal montant) {
        return montant == null || montant.scale() > 2 ? montant : montant.setScale(2);
    }
}
