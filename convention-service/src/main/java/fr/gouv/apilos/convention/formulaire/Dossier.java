package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.commentaire.FilsDeCommentaires;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.DroitsConvention.Ouverture;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Position;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.reference.Bailleur;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Everything a step reads, read once: the convention, what is open of it to this person, what is said about it. */
record Dossier(
        Convention convention,
        Programme programme,
        Bailleur bailleur,
        Position position,
        Ouverture ouverture,
        boolean lectureSeule,
        FilsDeCommentaires.Page fils) {

    /** Steps whose answers are those of the programme. */
    private static final Set<Etape> DU_PROGRAMME = EnumSet.of(Etape.OPERATION, Etape.CADASTRE, Etape.EDD);

    /**
     * What a page carries to tell whether it is still fresh: the version of the convention, and on the steps of the programme
     * that of the programme, which other conventions share (02 R174).
     */
    String jeton() {
        return DU_PROGRAMME.contains(position.etape())
                ? convention.version() + "." + programme.version()
                : String.valueOf(convention.version());
    }

    /** Why a field cannot be changed now; null when it can. */
    String verrou(String objet, String champ, UUID uuid) {
        if (ouverture.champ(objet, champ, uuid)) {
            return null;
        }
        // Said once on top of the page; each field only loses its box.
        return "";
    }

    /** Whether a table of rows is open as a whole: the whole form, or a comment on the table itself (02 R23). */
    boolean tableOuverte(String objet) {
        return ouverture.champ(objet, "all", convention.id());
    }

    /** Whether one row is open: its table, or a comment on the row (02 R21). */
    boolean ligneOuverte(String objet, UUID ligne) {
        return tableOuverte(objet) || ouverture.champ(objet, "uuid", ligne);
    }

    /** Why the whole step is closed, or null when something is open. */
    String fermeture() {
        if (ouverture.quelqueChose()) {
            return null;
        }
        if (lectureSeule) {
            return "Votre habilitation est en consultation seule.";
        }
        return switch (convention.statut()) {
            case PROJET, CORRECTION ->
                "Aucune information de cette convention n’est ouverte à la modification pour vous.";
            case INSTRUCTION ->
                "La convention est en cours d’instruction. Vous pourrez la modifier si le service instructeur demande"
                        + " des corrections.";
            case A_SIGNER -> "La convention est validée : son contenu est figé.";
            case SIGNEE, PUBLICATION_EN_COURS, PUBLIE ->
                "La convention est en vigueur : son contenu ne change plus que par avenant.";
            case RESILIEE, DENONCEE, ANNULEE -> "La convention n’est plus en vigueur : son contenu ne change plus.";
        };
    }
}
