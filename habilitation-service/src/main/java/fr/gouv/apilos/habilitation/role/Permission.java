package fr.gouv.apilos.habilitation.role;

/** Permissions given to groups (04 §3, R12), named {@code <model>.<codename>}. */
public enum Permission {
    VOIR_CONVENTION("convention.view_convention", "Voir une convention"),
    AJOUTER_CONVENTION("convention.add_convention", "Créer une convention"),
    MODIFIER_CONVENTION("convention.change_convention", "Modifier une convention"),
    SUPPRIMER_CONVENTION("convention.delete_convention", "Supprimer une convention"),
    VALIDER_CONVENTION("convention.validate_convention", "Valider une convention"),
    VOIR_BAILLEUR("bailleur.view_bailleur", "Voir un bailleur"),
    MODIFIER_BAILLEUR("bailleur.change_bailleur", "Modifier un bailleur"),
    VOIR_ADMINISTRATION("administration.view_administration", "Voir une administration"),
    MODIFIER_ADMINISTRATION("administration.change_administration", "Modifier une administration"),
    VOIR_COMMENTAIRE("comment.view_comment", "Voir un commentaire"),
    AJOUTER_COMMENTAIRE("comment.add_comment", "Écrire un commentaire"),
    MODIFIER_COMMENTAIRE("comment.change_comment", "Modifier un commentaire");

    private final String code;
    private final String libelle;

    Permission(String code, String libelle) {
        this.code = code;
        this.libelle = libelle;
    }

    /** Name carried by the token. */
    public String code() {
        return code;
    }

    String libelle() {
        return libelle;
    }
}
