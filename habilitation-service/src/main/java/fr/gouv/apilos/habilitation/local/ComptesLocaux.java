package fr.gouv.apilos.habilitation.local;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts with a password. Whatever is wrong, the answer is the same and takes the same time: nobody learns which names
 * exist, nor that one is locked.
 */
@Service
public class ComptesLocaux {

    static final int ESSAIS_MAX = 5;
    static final Duration BLOCAGE = Duration.ofHours(6);
    static final Duration VIE_DU_LIEN = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(ComptesLocaux.class);
    private static final int LIENS_PAR_HEURE = 3;
    private static final int OCTETS_DU_LIEN = 32;
    private static final String REFUS = "L’identifiant ou le mot de passe ne convient pas, ou il y a eu trop d’essais."
            + " Réessayez, ou demandez un nouveau mot de passe.";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;
    private final boolean ouverte;
    private final String adresse;
    private final PasswordEncoder encodeur = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final SecureRandom hasard = new SecureRandom();
    private final String leurre = encodeur.encode(UUID.randomUUID().toString());

    ComptesLocaux(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            Clock horloge,
            @Value("${apilos.connexion.locale}") boolean ouverte,
            @Value("${apilos.url}") String adresse) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.evenements = evenements;
        this.horloge = horloge;
        this.ouverte = ouverte;
        this.adresse = adresse;
    }

    private record Compte(UUID uuid, String username, String prenom, String nom, String email, String empreinte) {}

    /**
     * The account of a name or an e-mail and its password (04 R64).
     *
     * @throws ErreurMetier 403, always with the same words
     */
    public UUID verifier(String identifiant, String motDePasse) {
        exigerOuverte();
        var compte = chercher(identifiant);
        var cle = compte.map(c -> c.uuid().toString()).orElseGet(() -> empreinte(normalise(identifiant)));
        // Counted before it is known to be wrong: a hundred attempts at once are a hundred attempts.
        boolean admis = compterUnEssai(cle) <= ESSAIS_MAX;
        boolean juste = encodeur.matches(
                motDePasse.length() > ReglesDeMotDePasse.LONGUEUR_MAX ? "" : motDePasse,
                compte.map(Compte::empreinte).orElse(leurre));
        if (!admis || !juste || compte.isEmpty()) {
            LOG.info("A local sign-in failed{}", admis ? "" : ": too many attempts");
            throw new ErreurMetier(ErreurLocale.IDENTIFIANTS_REFUSES, REFUS);
        }
        var uuid = compte.get().uuid();
        oublierLesEssais(uuid);
        jdbc.sql("update utilisateur set derniere_connexion = :maintenant where uuid = :uuid")
                .param("maintenant", maintenant())
                .param("uuid", uuid)
                .update();
        return uuid;
    }

    /** Sends a link to whoever owns this name or e-mail; says nothing of whether somebody does. */
    public void demanderUnLien(String identifiant) {
        exigerOuverte();
        // After the answer, so that its time says nothing either.
        Thread.ofVirtual().name("lien-de-mot-de-passe").start(() -> envoyerUnLien(identifiant));
    }

    private void envoyerUnLien(String identifiant) {
        try {
            chercher(identifiant)
                    .filter(c -> !c.email().isBlank())
                    .ifPresent(compte -> transaction.executeWithoutResult(_ -> {
                        if (liensRecents(compte.uuid()) < LIENS_PAR_HEURE) {
                            evenements.publishEvent(CourrielDeMotDePasse.lien(compte.email(), lien(compte.uuid())));
                        }
                    }));
        } catch (RuntimeException e) {
            LOG.error("A reset link could not be sent", e);
        }
    }

    /**
     * A link that lets the owner of an account choose a password, for operators.
     *
     * @throws ErreurMetier 404 without such a local account
     */
    public String lienPour(String identifiant) {
        exigerOuverte();
        var compte = chercher(identifiant)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucun compte local actif n’a cet identifiant."));
        return java.util.Objects.requireNonNull(transaction.execute(_ -> lien(compte.uuid())));
    }

    /**
     * Chooses a password with a link, which serves once.
     *
     * @return whose account it is
     * @throws ErreurMetier 410 when the link is unknown, used or too old; 422 when the password is refused
     */
    public UUID changer(String jeton, String motDePasse) {
        exigerOuverte();
        var maintenant = maintenant();
        var compte = jdbc.sql("""
            select u.uuid, u.username, u.prenom, u.nom, u.email, '' as empreinte
            from lien_de_mot_de_passe l join utilisateur u on u.uuid = l.utilisateur
            where l.empreinte = :empreinte and l.utilise_le is null and l.expire_le > :maintenant
              and u.actif and u.cerbere_login is null\
            """)
                .param("empreinte", empreinte(jeton))
                .param("maintenant", maintenant)
                .query(Compte.class)
                .optional()
                .orElseThrow(ComptesLocaux::lienPerime);
        exigerSolide(compte, motDePasse);
        var empreinte = encodeur.encode(motDePasse);
        transaction.executeWithoutResult(_ -> {
            int servi = jdbc.sql("""
                update lien_de_mot_de_passe set utilise_le = :maintenant
                where empreinte = :empreinte and utilise_le is null\
                """)
                    .param("maintenant", maintenant)
                    .param("empreinte", empreinte(jeton))
                    .update();
            if (servi == 0) {
                throw lienPerime();
            }
            garder(compte.uuid(), empreinte);
        });
        LOG.info("The password of {} was changed", compte.uuid());
        return compte.uuid();
    }

    /**
     * Changes the password of somebody signed in, who shows the one they have; they are told by mail.
     *
     * @throws ErreurMetier 403 when the present password is not theirs, in the words of a sign-in that fails and counted
     *     like one; 422 when the new one is refused
     */
    public void changer(UUID utilisateur, String actuel, String nouveau) {
        exigerOuverte();
        var compte = parUuid(utilisateur)
                .orElseThrow(() -> ErreurMetier.interdit(
                        "Votre compte n’a pas de mot de passe ici : il se change là où vous vous connectez."));
        boolean admis = compterUnEssai(utilisateur.toString()) <= ESSAIS_MAX;
        boolean juste =
                encodeur.matches(actuel.length() > ReglesDeMotDePasse.LONGUEUR_MAX ? "" : actuel, compte.empreinte());
        if (!admis || !juste) {
            LOG.info("A change of password failed{}", admis ? "" : ": too many attempts");
            throw new ErreurMetier(
                    ErreurLocale.IDENTIFIANTS_REFUSES,
                    "Ce n’est pas votre mot de passe actuel, ou il y a eu trop d’essais. Réessayez, ou demandez un"
                            + " nouveau mot de passe depuis la page de connexion.");
        }
        oublierLesEssais(utilisateur);
        exigerSolide(compte, nouveau);
        if (nouveau.equals(actuel)) {
            throw invalide("Ce mot de passe est celui que vous avez déjà. Choisissez-en un autre.");
        }
        var empreinte = encodeur.encode(nouveau);
        transaction.executeWithoutResult(_ -> {
            garder(utilisateur, empreinte);
            if (!compte.email().isBlank()) {
                evenements.publishEvent(CourrielDeMotDePasse.changement(
                        compte.email(), adresse.replaceAll("/+$", "") + "/connexion/mot-de-passe-oublie"));
            }
        });
        LOG.info("The password of {} was changed by its owner", utilisateur);
    }

    /** Whether somebody has a password here, which they may change. */
    public boolean aUnMotDePasse(UUID utilisateur) {
        return ouverte && parUuid(utilisateur).isPresent();
    }

    private Optional<Compte> parUuid(UUID utilisateur) {
        return jdbc.sql("""
            select u.uuid, u.username, u.prenom, u.nom, u.email, m.empreinte
            from utilisateur u join mot_de_passe m on m.utilisateur = u.uuid
            where u.uuid = :utilisateur and u.cerbere_login is null and u.actif\
            """)
                .param("utilisateur", utilisateur)
                .query(Compte.class)
                .optional();
    }

    private void garder(UUID utilisateur, String empreinte) {
        jdbc.sql("""
            insert into mot_de_passe (utilisateur, empreinte, change_le) values (:utilisateur, :empreinte, :maintenant)
            on conflict (utilisateur) do update set empreinte = excluded.empreinte, change_le = excluded.change_le\
            """)
                .param("utilisateur", utilisateur)
                .param("empreinte", empreinte)
                .param("maintenant", maintenant())
                .update();
        // The links of this person were asked for the same reason, which is gone.
        jdbc.sql("""
            update lien_de_mot_de_passe set utilise_le = :maintenant
            where utilisateur = :utilisateur and utilise_le is null\
            """)
                .param("maintenant", maintenant())
                .param("utilisateur", utilisateur)
                .update();
        oublierLesEssais(utilisateur);
    }

    private static void exigerSolide(Compte compte, String motDePasse) {
        ReglesDeMotDePasse.refus(
                        motDePasse, List.of(compte.username(), compte.prenom(), compte.nom(), compte.email(), "apilos"))
                .ifPresent(refus -> {
                    throw invalide(refus);
                });
    }

    private static ErreurMetier invalide(String refus) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE, refus, Map.of(), List.of(new ErreurMetier.ErreurDeChamp("motDePasse", refus)));
    }

    /** Forgets what no longer counts. */
    @Scheduled(fixedDelay = 3_600_000)
    void purger() {
        jdbc.sql("delete from essai_local where dernier_le < :limite")
                .param("limite", maintenant().minus(BLOCAGE))
                .update();
        jdbc.sql("delete from lien_de_mot_de_passe where expire_le < :limite")
                .param("limite", maintenant().minusDays(1))
                .update();
    }

    private void exigerOuverte() {
        if (!ouverte) {
            throw new ErreurMetier(
                    ErreurLocale.CONNEXION_LOCALE_ABSENTE,
                    "Cette installation ne connaît pas de mot de passe : connectez-vous avec Cerbère.");
        }
    }

    /** R64: by name or e-mail, whatever the case; the oldest when several match. R1: an account of Cerbère has no password. */
    private Optional<Compte> chercher(String identifiant) {
        return jdbc.sql("""
            select u.uuid, u.username, u.prenom, u.nom, u.email, coalesce(m.empreinte, :leurre) as empreinte
            from utilisateur u left join mot_de_passe m on m.utilisateur = u.uuid
            where u.cerbere_login is null and u.actif and (lower(u.username) = :qui or lower(u.email) = :qui)
            order by u.cree_le, u.uuid limit 1\
            """)
                .param("leurre", leurre)
                .param("qui", normalise(identifiant))
                .query(Compte.class)
                .optional();
    }

    /** R67: five failures lock for six hours, counted from the fifth. */
    private int compterUnEssai(String cle) {
        return jdbc.sql("""
            insert into essai_local (cle, essais, dernier_le) values (:cle, 1, :maintenant)
            on conflict (cle) do update set
              essais = case when essai_local.dernier_le < :limite then 1 else least(essai_local.essais + 1, 1000) end,
              dernier_le = case when essai_local.dernier_le >= :limite and essai_local.essais >= :max
                then essai_local.dernier_le else excluded.dernier_le end
            returning essais\
            """)
                .param("cle", cle)
                .param("maintenant", maintenant())
                .param("limite", maintenant().minus(BLOCAGE))
                .param("max", ESSAIS_MAX)
                .query(Integer.class)
                .single();
    }

    private void oublierLesEssais(UUID utilisateur) {
        jdbc.sql("delete from essai_local where cle = :cle")
                .param("cle", utilisateur.toString())
                .update();
    }

    private int liensRecents(UUID utilisateur) {
        return jdbc.sql("""
            select count(*) from lien_de_mot_de_passe where utilisateur = :utilisateur and demande_le > :limite\
            """)
                .param("utilisateur", utilisateur)
                .param("limite", maintenant().minusHours(1))
                .query(Integer.class)
                .single();
    }

    private String lien(UUID utilisateur) {
        var octets = new byte[OCTETS_DU_LIEN];
        hasard.nextBytes(octets);
        var jeton = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        jdbc.sql("""
            insert into lien_de_mot_de_passe (empreinte, utilisateur, demande_le, expire_le)
            values (:empreinte, :utilisateur, :maintenant, :expire)\
            """)
                .param("empreinte", empreinte(jeton))
                .param("utilisateur", utilisateur)
                .param("maintenant", maintenant())
                .param("expire", maintenant().plus(VIE_DU_LIEN))
                .update();
        // In the query: paths are written in access logs.
        return adresse.replaceAll("/+$", "") + "/connexion/nouveau-mot-de-passe?jeton=" + jeton;
    }

    private static ErreurMetier lienPerime() {
        return new ErreurMetier(
                ErreurLocale.LIEN_PERIME, "Ce lien a déjà servi ou a plus de trente minutes. Demandez-en un autre.");
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }

    private static String normalise(String identifiant) {
        return identifiant.strip().toLowerCase(Locale.ROOT);
    }

    private static String empreinte(String texte) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(texte.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
