package fr.gouv.apilos.convention.fichier;

import java.time.Instant;
import java.util.UUID;

/**
 * A file joined to a field.
 *
 * @param nom as the person knows it
 * @param cle in the object store
 * @param type of its content, as found in its bytes
 * @param taille in bytes
 * @param menace what the antivirus found, null when nothing
 */
public record Fichier(
        UUID id,
        UUID proprietaire,
        String champ,
        UUID convention,
        String nom,
        String cle,
        String type,
        long taille,
        String sha256,
        Analyse analyse,
        String menace,
        String deposeParNom,
        Instant deposeLe) {

    /** What the antivirus said. */
    public enum Analyse {
        EN_ATTENTE("Analyse antivirus en cours"),
        SAIN("Analysé"),
        INFECTE("Virus détecté : fichier supprimé"),
        NON_ANALYSE("Non analysé");

        private final String libelle;

        Analyse(String libelle) {
            this.libelle = libelle;
        }

        public String libelle() {
            return libelle;
        }
    }

    /** Out of quarantine: it may be downloaded and put in a document. */
    public boolean disponible() {
        return analyse == Analyse.SAIN || analyse == Analyse.NON_ANALYSE;
    }

    /** Whether it is a picture a document can show: files taken over may be of formats no field takes. */
    public boolean image() {
        return TypeDeContenu.imprimable(type);
    }
}
