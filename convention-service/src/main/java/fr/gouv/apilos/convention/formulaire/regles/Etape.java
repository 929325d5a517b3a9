package fr.gouv.apilos.convention.formulaire.regles;

import java.util.Arrays;
import java.util.Optional;

/** Every step of the form: its label, its path for a convention and for an avenant, its help page. Source: 02 §2, R13. */
public enum Etape {
    BAILLEUR("Bailleur", "bailleur", "avenant_bailleur", 8093758),
    OPERATION("Opération", "programme", "avenant_programme", 7962720),
    CADASTRE("Cadastre", "cadastre", "avenant_cadastre", 8093770),
    EDD("États descriptifs de division", "edd", "avenant_edd", 8061055),
    FINANCEMENT("Financement", "financement", "avenant_financement", 8028258),
    LOGEMENTS("Logements", "logements", "avenant_logements", 8061069),
    LOGEMENTS_FOYER_RESIDENCE("Logements", "foyer_residence_logements", "avenant_foyer_residence_logements", 8061069),
    ANNEXES("Annexes", "annexes", "avenant_annexes", 7962734),
    STATIONNEMENTS("Stationnements", "stationnements", "avenant_stationnement", 8093790),
    COLLECTIF("Collectif", "collectif", "avenant_collectif", 0),
    ATTRIBUTION_FOYER("Attribution", "foyer_attribution", "avenant_foyer_attribution", 0),
    ATTRIBUTION_RESIDENCE("Attribution", "residence_attribution", "avenant_residence_attribution", 0),
    VARIANTES("Variantes", "variantes", "avenant_variantes", 0),
    CHAMP_LIBRE("Champ libre", "", "avenant_champ_libre", 0),
    COMMENTAIRES("Commentaires", "commentaires", "avenant_commentaires", 7962747);

    private final String libelle;
    private final String chemin;
    private final String cheminAvenant;
    private final int pageAide;

    Etape(String libelle, String chemin, String cheminAvenant, int pageAide) {
        this.libelle = libelle;
        this.chemin = chemin;
        this.cheminAvenant = cheminAvenant;
        this.pageAide = pageAide;
    }

    public String libelle() {
        return libelle;
    }

    /** Path segment below {@code /conventions/}. */
    public String chemin(boolean avenant) {
        return avenant ? cheminAvenant : chemin;
    }

    /** Identifier of the page in the public knowledge base, 0 when there is none. */
    public int pageAide() {
        return pageAide;
    }

    /** The step of a path segment, of either kind. */
    public static Optional<Etape> duChemin(String segment) {
        return Arrays.stream(values())
                .filter(e -> !segment.isEmpty() && (e.chemin.equals(segment) || e.cheminAvenant.equals(segment)))
                .findFirst();
    }
}
