package fr.gouv.apilos.convention.recherche;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.Statut;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is asked of the list, read leniently from an address: an unknown value is no criterion (01 R215).
 *
 * @param q free text: name, number, commune, postal code, bailleur, all words wanted
 * @param onglet whose turn it is
 * @param statuts empty for all
 * @param actes conventions, avenants, or both
 * @param tri order
 * @param page from 1
 * @param taille 20, 50 or 100
 */
record Critere(
        String q,
        Onglet onglet,
        Set<Statut> statuts,
        Financement financement,
        String departement,
        UUID bailleur,
        Integer anneeSignature,
        Actes actes,
        Tri tri,
        int page,
        int taille) {

    private static final int TEXTE_MAX = 200;
    /** Rows a page may hold, the usual number first. */
    static final List<Integer> TAILLES = List.of(20, 50, 100);

    /** Whose turn it is. */
    enum Onglet {
        TOUTES("toutes", "Toutes"),
        A_TRAITER("a-traiter", "À traiter"),
        EN_ATTENTE("en-attente", "En attente de l’autre partie");

        private final String code;
        private final String libelle;

        Onglet(String code, String libelle) {
            this.code = code;
            this.libelle = libelle;
        }

        public String code() {
            return code;
        }

        public String libelle() {
            return libelle;
        }

        /** Statuses in which this side acts, or waits. */
        Set<Statut> statuts(boolean instructeur) {
            return switch (this) {
                case TOUTES -> Set.of();
                case A_TRAITER ->
                    instructeur
                            ? EnumSet.of(Statut.INSTRUCTION)
                            : EnumSet.of(Statut.PROJET, Statut.CORRECTION, Statut.A_SIGNER);
                case EN_ATTENTE ->
                    instructeur
                            ? EnumSet.of(Statut.PROJET, Statut.CORRECTION, Statut.A_SIGNER)
                            : EnumSet.of(Statut.INSTRUCTION);
            };
        }
    }

    /** Which acts are wanted (04 R127): any value but « oui » and « non » filters nothing. */
    enum Actes {
        TOUS("", "Conventions et avenants"),
        AVENANTS("oui", "Avenants uniquement"),
        CONVENTIONS("non", "Conventions uniquement");

        private final String code;
        private final String libelle;

        Actes(String code, String libelle) {
            this.code = code;
            this.libelle = libelle;
        }

        public String code() {
            return code;
        }

        public String libelle() {
            return libelle;
        }
    }

    /** Order of the rows. */
    enum Tri {
        MODIFICATION("modification", "Dernière modification", "modifie_le desc"),
        NOM("nom", "Nom de l’opération", "lower(nom), modifie_le desc"),
        COMMUNE("commune", "Commune", "lower(ville), modifie_le desc"),
        LIVRAISON("livraison", "Date de livraison", "livraison desc nulls last, modifie_le desc"),
        SIGNATURE("signature", "Date de signature", "signature desc nulls last, modifie_le desc");

        private final String code;
        private final String libelle;
        private final String sql;

        Tri(String code, String libelle, String sql) {
            this.code = code;
            this.libelle = libelle;
            this.sql = sql;
        }

        public String code() {
            return code;
        }

        public String libelle() {
            return libelle;
        }

        /** Literal of our own, never user input. */
        String sql() {
            return sql;
        }
    }

    /** Reads the parameters of an address. The names of the field's search are accepted too (01 §19.1). */
    static Critere lire(MultiValueMap<String, String> parametres) {
        var q = texte(parametres, "q");
        for (var ancien : List.of("search_operation_nom", "search_numero", "search_lieu")) {
            q = (q + " " + texte(parametres, ancien)).trim();
        }
        var statuts = EnumSet.noneOf(Statut.class);
        for (var nom : List.of("statut", "cstatut")) {
            for (var brut : parametres.getOrDefault(nom, List.of())) {
                for (var valeur : brut.split(",")) {
                    statut(valeur, statuts);
                }
            }
        }
        var financement = Financement.deCode(texte(parametres, "financement")).orElse(null);
        return new Critere(
                q.length() > TEXTE_MAX ? q.substring(0, TEXTE_MAX) : q,
                choix(Onglet.values(), Onglet::code, texte(parametres, "onglet")),
                statuts,
                financement,
                texte(parametres, "departement").matches("[0-9AB]{2,3}") ? texte(parametres, "departement") : null,
                uuid(texte(parametres, "bailleur")),
                texte(parametres, "date_signature").matches("\\d{4}")
                        ? Integer.valueOf(texte(parametres, "date_signature"))
                        : null,
                // The check box of the field's search, whatever it sends.
                texte(parametres, "avenant_seulement").isEmpty()
                        ? choix(Actes.values(), Actes::code, texte(parametres, "est_avenant"))
                        : Actes.AVENANTS,
                choix(Tri.values(), Tri::code, texte(parametres, "tri")),
                texte(parametres, "page").matches("\\d{1,6}")
                        ? Math.max(1, Integer.parseInt(texte(parametres, "page")))
                        : 1,
                texte(parametres, "taille").matches("\\d{2,3}")
                                && TAILLES.contains(Integer.valueOf(texte(parametres, "taille")))
                        ? Integer.parseInt(texte(parametres, "taille"))
                        : 20);
    }

    /** The address of this list without one criterion, for a dismissible tag. */
    String sans(String nom, String valeur) {
        var autres = new LinkedHashMap<String, Object>();
        parametres().forEach((cle, valeurs) -> {
            var gardees = cle.equals(nom)
                    ? valeurs.stream()
                            .filter(v -> valeur != null && !v.equals(valeur))
                            .toList()
                    : valeurs;
            if (!gardees.isEmpty()) {
                autres.put(cle, gardees);
            }
        });
        return adresse(autres);
    }

    /** The address of this list with one value replaced. */
    String avec(String nom, String valeur) {
        var autres = new LinkedHashMap<String, Object>(parametres());
        autres.put(nom, List.of(valeur));
        return adresse(autres);
    }

    /** Whether something narrows the list. */
    public boolean filtre() {
        return !q.isEmpty() || nombreDeFiltres() > 0;
    }

    /** Filters set, the text apart. */
    public int nombreDeFiltres() {
        return statuts.size()
                + (financement == null ? 0 : 1)
                + (departement == null ? 0 : 1)
                + (bailleur == null ? 0 : 1)
                + (anneeSignature == null ? 0 : 1)
                + (actes == Actes.TOUS ? 0 : 1);
    }

    /** The criteria as parameters, in a stable order; the page is left out. */
    Map<String, List<String>> parametres() {
        var p = new LinkedHashMap<String, List<String>>();
        if (!q.isEmpty()) {
            p.put("q", List.of(q));
        }
        if (onglet != Onglet.TOUTES) {
            p.put("onglet", List.of(onglet.code()));
        }
        if (!statuts.isEmpty()) {
            p.put("statut", statuts.stream().map(Enum::name).toList());
        }
        if (financement != null) {
            p.put("financement", List.of(financement.code()));
        }
        if (departement != null) {
            p.put("departement", List.of(departement));
        }
        if (bailleur != null) {
            p.put("bailleur", List.of(bailleur.toString()));
        }
        if (anneeSignature != null) {
            p.put("date_signature", List.of(anneeSignature.toString()));
        }
        if (actes != Actes.TOUS) {
            p.put("est_avenant", List.of(actes.code()));
        }
        if (tri != Tri.MODIFICATION) {
            p.put("tri", List.of(tri.code()));
        }
        if (taille != 20) {
            p.put("taille", List.of(String.valueOf(taille)));
        }
        return p;
    }

    /** The same question without one criterion, to say how many rows it hides. */
    Critere relache(String nom) {
        return new Critere(
                nom.equals("q") ? "" : q,
                nom.equals("onglet") ? Onglet.TOUTES : onglet,
                nom.equals("statut") ? Set.of() : statuts,
                nom.equals("financement") ? null : financement,
                nom.equals("departement") ? null : departement,
                nom.equals("bailleur") ? null : bailleur,
                nom.equals("date_signature") ? null : anneeSignature,
                nom.equals("est_avenant") ? Actes.TOUS : actes,
                tri,
                1,
                taille);
    }

    /** The address of this list, from its first page. */
    String adresse() {
        return adresse(parametres());
    }

    private static String adresse(Map<String, ?> parametres) {
        var adresse = UriComponentsBuilder.fromPath("/conventions/recherche");
        parametres.forEach((nom, valeurs) -> ((List<?>) valeurs).forEach(v -> adresse.queryParam(nom, "{v}")));
        var valeurs = parametres.values().stream()
                .flatMap(v -> ((List<?>) v).stream())
                .toArray();
        return adresse.encode().buildAndExpand(valeurs).toUriString();
    }

    private static void statut(String valeur, Set<Statut> statuts) {
        for (var statut : Statut.values()) {
            if (statut.name().equals(valeur.trim()) || statut.valeurHistorique().equals(valeur.trim())) {
                statuts.add(statut);
            }
        }
    }

    private static <T> T choix(T[] valeurs, java.util.function.Function<T, String> code, String demande) {
        for (var valeur : valeurs) {
            if (code.apply(valeur).equals(demande)) {
                return valeur;
            }
        }
        return valeurs[0];
    }

    private static UUID uuid(String texte) {
        try {
            return texte.isEmpty() ? null : UUID.fromString(texte);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String texte(MultiValueMap<String, String> parametres, String nom) {
        var valeur = parametres.getFirst(nom);
        return valeur == null ? "" : valeur.trim();
    }
}
