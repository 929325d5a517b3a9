package fr.gouv.apilos.habilitation.utilisateur;

import fr.gouv.apilos.habilitation.historique.Historique;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts. */
@Service
public class Utilisateurs {

    private static final String OBJET = "utilisateur";

    private final UtilisateurRepository depot;
    private final Historique historique;
    private final JdbcClient jdbc;
    private final Clock horloge;

    Utilisateurs(UtilisateurRepository depot, Historique historique, JdbcClient jdbc, Clock horloge) {
        this.depot = depot;
        this.historique = historique;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /**
     * Finds or creates the account of somebody Cerbère has just identified, and refreshes it (04 R56).
     *
     * @throws ErreurMetier 403 when the account is deactivated (D14)
     */
    @Transactional
    public Utilisateur connecter(IdentiteCerbere cerbere) {
        // Two tabs of one person may sign in at once.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:cle, 0))")
                .param("cle", "utilisateur." + cerbere.identifiant())
                .query((rs, _) -> 1)
                .list();
        var maintenant = horloge.instant();
        var connu = depot.findByUsername(cerbere.identifiant())
                .or(() -> depot.findFirstByCerbereLoginIgnoreCaseOrderByCreeLe(cerbere.login()));
        connu.ifPresent(Utilisateurs::exigerActif);
        var utilisateur = connu.orElseGet(() -> new Utilisateur(UUID.randomUUID(), cerbere.identifiant(), maintenant));
        return changer(utilisateur, u -> u.identifierParCerbere(cerbere, maintenant));
    }

    /**
     * An account that may act.
     *
     * @throws ErreurMetier 403 when it is unknown or deactivated
     */
    @Transactional(readOnly = true)
    public Utilisateur actif(UUID uuid) {
        var utilisateur = depot.findById(uuid).orElseThrow(() -> ErreurMetier.interdit("Ce compte n’existe plus."));
        exigerActif(utilisateur);
        return utilisateur;
    }

    /** Remembers the habilitation in use, to propose it first next time. */
    @Transactional
    public void retenirHabilitation(UUID uuid, long habilitation) {
        jdbc.sql("""
            update utilisateur set derniere_habilitation = :habilitation
            where uuid = :uuid and derniere_habilitation is distinct from :habilitation\
            """).param("habilitation", habilitation).param("uuid", uuid).update();
    }

    /** Creates or updates an account from a data set. */
    @Transactional
    public Utilisateur reprendre(Reprise reprise) {
        var maintenant = horloge.instant();
        var utilisateur = depot.findByUsername(reprise.username())
                .or(() -> depot.findById(reprise.uuid()))
                .orElseGet(() -> new Utilisateur(reprise.uuid(), reprise.username(), maintenant));
        return changer(utilisateur, u -> u.reprendre(reprise, maintenant));
    }

    /** Ends the access of an account; its tokens live ten minutes at most. */
    @Transactional
    public void desactiver(UUID uuid) {
        desactiver(uuid, null);
    }

    /**
     * The same, with the reason.
     *
     * @param motif kept in the history, or null
     */
    @Transactional
    public void desactiver(UUID uuid, String motif) {
        changer(trouver(uuid), u -> u.desactiver(horloge.instant()), motif);
    }

    /**
     * Which mails the person wants (04 R97).
     *
     * @throws ErreurMetier 403 for the support team, who has no such wishes (04 R98)
     */
    @Transactional
    public void preferer(UUID uuid, PreferencesEmail preferences) {
        var utilisateur = actif(uuid);
        if (utilisateur.exploitant()) {
            throw ErreurMetier.interdit("Les comptes de l’équipe d’exploitation n’ont pas de préférences d’e-mail.");
        }
        changer(utilisateur, u -> u.preferer(preferences, horloge.instant()));
    }

    /** Gives the access back. */
    @Transactional
    public void reactiver(UUID uuid, String motif) {
        changer(trouver(uuid), u -> u.reactiver(horloge.instant()), motif);
    }

    /** Corrects who the person is; a username is the key of an account, and taken by one alone. */
    @Transactional
    public void identifier(UUID uuid, Identification identification) {
        changer(trouver(uuid), u -> u.identifier(identification, horloge.instant()));
    }

    /**
     * Makes or unmakes a member of the support team.
     *
     * @throws ErreurMetier 409 rather than leave the platform without a superuser who may enter
     */
    @Transactional
    public void changerDroits(UUID uuid, boolean staff, boolean superuser, String motif) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('habilitation.superutilisateurs'))")
                .query((rs, _) -> 1)
                .list();
        var utilisateur = trouver(uuid);
        if (utilisateur.superuser() && !superuser && !resteUnSuperutilisateur(uuid)) {
            throw ErreurMetier.conflit("Ce compte est le dernier superutilisateur actif : donnez d’abord ce droit à un"
                    + " autre compte.");
        }
        changer(utilisateur, u -> u.changerDroits(staff, superuser, horloge.instant()), motif);
    }

    /**
     * Closes the second account of a person (04 D25).
     *
     * @param autre the account they sign in with
     */
    @Transactional
    public void remplacer(UUID uuid, UUID autre, String motif) {
        changer(trouver(uuid), u -> u.remplacer(autre, horloge.instant()), motif);
        jdbc.sql("""
            update identite_externe set utilisateur = :autre, liee_par = :par
            where utilisateur = :uuid and deliee_le is null\
            """)
                .param("autre", autre)
                .param("par", acteur())
                .param("uuid", uuid)
                .update();
    }

    /** Notes that a provider identifies somebody from now on. */
    void noterIdentiteExterne(UUID uuid, String emetteur) {
        historique.noter(
                OBJET, uuid, Map.of("emetteur", ""), Map.of("emetteur", emetteur), "première connexion par ce service");
    }

    /** Notes that the support team changed what a provider may open. */
    void noterIdentite(UUID uuid, String champ, String avant, String apres, String motif) {
        historique.noter(OBJET, uuid, Map.of(champ, avant), Map.of(champ, apres), motif);
    }

    /** The name of whoever acts, as the history has it. */
    static String acteur() {
        return Identite.facultative()
                .filter(identite -> !identite.estService())
                .map(Identite::nom)
                .orElse(Historique.SYSTEME);
    }

    private boolean resteUnSuperutilisateur(UUID sansLui) {
        return jdbc.sql("select exists (select 1 from utilisateur where superuser and actif and uuid <> :lui)")
                .param("lui", sansLui)
                .query(Boolean.class)
                .single();
    }

    /** An account in a list. */
    public record Ligne(
            UUID uuid,
            String username,
            String prenom,
            String nom,
            String email,
            boolean staff,
            boolean superuser,
            boolean actif,
            Instant derniereConnexion) {}

    /** A page of accounts. */
    public record Page(List<Ligne> elements, long total) {}

    /** Accounts whose names or e-mail contain the text, by username (04 R100). */
    @Transactional(readOnly = true)
    public Page lister(String recherche, int page, int taille) {
        var motif = "%" + recherche.strip().replaceAll("([%_\\\\])", "\\\\$1") + "%";
        var filtre = " from utilisateur where username ilike :m or prenom ilike :m or nom ilike :m or email ilike :m";
        var total = jdbc.sql("select count(*)" + filtre)
                .param("m", motif)
                .query(Long.class)
                .single();
        var lignes = jdbc.sql("select uuid, username, prenom, nom, email, staff, superuser, actif, derniere_connexion"
                        + filtre + " order by username limit :taille offset :debut")
                .param("m", motif)
                .param("taille", taille)
                .param("debut", (long) page * taille)
                .query((rs, _) -> new Ligne(
                        rs.getObject(1, UUID.class),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getBoolean(6),
                        rs.getBoolean(7),
                        rs.getBoolean(8),
                        rs.getTimestamp(9) == null ? null : rs.getTimestamp(9).toInstant()))
                .list();
        return new Page(lignes, total);
    }

    /** The account of a username, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Utilisateur> parUsername(String username) {
        return depot.findByUsername(username);
    }

    /**
     * The account of a Cerbère login, if there is one.
     *
     * @throws ErreurMetier 403 when it is deactivated (D14)
     */
    @Transactional(readOnly = true)
    public Optional<Utilisateur> parLoginCerbere(String login) {
        var connu = depot.findFirstByCerbereLoginIgnoreCaseOrderByCreeLe(login);
        connu.ifPresent(Utilisateurs::exigerActif);
        return connu;
    }

    private Utilisateur trouver(UUID uuid) {
        return depot.findById(uuid).orElseThrow(() -> ErreurMetier.introuvable("Ce compte n’existe pas."));
    }

    private Utilisateur changer(Utilisateur utilisateur, Consumer<Utilisateur> changement) {
        return changer(utilisateur, changement, null);
    }

    private Utilisateur changer(Utilisateur utilisateur, Consumer<Utilisateur> changement, String motif) {
        Map<String, Object> avant = utilisateur.isNew() ? null : utilisateur.instantane();
        changement.accept(utilisateur);
        var garde = depot.saveAndFlush(utilisateur);
        historique.noter(OBJET, garde.uuid(), avant, garde.instantane(), motif);
        return garde;
    }

    private static void exigerActif(Utilisateur utilisateur) {
        if (!utilisateur.actif()) {
            throw new ErreurMetier(
                    ErreurUtilisateur.COMPTE_DESACTIVE,
                    "L’accès de ce compte à APiLos a été fermé. Écrivez à l’assistance si c’est une erreur.");
        }
    }
}
