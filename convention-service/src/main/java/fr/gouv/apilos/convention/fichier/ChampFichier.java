package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.Lot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The fields that take files (06 B3): whose they are, what they accept, whether a document prints them. */
public enum ChampFichier {
    VENDEUR("vendeur", "Vendeur", Objet.PROGRAMME, Accepte.IMAGES, true),
    ACQUEREUR("acquereur", "Acquéreur", Objet.PROGRAMME, Accepte.IMAGES, true),
    REFERENCE_NOTAIRE("reference_notaire", "Référence du notaire", Objet.PROGRAMME, Accepte.IMAGES, true),
    REFERENCE_PUBLICATION_ACTE(
            "reference_publication_acte", "Référence de publication de l’acte", Objet.PROGRAMME, Accepte.IMAGES, true),
    REFERENCE_CADASTRALE("reference_cadastrale", "Références cadastrales", Objet.PROGRAMME, Accepte.IMAGES, true),
    EFFET_RELATIF("effet_relatif", "Effet relatif", Objet.PROGRAMME, Accepte.IMAGES, true),
    ACTE_DE_PROPRIETE("acte_de_propriete", "Acte de propriété ou acte notarial", Objet.PROGRAMME, Accepte.TOUT, false),
    CERTIFICAT_ADRESSAGE(
            "certificat_adressage", "Certificat d’adressage ou autres", Objet.PROGRAMME, Accepte.TOUT, false),
    EDD_VOLUMETRIQUE("edd_volumetrique", "EDD volumétrique", Objet.LOT, Accepte.IMAGES, true),
    EDD_CLASSIQUE("edd_classique", "EDD classique", Objet.LOT, Accepte.IMAGES, true),
    EDD_STATIONNEMENTS("edd_stationnements", "EDD pour les stationnements", Objet.PROGRAMME, Accepte.IMAGES, true),
    ATTACHED("attached", "Fichiers à joindre à la convention", Objet.CONVENTION, Accepte.TOUT, false),
    COMMENTAIRES("commentaires", "Commentaires à l’attention de l’instructeur", Objet.CONVENTION, Accepte.TOUT, false);

    /** What a comment on the field names; files of a lot's field belong to its programme (06 B3). */
    enum Objet {
        PROGRAMME("programme", "programmes"),
        LOT("lot", "lots"),
        CONVENTION("convention", "conventions");

        private final String nom;
        private final String dossier;

        Objet(String nom, String dossier) {
            this.nom = nom;
            this.dossier = dossier;
        }
    }

    /** What a field takes. */
    public enum Accepte {
        IMAGES(
                "Images PNG, JPEG, GIF, BMP, TIFF ou WebP, 100 Mo au plus chacune. Elles sont reproduites dans le"
                        + " document.",
                "image/png,image/jpeg,image/gif,image/bmp,image/tiff,image/webp"),
        TOUT(
                "Images, PDF, documents Word, Excel, PowerPoint ou OpenDocument, 100 Mo au plus chacun.",
                "image/*,application/pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp");

        private final String aide;
        private final String navigateur;

        Accepte(String aide, String navigateur) {
            this.aide = aide;
            this.navigateur = navigateur;
        }

        /** For the person. */
        public String aide() {
            return aide;
        }

        /** For the attribute {@code accept}. */
        public String navigateur() {
            return navigateur;
        }
    }

    private final String nom;
    private final String libelle;
    private final Objet objet;
    private final Accepte accepte;
    private final boolean imprime;

    ChampFichier(String nom, String libelle, Objet objet, Accepte accepte, boolean imprime) {
        this.nom = nom;
        this.libelle = libelle;
        this.objet = objet;
        this.accepte = accepte;
        this.imprime = imprime;
    }

    /** The field of this name, as in forms and addresses. */
    public static Optional<ChampFichier> de(String nom) {
        return Arrays.stream(values()).filter(champ -> champ.nom.equals(nom)).findFirst();
    }

    /** The fields whose pictures a document shows. */
    public static List<ChampFichier> imprimes() {
        return Arrays.stream(values()).filter(champ -> champ.imprime).toList();
    }

    public String nom() {
        return nom;
    }

    public String libelle() {
        return libelle;
    }

    public Accepte accepte() {
        return accepte;
    }

    /** Whether the pictures are shown in documents. */
    public boolean imprime() {
        return imprime;
    }

    /** First part of the key of its comments. */
    public String objet() {
        return objet.nom;
    }

    /** Last part of the key of its comments (06 D5): the programme, the convention, or its first lot. */
    public UUID uuid(Convention convention) {
        return switch (objet) {
            case PROGRAMME -> convention.programme();
            case LOT -> convention.premierLot().map(Lot::id).orElse(convention.programme());
            case CONVENTION -> convention.id();
        };
    }

    /** Whose files they are, as the table says it. */
    String colonneObjet() {
        return objet == Objet.CONVENTION ? "CONVENTION" : "PROGRAMME";
    }

    /** Whose files they are. */
    UUID proprietaire(Convention convention) {
        return objet == Objet.CONVENTION ? convention.id() : convention.programme();
    }

    /** Where they are kept (06 FIL-4, FIL-10, B6). */
    String dossier(Convention convention) {
        var sansLot = objet == Objet.LOT && convention.premierLot().isEmpty();
        return (sansLot ? Objet.PROGRAMME : objet).dossier + "/" + uuid(convention) + "/media";
    }
}
