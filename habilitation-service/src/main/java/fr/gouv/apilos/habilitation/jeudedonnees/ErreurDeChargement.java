package fr.gouv.apilos.habilitation.jeudedonnees;

import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;

/** The data set cannot be taken; nothing of it is kept. Names the model, the key and the field (03 R-C4.2). */
class ErreurDeChargement extends ErreurMetier {

    ErreurDeChargement(String message) {
        super(ErreurCommune.INVALIDE, message);
    }

    static ErreurDeChargement champ(String modele, Object pk, String champ, String pourquoi) {
        return new ErreurDeChargement(modele + " " + pk + ", champ « " + champ + " » : " + pourquoi);
    }
}
