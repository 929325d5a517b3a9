package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.fichier.Fichiers;
import fr.gouv.apilos.convention.programme.ProgrammeRepository;
import fr.gouv.apilos.convention.reference.References;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what a convention said each time it was submitted, to tell what changed since (ux P4). */
@Component
class Soumissions {

    private final ConventionRepository conventions;
    private final ProgrammeRepository programmes;
    private final References references;
    private final Lignes lignes;
    private final Fichiers fichiers;
    private final Contenu contenu;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Soumissions(
            ConventionRepository conventions,
            ProgrammeRepository programmes,
            References references,
            Lignes lignes,
            Fichiers fichiers,
            Contenu contenu,
            JdbcClient jdbc,
            JsonMapper json) {
        this.conventions = conventions;
        this.programmes = programmes;
        this.references = references;
        this.lignes = lignes;
        this.fichiers = fichiers;
        this.contenu = contenu;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What was submitted, value by key; an empty value stands for none. */
    record Soumission(Instant soumiseLe, Map<String, String> valeurs) {

        /** What stood there, null when nothing changed or when it was not kept. */
        String avant(Contenu.Donnee donnee) {
            var ancienne = valeurs.get(donnee.cle());
            return ancienne == null || ancienne.equals(vide(donnee.valeur())) ? null : ancienne;
        }
    }

    /** In the transaction of the submission, so that one is not kept without the other. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void surTransition(TransitionFaite faite) {
        if (faite.transition() != Transition.SOUMETTRE && faite.transition() != Transition.RENVOYER) {
            return;
        }
        var convention = conventions.findWithLotsById(faite.convention()).orElseThrow();
        var programme = programmes.findById(convention.programme()).orElseThrow();
        var valeurs = new LinkedHashMap<String, String>();
        contenu.de(
                        convention,
                        programme,
                        references.bailleur(programme.bailleur()).orElse(null),
                        references.administration(programme.administration()).orElse(null),
                        lignes.prets(convention.id()),
                        lignes.logements(convention.id()),
                        fichiers.de(convention))
                .forEach(donnee -> valeurs.put(donnee.cle(), vide(donnee.valeur())));
        jdbc.sql("""
            insert into convention_soumission (id, convention, soumise_le, valeurs)
            values (:id, :convention, :quand, cast(:valeurs as jsonb))\
            """)
                .param("id", UUID.randomUUID())
                .param("convention", convention.id())
                .param("quand", faite.survenuLe().atOffset(ZoneOffset.UTC))
                .param("valeurs", json.writeValueAsString(valeurs))
                .update();
    }

    /**
     * What the reader compares with: the latest submission while corrections are made; the one before it while the
     * instructeur reads what they brought. Nothing before a submission, nor once the content is settled.
     */
    Optional<Soumission> reference(Convention convention) {
        if (convention.statut() != Statut.INSTRUCTION && convention.statut() != Statut.CORRECTION) {
            return Optional.empty();
        }
        var soumissions = jdbc.sql("""
            select soumise_le, valeurs from convention_soumission where convention = :convention
            order by soumise_le desc, id limit 2\
            """)
                .param("convention", convention.id())
                .query((ligne, numero) -> new Soumission(
                        ligne.getTimestamp(1).toInstant(),
                        json.readValue(ligne.getString(2), new TypeReference<Map<String, String>>() {})))
                .list();
        return soumissions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        convention.statut() == Statut.INSTRUCTION ? soumissions.getLast() : soumissions.getFirst());
    }

    private static String vide(String texte) {
        return texte == null ? "" : texte;
    }
}
