package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

/** The regions of files of a page: what they show, and several files received at once. */
@Service
public class Depots {

    private final Fichiers fichiers;
    private final ConventionRepository conventions;
    private final DroitsConvention droits;

    Depots(Fichiers fichiers, ConventionRepository conventions, DroitsConvention droits) {
        this.fichiers = fichiers;
        this.conventions = conventions;
        this.droits = droits;
    }

    /** The regions of these fields, by name; one statement. */
    public Map<String, DepotDeFichiers> regions(
            Convention convention,
            List<ChampFichier> champs,
            DroitsConvention.Ouverture ouverture,
            Map<String, List<String>> erreurs) {
        var regions = new HashMap<String, DepotDeFichiers>();
        if (champs.isEmpty()) {
            return regions;
        }
        var parChamp = fichiers.de(convention);
        for (var champ : champs) {
            regions.put(
                    champ.nom(),
                    DepotDeFichiers.de(
                            champ,
                            convention,
                            parChamp.getOrDefault(champ.nom(), List.of()),
                            fichiers.ouvert(champ, convention, ouverture),
                            erreurs.getOrDefault(champ.nom(), List.of())));
        }
        return regions;
    }

    /** The region of one field, for whoever may see the convention. */
    @Transactional(readOnly = true)
    public DepotDeFichiers region(UUID id, ChampFichier champ, List<String> erreurs, Identite identite) {
        droits.exigerVoir(id, identite);
        var convention = conventions
                .findWithLotsById(id)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
        return regions(
                        convention,
                        List.of(champ),
                        fichiers.ouverture(champ, convention, identite),
                        Map.of(champ.nom(), erreurs))
                .get(champ.nom());
    }

    /**
     * Joins several files; one that is refused does not keep the others out.
     *
     * @return what was refused, in French; empty when all are joined
     * @throws ErreurMetier 403 or 409 when nothing may be joined
     */
    public List<String> deposer(UUID convention, ChampFichier champ, List<MultipartFile> recus, Identite identite)
            throws IOException {
        droits.exigerModifier(convention, identite);
        var erreurs = new ArrayList<String>();
        var choisis = recus == null
                ? List.<MultipartFile>of()
                : recus.stream()
                        .filter(recu -> recu.getSize() > 0
                                || recu.getOriginalFilename() != null
                                        && !recu.getOriginalFilename().isBlank())
                        .toList();
        if (choisis.isEmpty()) {
            erreurs.add("Choisissez au moins un fichier.");
        }
        for (var recu : choisis) {
            try {
                fichiers.deposer(convention, champ, recu.getOriginalFilename(), Contenu.de(recu), identite);
            } catch (ErreurMetier erreur) {
                if (erreur.code() != ErreurCommune.INVALIDE) {
                    throw erreur;
                }
                erreurs.add(erreur.detail());
            }
        }
        return erreurs;
    }

    /**
     * The field of an address.
     *
     * @throws ErreurMetier 404 when no field is called so
     */
    static ChampFichier champ(String nom) {
        return ChampFichier.de(nom)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucun champ de ce nom ne reçoit de fichiers."));
    }
}
