package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.convention.Convention;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The files of one field as its page shows them, with the box to join others. Drawn by {@code fichier/depot}.
 *
 * @param base address the script posts to
 * @param erreurs what was refused just now
 * @param attente some are in quarantine: the region asks again by itself
 */
public record DepotDeFichiers(
        String champ,
        String libelle,
        String aide,
        String accepte,
        String base,
        boolean ouvert,
        List<Vu> fichiers,
        List<String> erreurs,
        boolean attente) {

    /**
     * One file.
     *
     * @param lien where to download it, null while it cannot be
     * @param etat what the antivirus said, with its badge
     * @param infecte a virus was found in it
     */
    public record Vu(UUID id, String nom, String taille, String lien, String etat, String badge, boolean infecte) {}

    /** What the page warns of as long as its file is not taken away (06 FIL-42). */
    public List<String> infectes() {
        return fichiers.stream().filter(Vu::infecte).map(Vu::nom).toList();
    }

    /** Of its box, as the summary of errors on top of a page names it. */
    public String id() {
        return "champ-depot-" + champ.replaceAll("[^A-Za-z0-9-]+", "-");
    }

    /** The region of a field. */
    public static DepotDeFichiers de(
            ChampFichier champ, Convention convention, List<Fichier> fichiers, boolean ouvert, List<String> erreurs) {
        return new DepotDeFichiers(
                champ.nom(),
                champ.libelle(),
                champ.accepte().aide(),
                champ.accepte().navigateur(),
                "/conventions/" + convention.id() + "/fichiers/" + champ.nom(),
                ouvert,
                fichiers.stream().map(fichier -> vu(fichier, convention.id())).toList(),
                erreurs,
                fichiers.stream().anyMatch(fichier -> fichier.analyse() == Fichier.Analyse.EN_ATTENTE));
    }

    private static Vu vu(Fichier fichier, UUID convention) {
        return new Vu(
                fichier.id(),
                fichier.nom(),
                taille(fichier.taille()),
                fichier.disponible() ? "/upload/" + convention + "/media/" + fichier.id() : null,
                fichier.analyse().libelle(),
                switch (fichier.analyse()) {
                    case EN_ATTENTE -> "fr-badge--info";
                    case SAIN -> "fr-badge--success";
                    case INFECTE -> "fr-badge--error";
                    case NON_ANALYSE -> "";
                },
                fichier.analyse() == Fichier.Analyse.INFECTE);
    }

    /** For a reader: « 12 Ko », « 3,4 Mo ». */
    static String taille(long octets) {
        if (octets < 1 << 10) {
            return octets + " octets";
        }
        if (octets < 1 << 20) {
            return (octets + 1023 >> 10) + " Ko";
        }
        return String.format(Locale.FRENCH, "%.1f Mo", octets / (double) (1 << 20));
    }
}
