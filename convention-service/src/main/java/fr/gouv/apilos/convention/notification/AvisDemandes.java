package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.platform.security.Typologie;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks a person what they think of the service, once: a bailleur at their first submission, an instructeur at their first
 * validation (01 R230, MAIL-13). Who was asked is remembered, so that nothing asks twice (06 C6).
 */
@Component
class AvisDemandes {

    private final JdbcClient jdbc;
    private final Correspondants correspondants;
    private final ApplicationEventPublisher evenements;
    private final TransactionTemplate transaction;
    private final Clock horloge;
    private final String adresse;
    private final String bailleurs;
    private final String instructeurs;

    AvisDemandes(
            JdbcClient jdbc,
            Correspondants correspondants,
            ApplicationEventPublisher evenements,
            TransactionTemplate transaction,
            Clock horloge,
            @Value("${apilos.url}") String adresse,
            @Value("${apilos.avis.bailleur:}") String bailleurs,
            @Value("${apilos.avis.instructeur:}") String instructeurs) {
        this.jdbc = jdbc;
        this.correspondants = correspondants;
        this.evenements = evenements;
        this.transaction = transaction;
        this.horloge = horloge;
        this.adresse = adresse.replaceAll("/+$", "");
        this.bailleurs = bailleurs;
        this.instructeurs = instructeurs;
    }

    /** After the commit; whatever it throws, it is tried again. */
    void surTransition(TransitionFaite faite) {
        var acteur = faite.acteur();
        // The support team acts for others on both sides: it has no opinion to give.
        if (acteur.utilisateur() == null || acteur.typologie().equals(Typologie.STAFF.name())) {
            return;
        }
        switch (faite.transition()) {
            case SOUMETTRE, RENVOYER -> {
                if (acteur.bailleur()) {
                    demander(faite, Statut.INSTRUCTION, ModeleDeCourriel.SATISFACTION_BAILLEUR);
                }
            }
            case VALIDER -> {
                if (acteur.instructeur()) {
                    demander(faite, Statut.A_SIGNER, ModeleDeCourriel.SATISFACTION_INSTRUCTEUR);
                }
            }
            default -> {
                // Nothing else is a first time worth a question.
            }
        }
    }

    private void demander(TransitionFaite faite, Statut statut, ModeleDeCourriel modele) {
        var acteur = faite.acteur();
        if (!premiere(faite, statut)
                || dejaDemande(acteur.utilisateur(), modele)
                || sansCourriel(acteur.utilisateur())) {
            return;
        }
        var destinataires = Destinataires.adresses(Stream.of(acteur.email()));
        if (destinataires.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            int nouveau = jdbc.sql("""
                insert into avis_demande (utilisateur, cote, demande_le) values (:qui, :cote, :instant)
                on conflict do nothing\
                """)
                    .param("qui", acteur.utilisateur())
                    .param("cote", modele.name())
                    .param("instant", horloge.instant().atOffset(ZoneOffset.UTC))
                    .update();
            if (nouveau == 1) {
                evenements.publishEvent(CourrielDemande.de(
                        UUID.nameUUIDFromBytes((modele + " " + acteur.utilisateur()).getBytes(StandardCharsets.UTF_8)),
                        destinataires.getFirst(),
                        TexteDeCourriel.satisfaction(modele, acteur.nom(), questionnaire(modele)),
                        List.of()));
            }
        });
    }

    /** The page of the questionnaire, or the contact form as long as there is none. */
    String questionnaire(ModeleDeCourriel modele) {
        var choisi = modele == ModeleDeCourriel.SATISFACTION_BAILLEUR ? bailleurs : instructeurs;
        return choisi.isBlank() ? adresse + "/contact/?sujet=Mon%20avis%20sur%20APiLos" : choisi;
    }

    /** No line of this person with this status before, on any convention. */
    private boolean premiere(TransitionFaite faite, Statut statut) {
        return jdbc.sql("""
            select not exists (select from convention_historique
              where utilisateur = :qui and statut = :statut and cree_le < :instant)\
            """)
                .param("qui", faite.acteur().utilisateur())
                .param("statut", statut.name())
                .param("instant", faite.survenuLe().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private boolean dejaDemande(UUID utilisateur, ModeleDeCourriel modele) {
        return jdbc.sql("select exists (select from avis_demande where utilisateur = :qui and cote = :cote)")
                .param("qui", utilisateur)
                .param("cote", modele.name())
                .query(Boolean.class)
                .single();
    }

    /** « Aucun email » is respected here too. */
    private boolean sansCourriel(UUID utilisateur) {
        return correspondants.duBailleur(null, List.of(utilisateur)).stream()
                .anyMatch(personne -> personne.utilisateur().equals(utilisateur)
                        && personne.preference().equals("AUCUN"));
    }
}
