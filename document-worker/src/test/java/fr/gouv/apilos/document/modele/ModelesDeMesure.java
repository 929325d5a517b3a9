package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.ModeleWord;

/** Models of the product for whoever measures: no database. */
public final class ModelesDeMesure {

    private ModelesDeMesure() {}

    /** The HLM model, compiled. */
    public static ModeleWord hlm() {
        return Modeles.integre("HLM").orElseThrow().word();
    }
}
