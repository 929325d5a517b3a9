package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Situation;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who may do what on one convention: permission, perimeter, status, profile, read-only, locks. Pages and API ask here and
 * nowhere else (01 §4, 02 §5.1–5.2 and DB-1).
 */
@Service
public class DroitsConvention {

    /** Sees the convention. */
    public static final String VOIR = "convention.view_convention";

    /** Changes the convention. */
    public static final String MODIFIER = "convention.change_convention";

    /** Validates the convention. */
    public static final String VALIDER = "convention.validate_convention";

    /** Deletes a cancelled convention. */
    public static final String SUPPRIMER = "convention.delete_convention";

    /** The bailleur in force (01 R43), as SQL on the aliases c (convention) and p (its programme). */
    public static final String BAILLEUR_EFFECTIF = """
        coalesce((select pa.bailleur from convention a join programme pa on pa.id = a.programme
          where a.parent = coalesce(c.parent, c.id)
            and a.statut in ('CORRECTION', 'A_SIGNER', 'SIGNEE', 'PUBLICATION_EN_COURS', 'PUBLIE')
          order by a.cree_le desc, a.id limit 1), p.bailleur)\
        """;

    private final JdbcClient jdbc;

    DroitsConvention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets through who sees the convention.
     *
     * @throws ErreurMetier 404 when there is none, 403 when it is outside the perimeter
     */
    public void exigerVoir(UUID convention, Identite identite) {
        exiger(convention, identite, VOIR);
    }

    /** Lets through who may change the convention, whatever its status; the step's own locks come on top. */
    public void exigerModifier(UUID convention, Identite identite) {
        exiger(convention, identite, MODIFIER);
    }

    /** Lets through who holds a permission on the convention. */
    public void exiger(UUID convention, Identite identite, String permission) {
        exiger(situation(convention), identite, permission);
    }

    /** The same for an object already placed: a function of its arguments alone, which the matrix of rights is printed from. */
    static void exiger(Situation situation, Identite identite, String permission) {
        if (!identite.perimetre().contient(situation)) {
            throw ErreurMetier.interdit("Cette convention est hors du périmètre de votre habilitation actuelle. Si une"
                    + " autre de vos habilitations la couvre, choisissez-la dans l’en-tête.");
        }
        identite.exiger(permission);
    }

    /** Whether the convention is inside the perimeter and the permission is held. */
    public boolean peut(UUID convention, Identite identite, String permission) {
        return identite.aPermission(permission) && identite.perimetre().contient(situation(convention));
    }

    /** Where the convention stands: its place, its bailleur in force, its administration. */
    public Situation situation(UUID convention) {
        return jdbc.sql("select p.code_insee_region, p.code_insee_departement, p.code_postal, " + BAILLEUR_EFFECTIF
                        + " as bailleur, p.administration"
                        + " from convention c join programme p on p.id = c.programme where c.id = :id")
                .param("id", convention)
                .query((ligne, numero) -> new Situation(
                        ligne.getString(1),
                        ligne.getString(2),
                        ligne.getString(3),
                        ligne.getObject(4, UUID.class),
                        ligne.getObject(5, UUID.class)))
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable(
                        "Aucune convention ne correspond à cette adresse. Cherchez-la par son numéro."));
    }

    /** Whether the whole form is open to this person at this status (01 R47, 02 R18). */
    public boolean estModifiable(Statut statut, Identite identite) {
        if (identite.lectureSeule() || !identite.aPermission(MODIFIER)) {
            return false;
        }
        if (identite.estInstructeur()) {
            return Statut.EN_COURS.contains(statut);
        }
        return identite.estBailleur() && statut == Statut.PROJET;
    }

    /** Whether this person may delete for ever at this status; its avenants have their say on top (01 T15). */
    static boolean estSupprimable(Statut statut, Identite identite) {
        return statut == Statut.ANNULEE && identite.aPermission(SUPPRIMER);
    }

    /**
     * What of the form is open: everything, the commented fields, or nothing. A bailleur in correction may change exactly
     * the fields and rows that carry a comment of the instructeur that is not closed (02 R22, DB-1): a comment of their own
     * opens nothing.
     */
    public Ouverture ouverture(Convention convention, Identite identite) {
        return ouverture(convention, identite, () -> clesOuvertes(convention.id()));
    }

    /**
     * The same for a page that has read the comments already.
     *
     * @param cles keys of the fields on which an instructeur has a comment that is not closed, asked for when they count
     */
    public Ouverture ouverture(Convention convention, Identite identite, Supplier<Set<String>> cles) {
        if (estModifiable(convention.statut(), identite)) {
            return Ouverture.TOUT;
        }
        if (convention.statut() == Statut.CORRECTION
                && identite.estBailleur()
                && !identite.lectureSeule()
                && identite.aPermission(MODIFIER)) {
            return new Ouverture(false, Set.copyOf(cles.get()));
        }
        return Ouverture.RIEN;
    }

    /**
     * The same on the step Commentaires: a bailleur speaks to the instructeur as long as the convention is under way, even
     * when nothing else is open (06 FIL-24, D6).
     */
    public Ouverture ouvertureDesCommentaires(Convention convention, Identite identite) {
        var ouverture = ouverture(convention, identite);
        if (ouverture.tout()
                || !identite.estBailleur()
                || identite.lectureSeule()
                || !identite.aPermission(MODIFIER)
                || !Statut.EN_COURS.contains(convention.statut())) {
            return ouverture;
        }
        var cles = new HashSet<>(ouverture.cles());
        cles.add(CleDeCommentaire.de("convention", "commentaires", convention.id()));
        return new Ouverture(false, Set.copyOf(cles));
    }

    /**
     * The open part of a form.
     *
     * @param tout every field
     * @param cles keys {@code objet__champ__uuid} of the open fields when not every field is
     */
    public record Ouverture(boolean tout, Set<String> cles) {

        static final Ouverture TOUT = new Ouverture(true, Set.of());
        static final Ouverture RIEN = new Ouverture(false, Set.of());

        /** Whether a field is open. */
        public boolean champ(String objet, String champ, UUID uuid) {
            return tout || cles.contains(CleDeCommentaire.de(objet, champ, uuid));
        }

        /** Whether something is open. */
        public boolean quelqueChose() {
            return tout || !cles.isEmpty();
        }
    }

    private Set<String> clesOuvertes(UUID convention) {
        return Set.copyOf(jdbc.sql("""
            select distinct nom_objet || '__' || champ_objet || '__' || coalesce(uuid_objet::text, 'None')
            from commentaire where convention = :convention and statut <> 'CLOS' and auteur_instructeur\
            """)
                .param("convention", convention)
                .query(String.class)
                .list());
    }
}
