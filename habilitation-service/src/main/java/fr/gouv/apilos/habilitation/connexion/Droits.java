package fr.gouv.apilos.habilitation.connexion;

import fr.gouv.apilos.habilitation.referentiel.Rapprochement;
import fr.gouv.apilos.habilitation.role.DroitsAccordes;
import fr.gouv.apilos.habilitation.role.Role;
import fr.gouv.apilos.habilitation.role.Roles;
import fr.gouv.apilos.habilitation.siap.ClientSiap;
import fr.gouv.apilos.habilitation.siap.Correspondance;
import fr.gouv.apilos.habilitation.siap.Traduction;
import fr.gouv.apilos.habilitation.siap.Traduction.EntiteDemandee;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateur;
import fr.gouv.apilos.habilitation.utilisateur.Utilisateurs;
import fr.gouv.apilos.platform.error.ErreurMetier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** Brings the roles of a user up to date with SIAP, or reads the stand-alone ones. No transaction during calls. */
@Service
class Droits {

    private static final Logger LOG = LoggerFactory.getLogger(Droits.class);

    /**
     * What a user may choose from.
     *
     * @param refus why the other habilitations give nothing, in French
     */
    record Choix(List<Acces> acces, List<String> refus) {}

    private final ClientSiap siap;
    private final Utilisateurs utilisateurs;
    private final Roles roles;
    private final Rapprochement rapprochement;
    private final Clock horloge;

    Droits(ClientSiap siap, Utilisateurs utilisateurs, Roles roles, Rapprochement rapprochement, Clock horloge) {
        this.siap = siap;
        this.utilisateurs = utilisateurs;
        this.roles = roles;
        this.rapprochement = rapprochement;
        this.horloge = horloge;
    }

    /** Asks SIAP now, and meets the référentiel for every entity. */
    Choix constater(Utilisateur utilisateur) {
        return deSiap(utilisateur) ? synchroniser(utilisateur, true) : locaux(utilisateur);
    }

    /**
     * The rights as known, asked again from SIAP when they are older than a few minutes (D11). While SIAP is away the
     * last answer is believed for a bounded time.
     */
    Choix courants(Utilisateur utilisateur) {
        if (!deSiap(utilisateur)) {
            return locaux(utilisateur);
        }
        var connus = roles.enVigueur(utilisateur.uuid(), Role.Origine.SIAP);
        var maintenant = horloge.instant();
        var reglages = siap.proprietes();
        if (!connus.isEmpty()
                && connus.stream()
                        .allMatch(r -> r.vuLe().plus(reglages.fraicheur()).isAfter(maintenant))) {
            return new Choix(Acces.deSiap(connus), List.of());
        }
        try {
            return synchroniser(utilisateur, false);
        } catch (ErreurMetier e) {
            var tenables = connus.stream()
                    .filter(r -> r.vuLe().plus(reglages.tolerance()).isAfter(maintenant))
                    .toList();
            if (e.code().statut() != HttpStatus.SERVICE_UNAVAILABLE || tenables.isEmpty()) {
                throw e;
            }
            LOG.warn("Habilitations of {} not refreshed: {}", utilisateur.uuid(), e.detail());
            return new Choix(Acces.deSiap(tenables), List.of());
        }
    }

    /**
     * Somebody SIAP speaks for.
     *
     * @param nom as SIAP says it, else the login
     * @param email empty when SIAP says none
     */
    record Passage(Acces acces, String nom, String email) {}

    /**
     * What one habilitation gives today to a login SIAP speaks for: no account and no role is made, the entity is
     * (04 R35, R80). One SIAP does not give is never another one instead (D19).
     *
     * @throws ErreurMetier 403 when the account of this login was closed or SIAP gives no such habilitation, 503 when SIAP
     *     does not answer
     */
    Passage dePassage(String login, long numero) {
        var compte = utilisateurs.parLoginCerbere(login);
        if (!siap.configure()) {
            throw ErreurMetier.interdit("Cette installation ne tient aucun droit de SIAP.");
        }
        var habilitation = siap.habilitations(login).stream()
                .filter(h -> h.id() == numero)
                .findFirst()
                .orElseThrow(() -> new ErreurMetier(
                        ErreurConnexion.HABILITATION_RETIREE,
                        "SIAP ne donne pas l’habilitation " + numero + " à « " + login + " »."));
        var personne = habilitation.utilisateur();
        var nom = personne == null ? "" : personne.nomAffiche();
        var email = personne == null || personne.email() == null
                ? ""
                : personne.email().strip();
        return switch (Correspondance.traduire(habilitation, "")) {
            case Traduction.Refusee refusee ->
                throw new ErreurMetier(ErreurConnexion.SANS_HABILITATION, refusee.motif());
            case Traduction.Admise admise -> {
                // A role of their own, if they ever signed in, says which entity it is while the référentiel is away.
                var role = compte.flatMap(c -> roles.enVigueur(c.uuid(), Role.Origine.SIAP).stream()
                                .filter(r -> r.numero() == numero)
                                .findFirst())
                        .orElse(null);
                yield new Passage(
                        Acces.dePassage(accorder(admise, login, role, true)), nom.isEmpty() ? login : nom, email);
            }
        };
    }

    private boolean deSiap(Utilisateur utilisateur) {
        return siap.configure() && utilisateur.cerbereLogin() != null;
    }

    private Choix locaux(Utilisateur utilisateur) {
        return new Choix(Acces.locaux(roles.enVigueur(utilisateur.uuid(), Role.Origine.LOCAL)), List.of());
    }

    private Choix synchroniser(Utilisateur utilisateur, boolean entitesAussi) {
        var login = utilisateur.cerbereLogin();
        var connus = roles.enVigueur(utilisateur.uuid(), Role.Origine.SIAP).stream()
                .collect(Collectors.toMap(Role::numero, r -> r, (a, _) -> a));
        var constates = new ArrayList<DroitsAccordes>();
        var refus = new ArrayList<String>();
        for (var habilitation : siap.habilitations(login)) {
            switch (Correspondance.traduire(habilitation, utilisateur.email())) {
                case Traduction.Refusee refusee -> refus.add(refusee.motif());
                case Traduction.Admise admise ->
                    constates.add(accorder(admise, login, connus.get(admise.habilitation()), entitesAussi));
            }
        }
        return new Choix(Acces.deSiap(roles.synchroniser(utilisateur.uuid(), constates)), refus);
    }

    private DroitsAccordes accorder(Traduction.Admise admise, String login, Role connu, boolean entitesAussi) {
        UUID bailleur = null;
        UUID administration = null;
        String cle = null;
        switch (admise.entite()) {
            case EntiteDemandee.Aucune _ -> {}
            case EntiteDemandee.Administration a -> {
                cle = a.code();
                administration = connu != null && !entitesAussi && Objects.equals(cle, connu.cleEntite())
                        ? connu.administration()
                        : resoudre(
                                cle,
                                connu,
                                Role::administration,
                                () -> rapprochement.administration(a.code(), a.libelle()));
            }
            case EntiteDemandee.Bailleur b -> {
                cle = b.siren();
                bailleur = connu != null && !entitesAussi && Objects.equals(cle, connu.cleEntite())
                        ? connu.bailleur()
                        : resoudre(cle, connu, Role::bailleur, () -> rapprochement.bailleur(champs(b, login)));
            }
        }
        return new DroitsAccordes(
                admise.habilitation(),
                admise.profil().name(),
                admise.codeRole(),
                admise.typologie(),
                admise.groupe(),
                bailleur,
                administration,
                admise.region(),
                admise.departement(),
                admise.libelle(),
                admise.territoire(),
                cle);
    }

    /** With the référentiel away, an entity met before is still the same one. */
    private static UUID resoudre(
            String cle,
            Role connu,
            java.util.function.Function<Role, UUID> champ,
            java.util.function.Supplier<UUID> appel) {
        try {
            return appel.get();
        } catch (ErreurMetier e) {
            if (connu != null && cle.equals(connu.cleEntite()) && champ.apply(connu) != null) {
                return champ.apply(connu);
            }
            throw e;
        }
    }

    /** SIAP's own names, which the référentiel reads from operations as well; absorbed bailleurs follow (04 R37). */
    private Map<String, Object> champs(EntiteDemandee.Bailleur bailleur, String login) {
        var champs = new LinkedHashMap<String, Object>();
        champs.put("nom", bailleur.nom());
        champs.put("siren", bailleur.siren());
        champs.put("siret", bailleur.siret());
        if (bailleur.nature() != null) {
            champs.put("codeFamilleMO", bailleur.nature());
        }
        if (bailleur.siren().contains("@")) {
            champs.put("email", bailleur.siren());
        }
        champs.put("adresseLigne", bailleur.adresse());
        champs.put("codePostal", bailleur.codePostal());
        champs.put("ville", bailleur.ville());
        var absorbes = siap.absorbes(login, bailleur.siren());
        if (absorbes != null) {
            champs.put("sirensAbsorbes", absorbes);
        }
        return champs;
    }
}
