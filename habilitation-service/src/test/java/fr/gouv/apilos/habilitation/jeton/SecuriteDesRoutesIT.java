package fr.gouv.apilos.habilitation.jeton;

import com.nimbusds.jose.jwk.ECKey;
import fr.gouv.apilos.habilitation.Comptes;
import fr.gouv.apilos.habilitation.EssaiDeService;
import fr.gouv.apilos.habilitation.role.GroupesEtPermissions;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.testing.SecuriteDesRoutes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may write what in this service, tried on every route by every kind of caller, with tokens it really issues. */
@EssaiDeService
class SecuriteDesRoutesIT extends SecuriteDesRoutes {

    @Autowired
    Cles cles;

    @Autowired
    Emetteur emetteur;

    @Autowired
    Utilisateurs utilisateurs;

    @Autowired
    Roles roles;

    @Autowired
    GroupesEtPermissions groupes;

    @Autowired
    JdbcClient jdbc;

    /** Kept for good before anything is tried: made inside an attempt, both would be undone with it. */
    @BeforeEach
    void unePremiereCleEtLesGroupes() {
        cles.signature();
        groupes.peupler();
    }

    @Override
    protected List<Regle> regles() {
        var regles = new ArrayList<Regle>();
        for (var porte : List.of(
                "connexions",
                "jetons",
                "jetons/service",
                "detours",
                "detours/apercu",
                "detours/fin",
                "local/connexions",
                "local/liens",
                "local/mots-de-passe",
                "local/mots-de-passe/changement",
                "oidc/connexions",
                "siap/jetons",
                "connexions/actualisation")) {
            // HTTP Basic of a program: JetonsIT tries it.
            regles.add(Regle.json("POST /interne/" + porte, PERSONNE, () -> Cible.aucune(Map.of()), "{}"));
        }
        regles.add(Regle.formulaire("POST /admin/cles/rotation", EXPLOITATION, () -> Cible.aucune(Map.of()), Map.of()));
        // The référentiel of this test has nothing to tell, which is a 503: whoever gets it was let through.
        regles.add(Regle.formulaire(
                "POST /admin/referentiel/rattrapage", EXPLOITATION, () -> Cible.aucune(Map.of()), Map.of()));
        for (var acte : List.of("desactivation", "reactivation")) {
            regles.add(Regle.formulaire(
                    "POST /admin/utilisateurs/{uuid}/" + acte,
                    EXPLOITATION,
                    () -> Cible.aucune(Map.of("uuid", UUID.randomUUID())),
                    Map.of()));
        }
        regles.add(Regle.formulaire(
                "POST /admin/doublons/nettoyage", EXPLOITATION, () -> Cible.aucune(Map.of()), Map.of()));
        regles.add(Regle.json("POST /api/v1/correspondants", PROGRAMMES, () -> Cible.aucune(Map.of()), "{}"));
        regles.add(Regle.formulaire(
                "POST /apilos_settings/profile/",
                EnumSet.complementOf(EnumSet.of(Appelant.ANONYME, Appelant.STAFF, Appelant.PROGRAMME)),
                this::comptesDeTous,
                Map.of("preferences_email", "AUCUN")));
        for (var acte : List.of(
                "modifier",
                "desactiver",
                "reactiver",
                "droits",
                "roles/nouveau",
                "roles/{role}/retirer",
                "identites/{id}/delier",
                "identites/{id}/permettre")) {
            regles.add(Regle.formulaire(
                    "POST /apilos_settings/users/{uuid}/" + acte,
                    EXPLOITATION,
                    this::unCompte,
                    Map.of("confirme", "oui")));
        }
        regles.addAll(messagesGares());
        regles.addAll(reprise());
        regles.add(Regle.json(
                "POST /api/v1/effacement", EXPLOITATION, () -> Cible.aucune(Map.of()), "{\"confirmation\": \"non\"}"));
        regles.add(Regle.json(
                "POST /api/v1/jeu-d-essai",
                EXPLOITATION,
                () -> Cible.aucune(Map.of()),
                "{\"bailleur\": \"" + java.util.UUID.randomUUID() + "\", \"administration\": \""
                        + java.util.UUID.randomUUID() + "\"}"));
        return regles;
    }

    /** Everybody has an account here, the support team included: a refusal is not for the want of one. */
    private Cible comptesDeTous() {
        var cible = Cible.aucune(Map.of());
        for (var appelant : Appelant.values()) {
            var identite = appelant.identite(cible);
            if (identite != null) {
                Comptes.compteDe(utilisateurs, identite);
            }
        }
        return cible;
    }

    /** An account with a role on the bailleur of those who are in place. */
    private Cible unCompte() {
        groupes.peupler();
        var compte = utilisateurs.reprendre(Comptes.reprise("Un", "Compte"));
        var bailleur = UUID.randomUUID();
        var role = Comptes.bailleur(roles, compte.uuid(), bailleur);
        var identite = Comptes.identiteExterne(jdbc, compte.uuid());
        return new Cible(
                bailleur,
                UUID.randomUUID(),
                "93",
                "13",
                Map.of("uuid", compte.uuid(), "role", role.id(), "id", identite));
    }

    @Override
    protected String jeton(Identite identite) {
        return emetteur.emettre(identite).jeton();
    }

    @Override
    protected ECKey cle() {
        return cles.signature();
    }
}
