package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the two sides say about one field or row of a convention (06 part D, with D6 mended). */
@Service
public class Commentaires {

    /** Statuses in which comments are written and shown (06 COM-10). */
    public static final Set<Statut> STATUTS =
            EnumSet.of(Statut.INSTRUCTION, Statut.CORRECTION, Statut.A_SIGNER, Statut.SIGNEE);

    /** Begins the name of the field by which a bailleur says that a point is treated. */
    public static final String POINT = "traite-";

    private static final int LONGUEUR_MAX = 5000;

    private final JdbcClient jdbc;
    private final DroitsConvention droits;
    private final Clock horloge;

    Commentaires(JdbcClient jdbc, DroitsConvention droits, Clock horloge) {
        this.jdbc = jdbc;
        this.droits = droits;
        this.horloge = horloge;
    }

    /** State of a comment (06 D1). */
    public enum Etat {
        OUVERT("Ouvert"),
        RESOLU("Résolu"),
        CLOS("Clos");

        private final String libelle;

        Etat(String libelle) {
            this.libelle = libelle;
        }

        public String libelle() {
            return libelle;
        }
    }

    /** One message of a thread. */
    public record Commentaire(
            UUID id,
            UUID convention,
            String nomObjet,
            String champObjet,
            UUID uuidObjet,
            UUID auteur,
            String auteurNom,
            boolean auteurInstructeur,
            String message,
            Etat statut,
            Instant creeLe,
            Instant misAJourLe) {

        /** The key of its field. */
        public String cle() {
            return CleDeCommentaire.de(nomObjet, champObjet, uuidObjet);
        }
    }

    /** The threads of a convention by key, each oldest first (01 R49). */
    @Transactional(readOnly = true)
    public Map<String, List<Commentaire>> fils(UUID convention) {
        var fils = new LinkedHashMap<String, List<Commentaire>>();
        for (var commentaire : liste(convention)) {
            fils.computeIfAbsent(commentaire.cle(), cle -> new java.util.ArrayList<>())
                    .add(commentaire);
        }
        return fils;
    }

    /** Comments of a convention, oldest first. */
    @Transactional(readOnly = true)
    public List<Commentaire> liste(UUID convention) {
        return jdbc.sql("select * from commentaire where convention = :convention order by cree_le, id")
                .param("convention", convention)
                .query(Commentaire.class)
                .list();
    }

    /**
     * Writes a comment.
     *
     * @throws ErreurMetier 403 without the right to change the convention, 409 at a status without comments, 422 for an
     *     empty or too long message
     */
    @Transactional
    public UUID ecrire(UUID convention, String objet, String champ, UUID uuid, String message, Identite identite) {
        droits.exigerModifier(convention, identite);
        exigerStatut(convention);
        exigerCommentable(convention, objet, champ, uuid);
        var texte = texteValide(message);
        var id = UUID.randomUUID();
        var maintenant = horloge.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
            insert into commentaire (id, convention, nom_objet, champ_objet, uuid_objet, auteur, auteur_nom,
              auteur_instructeur, message, statut, cree_le, mis_a_jour_le)
            values (:id, :convention, :objet, :champ, :uuid, :auteur, :nom, :instructeur, :message, 'OUVERT',
              :maintenant, :maintenant)\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("objet", objet)
                .param("champ", champ)
                .param("uuid", uuid)
                .param("auteur", identite.utilisateur())
                .param("nom", identite.nom())
                .param("instructeur", identite.estInstructeur())
                .param("message", texte)
                .param("maintenant", maintenant)
                .update();
        return id;
    }

    /**
     * Changes the state of a comment: anybody on the convention resolves an open one or opens a resolved one again, only an
     * instructeur closes, nobody opens a closed one (06 COM-12, COM-13).
     *
     * @return the convention of the comment
     */
    @Transactional
    public UUID passer(UUID id, Etat vers, Identite identite) {
        var commentaire = un(id);
        droits.exigerModifier(commentaire.convention(), identite);
        boolean permis = switch (vers) {
            case RESOLU -> commentaire.statut() == Etat.OUVERT;
            case OUVERT -> commentaire.statut() == Etat.RESOLU;
            case CLOS -> commentaire.statut() != Etat.CLOS && identite.estInstructeur();
        };
        if (!permis) {
            throw ErreurMetier.conflit("Ce commentaire est « %s » : il ne peut pas devenir « %s » par vous."
                    .formatted(commentaire.statut().libelle(), vers.libelle()));
        }
        jdbc.sql("""
            update commentaire set statut = :statut, mis_a_jour_le = :maintenant,
              resolu_le = case when :statut = 'RESOLU' then :maintenant else resolu_le end,
              resolu_par = case when :statut = 'RESOLU' then :nom else resolu_par end,
              clos_le = case when :statut = 'CLOS' then :maintenant else clos_le end,
              clos_par = case when :statut = 'CLOS' then :nom else clos_par end
            where id = :id\
            """)
                .param("id", id)
                .param("statut", vers.name())
                .param("nom", identite.nom())
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        return commentaire.convention();
    }

    /** What the instructeur asked and nobody has treated yet, oldest first (ux P7). */
    @Transactional(readOnly = true)
    public List<Commentaire> aTraiterParLeBailleur(UUID convention) {
        return liste(convention).stream()
                .filter(commentaire -> commentaire.statut() == Etat.OUVERT && commentaire.auteurInstructeur())
                .toList();
    }

    /**
     * Resolves what the instructeur asked, each point having been ticked by the bailleur who gives the convention back; part
     * of the transaction that does.
     *
     * @throws ErreurMetier 422 at the points that are not ticked
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void resoudre(UUID convention, Set<UUID> traites, Acteur acteur) {
        var ouverts = aTraiterParLeBailleur(convention);
        var oublis = ouverts.stream()
                .filter(commentaire -> !traites.contains(commentaire.id()))
                .map(commentaire -> new ErreurDeChamp(
                        POINT + commentaire.id(), "Cochez ce point une fois traité, ou revenez à la convention."))
                .toList();
        if (!oublis.isEmpty()) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Chaque commentaire du service instructeur est à traiter avant le renvoi.",
                    Map.of(),
                    oublis);
        }
        if (ouverts.isEmpty()) {
            return;
        }
        jdbc.sql("""
            update commentaire set statut = 'RESOLU', mis_a_jour_le = :maintenant, resolu_le = :maintenant,
              resolu_par = :nom
            where id in (:ids) and statut = 'OUVERT'\
            """)
                .param("ids", ouverts.stream().map(Commentaire::id).toList())
                .param("nom", acteur.nom())
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Changes the words of an open comment; only its author may.
     *
     * @return the convention of the comment
     */
    @Transactional
    public UUID reecrire(UUID id, String message, Identite identite) {
        var commentaire = un(id);
        droits.exigerModifier(commentaire.convention(), identite);
        if (!commentaire.auteur().equals(identite.utilisateur())) {
            throw ErreurMetier.interdit("Seule la personne qui a écrit ce commentaire peut le modifier.");
        }
        if (commentaire.statut() != Etat.OUVERT) {
            throw ErreurMetier.conflit("Ce commentaire n’est plus ouvert : il ne peut plus être modifié.");
        }
        jdbc.sql("update commentaire set message = :message, mis_a_jour_le = :maintenant where id = :id")
                .param("id", id)
                .param("message", texteValide(message))
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        return commentaire.convention();
    }

    private Commentaire un(UUID id) {
        return jdbc.sql("select * from commentaire where id = :id")
                .param("id", id)
                .query(Commentaire.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce commentaire n’existe pas."));
    }

    private void exigerStatut(UUID convention) {
        var statut = jdbc.sql("select statut from convention where id = :id")
                .param("id", convention)
                .query(Statut.class)
                .single();
        if (!STATUTS.contains(statut)) {
            throw ErreurMetier.conflit("Les commentaires s’écrivent à partir de l’instruction de la convention.");
        }
    }

    private static String texteValide(String message) {
        var texte = message == null ? "" : message.trim();
        if (texte.isEmpty()) {
            throw invalide("Écrivez votre commentaire avant de l’envoyer.");
        }
        if (texte.length() > LONGUEUR_MAX) {
            throw invalide(
                    "Un commentaire compte au plus 5 000 caractères ; le vôtre en compte " + texte.length() + ".");
        }
        return texte;
    }

    /** A comment names something of this convention: a forged key neither litters nor opens anything (06 D6). */
    private void exigerCommentable(UUID convention, String objet, String champ, UUID uuid) {
        boolean connu = Commentables.de(objet, champ).isPresent()
                && uuid != null
                && jdbc.sql("""
                    select exists (select from convention c join programme p on p.id = c.programme where c.id = :convention
                      and case
                        when :champ = 'all' or :objet = 'convention' then c.id = :uuid
                        when :objet = 'programme' then p.id = :uuid
                        when :objet = 'bailleur' then p.bailleur = :uuid
                        when :objet = 'lot' then exists (select from lot l where l.convention = c.id and l.id = :uuid)
                        when :objet = 'logement' then exists
                          (select from logement g join lot l on l.id = g.lot where l.convention = c.id and g.id = :uuid)
                        when :objet = 'pret' then exists
                          (select from pret r join lot l on l.id = r.lot where l.convention = c.id and r.id = :uuid)
                        else false end)\
                    """)
                        .param("convention", convention)
                        .param("objet", objet)
                        .param("champ", champ)
                        .param("uuid", uuid)
                        .query(Boolean.class)
                        .single();
        if (!connu) {
            throw invalide("Cette information ne peut pas être commentée. Rouvrez la page : elle a peut-être changé.");
        }
    }

    private static ErreurMetier invalide(String message) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp("message", message)));
    }
}
