package fr.gouv.apilos.convention.notification;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One of each mail of this service, with sample values, sent to whoever of the support team asks. */
@RestController
class ApercuDesCourriels {

    private final ApplicationEventPublisher evenements;
    private final AvisDemandes avis;
    private final String adresse;

    ApercuDesCourriels(
            ApplicationEventPublisher evenements, AvisDemandes avis, @Value("${apilos.url}") String adresse) {
        this.evenements = evenements;
        this.avis = avis;
        this.adresse = adresse.replaceAll("/+$", "");
    }

    /**
     * Sends them the way all mails leave.
     *
     * @return how many
     * @throws ErreurMetier 409 when the caller has no address
     */
    @PostMapping("/admin/courriels/apercu")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Transactional
    public Map<String, Integer> envoyer(Identite identite) {
        if (identite.email().isBlank()) {
            throw ErreurMetier.conflit(
                    "Votre compte n’a pas d’adresse de courriel : l’aperçu n’a pas de destinataire.");
        }
        var textes = exemples();
        textes.forEach(texte ->
                evenements.publishEvent(CourrielDemande.de(UUID.randomUUID(), identite.email(), texte, List.of())));
        return Map.of("courriels", textes.size());
    }

    /** Each model for a convention and for an avenant, with names that would break what does not escape them. */
    List<TexteDeCourriel> exemples() {
        var textes = new ArrayList<TexteDeCourriel>();
        for (var modele : ModeleDeCourriel.values()) {
            if (modele == ModeleDeCourriel.SATISFACTION_BAILLEUR
                    || modele == ModeleDeCourriel.SATISFACTION_INSTRUCTEUR) {
                textes.add(TexteDeCourriel.satisfaction(modele, "Camille <Martin> & fils", avis.questionnaire(modele)));
                continue;
            }
            if (!modele.surUnActe()) {
                var sujet = exemple(false);
                textes.add(
                        modele == ModeleDeCourriel.VIRUS
                                ? TexteDeCourriel.virus(
                                        "Camille <Martin> & fils", "Plan <Bât. A & B>.pdf", sujet, adresse)
                                : TexteDeCourriel.virusPourLEquipe(
                                        "Camille <Martin> & fils",
                                        "camille@exemple.fr",
                                        "Plan <Bât. A & B>.pdf",
                                        "Win.Test.EICAR_HDB-1",
                                        sujet,
                                        adresse));
                continue;
            }
            for (var avenant : new boolean[] {false, true}) {
                textes.add(TexteDeCourriel.de(
                        modele,
                        exemple(avenant),
                        modele == ModeleDeCourriel.SOUMISSION_CONFIRMEE || modele == ModeleDeCourriel.VALIDEE
                                ? ""
                                : "Camille <Martin> & fils",
                        porteUnMessage(modele) ? "Bonjour,\nle loyer du lot <PLUS> & son annexe sont à revoir." : null,
                        adresse));
            }
        }
        return textes;
    }

    private static boolean porteUnMessage(ModeleDeCourriel modele) {
        return modele != ModeleDeCourriel.SOUMISSION_CONFIRMEE
                && modele != ModeleDeCourriel.VALIDEE
                && modele != ModeleDeCourriel.A_INSTRUIRE;
    }

    private static SujetDeCourriel exemple(boolean avenant) {
        return new SujetDeCourriel(
                "00000000-0000-0000-0000-000000000000",
                "Résidence <Les Cèdres> & Cie",
                avenant,
                "12 PLUS, collectif ; 4 PLAI, collectif",
                "Habitat & Provence <SA>",
                avenant ? "2" : "13/T/03/2026/80.416/0042",
                avenant ? "13/T/03/2026/80.416/0042" : null,
                "17 avenue des Cèdres, 13008 Marseille",
                3);
    }
}
