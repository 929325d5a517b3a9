package fr.gouv.apilos.habilitation.gestion;

import fr.gouv.apilos.habilitation.annuaire.DroitsDeGestion;
import fr.gouv.apilos.habilitation.annuaire.Fiches;
import fr.gouv.apilos.habilitation.annuaire.Fiches.Compte;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.siap.ClientSiap;
import fr.gouv.apilos.habilitation.utilisateur.Identification;
import fr.gouv.apilos.habilitation.utilisateur.IdentitesExternes;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Saisies;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The acts of the support team on one account, each with its rule. */
@Service
class Gestion {

    /** Longest reason kept (04 R8). */
    static final int MOTIF_MAX = 100;

    private static final int NOM_MAX = 150;
    private static final int EMAIL_MAX = 254;
    private static final int EMAIL_SECONDAIRE_MAX = 264;
    /** What the original accepts in an identifier (04 §2.1). */
    private static final Pattern IDENTIFIANT = Pattern.compile("[\\p{L}\\p{N}@.+\\-_]+");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

    private final Fiches fiches;
    private final Utilisateurs utilisateurs;
    private final Roles roles;
    private final IdentitesExternes identites;
    private final ClientSiap siap;

    Gestion(Fiches fiches, Utilisateurs utilisateurs, Roles roles, IdentitesExternes identites, ClientSiap siap) {
        this.fiches = fiches;
        this.utilisateurs = utilisateurs;
        this.roles = roles;
        this.identites = identites;
        this.siap = siap;
    }

    /**
     * What came of a form.
     *
     * @param perimee somebody else saved in between; nothing was written
     */
    record Enregistrement(Compte compte, List<ErreurDeChamp> erreurs, boolean perimee) {
        boolean fait() {
            return erreurs.isEmpty() && !perimee;
        }
    }

    /** The account, for somebody who may change it. */
    Compte aModifier(UUID uuid, Identite acteur) {
        var compte = lire(uuid, acteur);
        DroitsDeGestion.exiger(DroitsDeGestion.refusDeModifier(compte, acteur));
        return compte;
    }

    /**
     * Saves the identity. What Cerbère says is not for anybody to change here: it would be lost at the next sign-in.
     *
     * @param version the one that was read
     */
    @Transactional
    Enregistrement identifier(UUID uuid, long version, UnaryOperator<@Nullable String> parametres, Identite acteur) {
        var compte = aModifier(uuid, acteur);
        var s = new Saisies(parametres);
        boolean local = compte.cerbereLogin() == null;
        var username = compte.username();
        var prenom = compte.prenom();
        var nom = compte.nom();
        var email = compte.email();
        if (local) {
            prenom = vide(s.texte("first_name", "Le prénom", NOM_MAX));
            nom = vide(s.texte("last_name", "Le nom", NOM_MAX));
            email = adresse(s, "email", "L’e-mail", EMAIL_MAX);
            username = s.exige("username", "L’identifiant", "Indiquez l’identifiant du compte.", NOM_MAX);
            if (!username.isEmpty() && !IDENTIFIANT.matcher(username).matches()) {
                s.refuser(
                        "username",
                        "L’identifiant compte des lettres, des chiffres et les signes @ . + - _, sans espace.");
            } else if (!username.equals(compte.username())
                    && utilisateurs.parUsername(username).isPresent()) {
                s.refuser("username", "L’identifiant « " + username + " » est déjà celui d’un autre compte.");
            }
        }
        var secondaire = adresse(s, "secondary_email", "L’e-mail secondaire", EMAIL_SECONDAIRE_MAX);
        if (compte.version() != version) {
            return new Enregistrement(compte, s.erreurs(), true);
        }
        if (!s.erreurs().isEmpty()) {
            return new Enregistrement(compte, s.erreurs(), false);
        }
        utilisateurs.identifier(uuid, new Identification(username, prenom, nom, email, secondaire));
        return new Enregistrement(compte, List.of(), false);
    }

    /** The account, for somebody who may open or close it. */
    Compte aFermer(UUID uuid, Identite acteur) {
        var compte = lire(uuid, acteur);
        DroitsDeGestion.exiger(DroitsDeGestion.refusDeFermer(compte, acteur));
        return compte;
    }

    /** The account, for somebody who may make or unmake a member of the support team. */
    Compte auxDroitsAChanger(UUID uuid, Identite acteur) {
        var compte = lire(uuid, acteur);
        DroitsDeGestion.exiger(DroitsDeGestion.refusDesDroits(compte, acteur));
        return compte;
    }

    /** Ends the access of an account. */
    @Transactional
    void desactiver(UUID uuid, @Nullable String motif, Identite acteur) {
        aFermer(uuid, acteur);
        exigerCourt(motif);
        utilisateurs.desactiver(uuid, motif);
    }

    /** Gives the access back. */
    @Transactional
    void reactiver(UUID uuid, @Nullable String motif, Identite acteur) {
        aFermer(uuid, acteur);
        exigerCourt(motif);
        utilisateurs.reactiver(uuid, motif);
    }

    /** Makes or unmakes a member of the support team. */
    @Transactional
    void changerDroits(UUID uuid, boolean staff, boolean superuser, @Nullable String motif, Identite acteur) {
        auxDroitsAChanger(uuid, acteur);
        utilisateurs.changerDroits(uuid, staff, superuser, motif);
    }

    /** The account, for somebody who may give it a role. */
    Compte aDoter(UUID uuid, Identite acteur) {
        var compte = aModifier(uuid, acteur);
        if (siap.configure() && compte.cerbereLogin() != null) {
            throw ErreurMetier.conflit("Les droits de ce compte viennent de SIAP, relus à chaque connexion : un rôle"
                    + " donné ici n’aurait aucun effet. Donnez-lui une habilitation dans SIAP.");
        }
        return compte;
    }

    /** Gives a role. */
    @Transactional
    void donnerRole(UUID uuid, DroitsAccordes droits, @Nullable String motif, Identite acteur) {
        aDoter(uuid, acteur);
        exigerNouveau(uuid, droits);
        roles.donner(uuid, droits, motif);
    }

    /** @throws ErreurMetier 409 when the account has this role already */
    void exigerNouveau(UUID uuid, DroitsAccordes droits) {
        if (roles.dejaDonne(uuid, droits)) {
            throw ErreurMetier.conflit("Ce compte a déjà ce rôle.");
        }
    }

    /**
     * A role that may be withdrawn here.
     *
     * @throws ErreurMetier 404 when the account has no such role, 409 when SIAP gives it or it is withdrawn already
     */
    Fiches.RoleLu aRetirer(UUID uuid, long role, Identite acteur) {
        aModifier(uuid, acteur);
        var lu = fiches.roles(uuid, acteur).stream()
                .filter(r -> r.id() == role)
                .findFirst()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce compte n’a pas ce rôle."));
        if (lu.fin() != null) {
            throw ErreurMetier.conflit("Ce rôle est déjà retiré.");
        }
        if (lu.deSiap()) {
            throw ErreurMetier.conflit(
                    "Ce rôle vient de SIAP : il se retire dans SIAP, et disparaît d’ici à la connexion suivante.");
        }
        return lu;
    }

    /** Withdraws a role; its row stays, with its end (04 D7, D10). */
    @Transactional
    void retirerRole(UUID uuid, long role, @Nullable String motif, Identite acteur) {
        aRetirer(uuid, role, acteur);
        roles.retirer(role, motif);
    }

    /** A tie of the account to a subject of a provider, for somebody who may change it (ADR 0030). */
    IdentitesExternes.Lien lien(UUID uuid, long id, Identite acteur) {
        aModifier(uuid, acteur);
        return identites.de(uuid).stream()
                .filter(lien -> lien.id() == id)
                .findFirst()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce compte n’est pas relié à cette identité."));
    }

    /** Unties a subject from the account; asked twice it does no more, so that the sessions can be ended again. */
    @Transactional
    void delier(UUID uuid, long id, @Nullable String motif, Identite acteur) {
        var lien = lien(uuid, id, acteur);
        exigerCourt(motif);
        identites.delier(uuid, lien, motif);
    }

    /**
     * Lets a subject be tied again at its next sign-in.
     *
     * @throws ErreurMetier 409 when it is tied
     */
    @Transactional
    void permettre(UUID uuid, long id, @Nullable String motif, Identite acteur) {
        var lien = aPermettre(uuid, id, acteur);
        exigerCourt(motif);
        identites.permettre(uuid, lien, motif);
    }

    /** A tie that was undone. */
    IdentitesExternes.Lien aPermettre(UUID uuid, long id, Identite acteur) {
        var lien = lien(uuid, id, acteur);
        if (lien.enVigueur()) {
            throw ErreurMetier.conflit("Cette identité est déjà reliée au compte.");
        }
        return lien;
    }

    /** Pages say it next to the field; a program is told here. */
    private static void exigerCourt(@Nullable String motif) {
        if (motif != null && motif.strip().length() > MOTIF_MAX) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Le motif compte au plus " + MOTIF_MAX + " caractères ; vous en avez saisi "
                            + motif.strip().length() + ".");
        }
    }

    /** Who changes nothing learns nothing: refused before the account is looked for. */
    private Compte lire(UUID uuid, Identite acteur) {
        DroitsDeGestion.exiger(DroitsDeGestion.refusDeGerer(acteur));
        return fiches.lire(uuid, acteur);
    }

    private static String adresse(Saisies s, String champ, String libelle, int max) {
        var valeur = vide(s.texte(champ, libelle, max));
        if (!valeur.isEmpty() && !EMAIL.matcher(valeur).matches()) {
            s.refuser(champ, libelle + " doit ressembler à nom@domaine.fr.");
        }
        return valeur;
    }

    private static String vide(@Nullable String valeur) {
        return valeur == null ? "" : valeur;
    }
}
