package fr.gouv.apilos.convention.convention;

import fr.gouv.apilos.convention.convention.FaitsDeTransition.Manque;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.enumeration.AvenantType;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.reference.Bailleur;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the document cannot do without; one rule for the guard of transitions and for the récapitulatif (ADR 0006). */
public final class Completude {

    private Completude() {}

    /**
     * What is missing, step by step.
     *
     * @param bailleur copy of the bailleur, null when it is not here yet
     * @param logementsParLot number of dwellings entered, by lot
     */
    public static List<Manque> manques(
            Convention convention, Programme programme, Bailleur bailleur, Map<UUID, Integer> logementsParLot) {
        var manques = new ArrayList<Manque>();
        if (convention.estAvenant() && convention.avenantTypes().contains(AvenantType.DENONCIATION)) {
            // 01 R152 and R159: an act that ends a convention says when, and a résiliation says why; nothing else.
            exiger(
                    manques,
                    texte(convention.dateDenonciation()),
                    Rubrique.DENONCIATION,
                    "dateDenonciation",
                    "date de dénonciation");
            return List.copyOf(manques);
        }
        if (convention.estAvenant() && convention.avenantTypes().contains(AvenantType.RESILIATION)) {
            exiger(
                    manques,
                    texte(convention.dateResiliation()),
                    Rubrique.RESILIATION,
                    "dateResiliation",
                    "date de résiliation");
            exiger(
                    manques,
                    convention.motifResiliation(),
                    Rubrique.RESILIATION,
                    "motifResiliation",
                    "motif de la résiliation");
            return List.copyOf(manques);
        }
        if (convention.identificationBailleur()) {
            exiger(
                    manques,
                    convention.identificationBailleurDetail(),
                    Rubrique.BAILLEUR,
                    "identificationBailleurDetail",
                    "identification du bailleur");
        } else {
            var signataire = rempli(convention.signataireNom())
                    ? convention.signataireNom()
                    : bailleur == null ? null : bailleur.signataireNom();
            exiger(manques, signataire, Rubrique.BAILLEUR, "signataireNom", "nom du signataire");
        }
        exiger(manques, programme.nom(), Rubrique.OPERATION, "nom", "nom de l’opération");
        exiger(
                manques,
                rempli(convention.adresse()) ? convention.adresse() : programme.adresse(),
                Rubrique.OPERATION,
                "adresse",
                "adresse");
        exiger(manques, programme.codePostal(), Rubrique.OPERATION, "codePostal", "code postal");
        exiger(manques, programme.ville(), Rubrique.OPERATION, "ville", "ville");
        if (convention.dateFinConventionnement() == null) {
            manques.add(new Manque(Rubrique.FINANCEMENT, "anneeFinConventionnement", "date de fin de la convention"));
        }
        if (convention.lots().isEmpty()) {
            manques.add(new Manque(Rubrique.LOGEMENTS, "lots", "lot"));
        }
        for (var lot : convention.lots()) {
            if (lot.nbLogements() == null) {
                manques.add(new Manque(
                        Rubrique.LOGEMENTS,
                        "nbLogements",
                        "nombre de logements " + lot.financement().libelle()));
            }
            if (!convention.estAvenant() && logementsParLot.getOrDefault(lot.id(), 0) == 0) {
                manques.add(new Manque(
                        Rubrique.LOGEMENTS,
                        "logements",
                        "liste des logements " + lot.financement().libelle()));
            }
        }
        return List.copyOf(manques);
    }

    private static void exiger(List<Manque> manques, String valeur, Rubrique rubrique, String champ, String libelle) {
        if (!rempli(valeur)) {
            manques.add(new Manque(rubrique, champ, libelle));
        }
    }

    private static String texte(LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static boolean rempli(String valeur) {
        return valeur != null && !valeur.isBlank();
    }
}
