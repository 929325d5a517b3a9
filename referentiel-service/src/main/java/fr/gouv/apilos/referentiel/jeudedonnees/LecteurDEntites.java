package fr.gouv.apilos.referentiel.jeudedonnees;

import fr.gouv.apilos.referentiel.administration.Administration;
import fr.gouv.apilos.referentiel.bailleur.Bailleur;
import fr.gouv.apilos.referentiel.bailleur.NatureBailleur;
import fr.gouv.apilos.referentiel.bailleur.Siret;
import fr.gouv.apilos.referentiel.bailleur.SousNatureBailleur;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From the fields of a dump to our entities (03 B1, B2); the lengths are those of the columns. */
final class LecteurDEntites {

    private static final Set<String> CHAMPS_BAILLEUR = Set.of(
            "uuid",
            "parent",
            "nom",
            "siret",
            "siren",
            "capital_social",
            "adresse",
            "code_postal",
            "ville",
            "signataire_nom",
            "signataire_fonction",
            "signataire_date_deliberation",
            "signataire_bloc_signature",
            "operation_exceptionnelle",
            "nature_bailleur",
            "sous_nature_bailleur",
            "cree_le",
            "mis_a_jour_le");
    private static final Set<String> CHAMPS_ADMINISTRATION = Set.of(
            "uuid",
            "nom",
            "code",
            "code_dans_galion",
            "ville_signature",
            "adresse",
            "code_postal",
            "ville",
            "nb_convention_exemplaires",
            "prefix_convention",
            "signataire_bloc_signature",
            "cree_le",
            "mis_a_jour_le");
    private static final int COURT = ObjetLu.LONGUEUR_COURANTE;
    private static final int CODE_POSTAL = 5;
    private static final int BLOC_SIGNATURE = 5000;
    private static final int SANS_LIMITE = Integer.MAX_VALUE;
    private static final BigDecimal CAPITAL_MAX = BigDecimal.TEN.pow(16);

    private LecteurDEntites() {}

    /** Null when it has no usable identity; other faults are added to the refusals of the object. */
    static @Nullable Bailleur bailleur(ObjetLu objet) {
        objet.exigerConnus(CHAMPS_BAILLEUR);
        var uuid = objet.uuid();
        var nom = objet.exige("nom", COURT);
        var siret = objet.exige("siret", COURT);
        var siren = objet.texte("siren", COURT);
        objet.instant("cree_le");
        objet.instant("mis_a_jour_le");
        if (uuid == null || siret.isEmpty() || siret.length() > COURT) {
            return null;
        }
        var identifiant = new Siret(siret);
        return new Bailleur(
                uuid,
                nom,
                identifiant.valeur(),
                siren == null || siren.isBlank() ? identifiant.siren() : siren.strip(),
                nature(objet),
                sousNature(objet),
                null,
                objet.texte("adresse", COURT),
                objet.texte("code_postal", CODE_POSTAL),
                objet.texte("ville", COURT),
                capital(objet),
                objet.texte("signataire_nom", COURT),
                objet.texte("signataire_fonction", COURT),
                objet.date("signataire_date_deliberation"),
                objet.texte("signataire_bloc_signature", BLOC_SIGNATURE),
                0,
                false);
    }

    /** Null when it has no usable identity; other faults are added to the refusals of the object. */
    static @Nullable Administration administration(ObjetLu objet) {
        objet.exigerConnus(CHAMPS_ADMINISTRATION);
        var uuid = objet.uuid();
        var nom = objet.exige("nom", COURT);
        var code = objet.exige("code", COURT);
        objet.instant("cree_le");
        objet.instant("mis_a_jour_le");
        objet.texte("code_dans_galion", COURT);
        if (uuid == null || code.isEmpty()) {
            return null;
        }
        return new Administration(
                uuid,
                nom,
                code,
                objet.texte("ville_signature", COURT),
                objet.texte("adresse", SANS_LIMITE),
                objet.texte("code_postal", CODE_POSTAL),
                objet.texte("ville", COURT),
                objet.texte("prefix_convention", COURT),
                exemplaires(objet),
                objet.texte("signataire_bloc_signature", SANS_LIMITE),
                0,
                false);
    }

    static Bailleur avecParent(Bailleur b, @Nullable UUID parent) {
        return new Bailleur(
                b.uuid(),
                b.nom(),
                b.siret(),
                b.siren(),
                b.natureBailleur(),
                b.sousNatureBailleur(),
                parent,
                b.adresse(),
                b.codePostal(),
                b.ville(),
                b.capitalSocial(),
                b.signataireNom(),
                b.signataireFonction(),
                b.signataireDateDeliberation(),
                b.signataireBlocSignature(),
                b.version(),
                b.supprime());
    }

    private static String nature(ObjetLu objet) {
        var brut = objet.texte("nature_bailleur", COURT);
        if (brut == null || brut.isBlank()) {
            return NatureBailleur.AUTRES.libelle();
        }
        if (NatureBailleur.parLibelle(brut).isEmpty()) {
            objet.refuser("nature_bailleur", "« " + brut + " » est inconnu");
        }
        return brut;
    }

    private static @Nullable String sousNature(ObjetLu objet) {
        var brut = objet.texte("sous_nature_bailleur", COURT);
        if (brut != null && !brut.isBlank() && SousNatureBailleur.parCode(brut).isEmpty()) {
            objet.refuser("sous_nature_bailleur", "« " + brut + " » est inconnu");
        }
        return brut;
    }

    private static @Nullable BigDecimal capital(ObjetLu objet) {
        var capital = objet.nombre("capital_social");
        if (capital == null) {
            return null;
        }
        if (capital.abs().compareTo(CAPITAL_MAX) >= 0) {
            objet.refuser("capital_social", capital + " est trop grand");
        }
        return capital.setScale(2, RoundingMode.HALF_UP);
    }

    private static @Nullable Integer exemplaires(ObjetLu objet) {
        var nombre = objet.nombre("nb_convention_exemplaires");
        try {
            return nombre == null ? null : nombre.intValueExact();
        } catch (ArithmeticException _) {
            objet.refuser("nb_convention_exemplaires", nombre + " n’est pas un nombre entier");
            return null;
        }
    }
}
