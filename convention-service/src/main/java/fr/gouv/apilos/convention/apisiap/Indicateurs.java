package fr.gouv.apilos.convention.apisiap;

import static fr.gouv.apilos.convention.enumeration.Statut.A_SIGNER;
import static fr.gouv.apilos.convention.enumeration.Statut.CORRECTION;
import static fr.gouv.apilos.convention.enumeration.Statut.INSTRUCTION;
import static fr.gouv.apilos.convention.enumeration.Statut.PROJET;

import fr.gouv.apilos.convention.apisiap.Contrat.Indicateur;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.recherche.Decomptes;
import fr.gouv.apilos.platform.security.Identite;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** The counters of SIAP's dashboard: which ones follows from the profile. Source: 04 R82, R83, 05 §3. */
@Service
class Indicateurs {

    /** One counter: its label, the statuses it adds up. */
    private record Compte(String label, List<Statut> statuts) {}

    private static final Compte EN_CORRECTION = new Compte("en correction", List.of(CORRECTION));
    private static final Compte A_SIGNER_ = new Compte("à signer", List.of(A_SIGNER));
    private static final List<Compte> ADMINISTRATIONS =
            List.of(new Compte("en cours", List.of(PROJET, INSTRUCTION, CORRECTION, A_SIGNER)));
    private static final List<Compte> INSTRUCTEURS =
            List.of(new Compte("en instruction", List.of(INSTRUCTION)), EN_CORRECTION, A_SIGNER_);
    private static final List<Compte> BAILLEURS =
            List.of(new Compte("en projet", List.of(PROJET)), EN_CORRECTION, A_SIGNER_);

    private final Decomptes decomptes;

    Indicateurs(Decomptes decomptes) {
        this.decomptes = decomptes;
    }

    /** @throws fr.gouv.apilos.platform.error.ErreurMetier 403 without the permission to see conventions */
    List<Indicateur> de(Identite identite) {
        var nombres = decomptes.conventions(identite);
        return comptes(identite.profil()).stream()
                .map(compte -> new Indicateur(
                        lien(compte.statuts()),
                        compte.statuts().stream()
                                .mapToLong(statut -> nombres.getOrDefault(statut, 0L))
                                .sum(),
                        compte.label()))
                .toList();
    }

    /** K4: tested in this order; a profile without counter has an empty list. */
    private static List<Compte> comptes(String profil) {
        return switch (profil) {
            case "DIR_REG", "ADM_CENTRALE" -> ADMINISTRATIONS;
            case "SER_GEST", "SER_DEP", "ASS_HLM" -> INSTRUCTEURS;
            case "MO_PERS_MORALE", "MO_PERS_PHYS" -> BAILLEURS;
            default -> List.of();
        };
    }

    /** K3: labels joined by commas, as SIAP knows them; the list reads them so (05 D11). */
    private static String lien(List<Statut> statuts) {
        return "/conventions/recherche?cstatut="
                + statuts.stream().map(Statut::valeurHistorique).collect(Collectors.joining(","));
    }
}
