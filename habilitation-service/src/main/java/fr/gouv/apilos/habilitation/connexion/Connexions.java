package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.jeton.Emetteur;
import fr.gouv.apilos.habilitation.jeton.Emetteur.JetonEmis;
import fr.gouv.apilos.habilitation.referentiel.EntitesConnues;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Permission;
import fr.gouv.apilos.habilitation.siap.Menus;
import fr.gouv.apilos.habilitation.utilisateur.IdentiteCerbere;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Habilitation;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.security.Perimetre;
import fr.gouv.apilos.platform.security.Typologie;
import fr.gouv.apilos.platform.web.MenuCommun;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Sign-in, and the token of the habilitation in use. */
@Service
class Connexions {

    private static final Logger LOG = LoggerFactory.getLogger(Connexions.class);
    private static final long STAFF_SEUL = 0;
    private static final Set<String> TOUTES =
            Arrays.stream(Permission.values()).map(Permission::code).collect(Collectors.toUnmodifiableSet());

    record HabilitationVue(long id, String libelle, String profil, String perimetre, boolean lectureSeule) {}

    record UtilisateurVu(UUID uuid, String nom, String email, boolean staff) {}

    record Ouverte(UtilisateurVu utilisateur, List<HabilitationVue> habilitations, long active) {}

    /**
     * The token of a session, with what its pages show beside it.
     *
     * @param menu null where SIAP gives none
     */
    record JetonDeSession(
            String jeton, Instant expireLe, @Nullable MenuCommun menu) {}

    private final Utilisateurs utilisateurs;
    private final Droits droits;
    private final GroupesEtPermissions groupes;
    private final EntitesConnues entites;
    private final Emetteur emetteur;
    private final Detours detours;
    private final Menus menus;

    Connexions(
            Utilisateurs utilisateurs,
            Droits droits,
            GroupesEtPermissions groupes,
            EntitesConnues entites,
            Emetteur emetteur,
            Detours detours,
            Menus menus) {
        this.menus = menus;
        this.detours = detours;
        this.utilisateurs = utilisateurs;
        this.droits = droits;
        this.groupes = groupes;
        this.entites = entites;
        this.emetteur = emetteur;
    }

    /**
     * Opens the access of somebody Cerbère has just identified.
     *
     * @throws ErreurMetier 403 without a usable habilitation: never a 500, never another right instead (D8, D13)
     */
    Ouverte ouvrir(IdentiteCerbere cerbere) {
        return ouvrir(utilisateurs.connecter(cerbere));
    }

    /** The same for a person identified by other means than Cerbère. */
    Ouverte ouvrir(UUID uuid) {
        return ouvrir(utilisateurs.actif(uuid));
    }

    private Ouverte ouvrir(Utilisateur utilisateur) {
        var choix = droits.constater(utilisateur);
        var vues = choix.acces().stream()
                .map(a -> new HabilitationVue(
                        a.numero(),
                        a.libelle(),
                        a.profil(),
                        a.territoire(),
                        a.groupe().lectureSeule()))
                .toList();
        if (vues.isEmpty() && exploitant(utilisateur)) {
            vues = List.of(new HabilitationVue(STAFF_SEUL, "Équipe APiLos", "STAFF", "National", false));
        }
        if (vues.isEmpty()) {
            LOG.info("Sign-in of {} refused: no usable habilitation ({})", utilisateur.uuid(), choix.refus());
            var motifs = String.join(" ", choix.refus());
            throw new ErreurMetier(
                    ErreurConnexion.SANS_HABILITATION,
                    (motifs.isEmpty() ? "Votre compte n’a pas d’habilitation validée." : motifs)
                            + " Demandez une habilitation dans SIAP, ou faites valider celle que vous avez demandée,"
                            + " puis reconnectez-vous.",
                    Map.of("motifs", choix.refus()));
        }
        var derniere = utilisateur.derniereHabilitation();
        var active = vues.stream()
                .map(HabilitationVue::id)
                .filter(id -> id.equals(derniere))
                .findFirst()
                .orElse(vues.getFirst().id());
        LOG.info("Sign-in of {} with {} habilitation(s)", utilisateur.uuid(), vues.size());
        return new Ouverte(
                new UtilisateurVu(
                        utilisateur.uuid(), utilisateur.nomAffiche(), utilisateur.email(), exploitant(utilisateur)),
                vues,
                active);
    }

    /**
     * The token of one habilitation of a user.
     *
     * @throws ErreurMetier 403 when the account is closed or the habilitation withdrawn
     */
    JetonDeSession jeton(UUID uuid, long habilitation) {
        var identite = identite(utilisateurs.actif(uuid), habilitation);
        if (identite.habilitation().id() != STAFF_SEUL) {
            utilisateurs.retenirHabilitation(uuid, habilitation);
        }
        return avecMenu(identite);
    }

    private JetonDeSession avecMenu(Identite identite) {
        var emis = emetteur.emettre(identite);
        return new JetonDeSession(
                emis.jeton(),
                emis.expireLe(),
                menus.de(identite.login(), identite.habilitation().id()).orElse(null));
    }

    /** The same, used by somebody of the support team (04 R112): checked again each time. */
    JetonDeSession jeton(UUID uuid, long habilitation, UUID acteur) {
        var reel = detours.acteur(acteur, uuid);
        return avecMenu(identite(utilisateurs.actif(uuid), habilitation).par(reel));
    }

    /**
     * The token of somebody SIAP speaks for (04 R80, R81): the rights and the perimeter a page would give under this
     * habilitation, nobody's identifier, no personal filter (05 V5).
     *
     * @throws ErreurMetier as {@link Droits#dePassage}
     */
    JetonEmis jetonDePassage(String login, long habilitation) {
        var passage = droits.dePassage(login, habilitation);
        var acces = passage.acces();
        return emetteur.emettre(new Identite(
                Identite.SANS_COMPTE,
                passage.nom(),
                passage.email(),
                login,
                acces.profil(),
                acces.typologieDuJeton(),
                new Habilitation(acces.numero(), acces.libelle(), acces.service()),
                acces.groupe().lectureSeule(),
                false,
                false,
                groupes.permissions(acces.groupe()),
                acces.perimetre(entites::avecEnfants, Set.of())));
    }

    private Identite identite(Utilisateur utilisateur, long habilitation) {
        var acces = droits.courants(utilisateur).acces().stream()
                .filter(a -> a.numero() == habilitation)
                .findFirst();
        if (acces.isPresent()) {
            return identite(utilisateur, acces.get());
        }
        if (habilitation == STAFF_SEUL && exploitant(utilisateur)) {
            return staff(utilisateur);
        }
        throw new ErreurMetier(
                ErreurConnexion.HABILITATION_RETIREE,
                "SIAP ne donne plus cette habilitation. Reconnectez-vous pour en choisir une autre.");
    }

    private Identite identite(Utilisateur utilisateur, Acces acces) {
        // R16, R20: staff hold every permission, but see and read as their habilitation says, superusers see
        // everything.
        var exploitant = exploitant(utilisateur);
        return new Identite(
                utilisateur.uuid(),
                utilisateur.nomAffiche(),
                utilisateur.email(),
                Objects.requireNonNullElse(utilisateur.cerbereLogin(), ""),
                acces.profil(),
                acces.typologieDuJeton(),
                new Habilitation(acces.numero(), acces.libelle(), acces.service()),
                acces.groupe().lectureSeule(),
                utilisateur.staff(),
                utilisateur.superuser(),
                exploitant ? TOUTES : groupes.permissions(acces.groupe()),
                utilisateur.superuser()
                        ? Perimetre.NATIONAL
                        : acces.perimetre(entites::avecEnfants, utilisateur.filtreDepartements()));
    }

    private static Identite staff(Utilisateur utilisateur) {
        return new Identite(
                utilisateur.uuid(),
                utilisateur.nomAffiche(),
                utilisateur.email(),
                Objects.requireNonNullElse(utilisateur.cerbereLogin(), ""),
                "STAFF",
                Typologie.STAFF,
                Habilitation.AUCUNE,
                false,
                utilisateur.staff(),
                utilisateur.superuser(),
                TOUTES,
                Perimetre.NATIONAL);
    }

    private static boolean exploitant(Utilisateur utilisateur) {
        return utilisateur.staff() || utilisateur.superuser();
    }
}
