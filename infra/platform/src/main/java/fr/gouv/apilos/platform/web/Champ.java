package fr.gouv.apilos.platform.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form, with all that surrounds it: label, hint, value as typed, error, lock and comments. Drawn by
 * {@code composant/champ}.
 */
public final class Champ {

    /** Kind of field. */
    public enum Genre {
        TEXTE,
        ZONE,
        NOMBRE,
        DATE,
        LISTE,
        RADIO,
        CASE,
        FICHIER
    }

    /**
     * One answer of a list.
     *
     * @param aide explains it, or null
     */
    public record Option(
            String valeur, String libelle, @Nullable String aide) {

        /** An answer that explains itself. */
        public static Option de(String valeur, String libelle) {
            return new Option(valeur, libelle, null);
        }
    }

    private final Genre genre;
    private final String nom;
    private final String libelle;
    private final List<Option> options = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String aide;
    private @Nullable String valeur;
    private @Nullable String erreur;
    private @Nullable String unite;
    private @Nullable String verrou;
    private @Nullable String ouverture;
    private @Nullable String autocomplete;
    private @Nullable String accepte;
    private @Nullable FilDeCommentaires commentaires;
    private boolean facultatif;
    private int longueurMax;
    private int rangees = 5;
    private String largeur = "";
    private String clavier = "";

    private Champ(Genre genre, String nom, String libelle) {
        this.genre = genre;
        this.nom = nom;
        this.libelle = libelle;
    }

    /** One line of text. */
    public static Champ texte(String nom, String libelle) {
        return new Champ(Genre.TEXTE, nom, libelle);
    }

    /** Several lines of text. */
    public static Champ zone(String nom, String libelle) {
        return new Champ(Genre.ZONE, nom, libelle);
    }

    /** An amount, a surface, a coefficient: typed with a comma or a point. */
    public static Champ decimal(String nom, String libelle) {
        var champ = new Champ(Genre.NOMBRE, nom, libelle);
        champ.clavier = "decimal";
        champ.largeur = "court";
        return champ;
    }

    /** A whole number. */
    public static Champ entier(String nom, String libelle) {
        var champ = new Champ(Genre.NOMBRE, nom, libelle);
        champ.clavier = "numeric";
        champ.largeur = "court";
        return champ;
    }

    /** A date: three boxes named {@code nom_jour}, {@code nom_mois}, {@code nom_annee} (see {@link SaisieDeDate}). */
    public static Champ date(String nom, String libelle) {
        return new Champ(Genre.DATE, nom, libelle);
    }

    /** One answer among at most about fifteen, in a closed list. */
    public static Champ liste(String nom, String libelle, List<Option> options) {
        var champ = new Champ(Genre.LISTE, nom, libelle);
        champ.options.addAll(options);
        return champ;
    }

    /** One answer among a few, all visible. */
    public static Champ radio(String nom, String libelle, List<Option> options) {
        var champ = new Champ(Genre.RADIO, nom, libelle);
        champ.options.addAll(options);
        return champ;
    }

    /** Yes or no, sent as {@code true} or {@code false}. */
    public static Champ ouiNon(String nom, String libelle) {
        return radio(nom, libelle, List.of(Option.de("true", "Oui"), Option.de("false", "Non")));
    }

    /** A box to tick; sends {@code true} when ticked, nothing otherwise. */
    public static Champ caseACocher(String nom, String libelle) {
        return new Champ(Genre.CASE, nom, libelle);
    }

    /**
     * A file to send.
     *
     * @param accepte extensions, for instance {@code .xlsx}
     */
    public static Champ fichier(String nom, String libelle, String accepte) {
        var champ = new Champ(Genre.FICHIER, nom, libelle);
        champ.accepte = accepte;
        return champ;
    }

    /** Unique in the page when the name is not. */
    public Champ id(String autre) {
        this.id = autre;
        return this;
    }

    /** Explains what to type. */
    public Champ aide(@Nullable String texte) {
        this.aide = texte;
        return this;
    }

    /** As typed, or as formatted for the first time. */
    public Champ valeur(@Nullable String texte) {
        this.valeur = texte;
        return this;
    }

    /** What to mend, or null. */
    public Champ erreur(@Nullable String message) {
        this.erreur = message;
        return this;
    }

    /** Written in the label and after the box, for instance {@code m²}. */
    public Champ unite(String texte) {
        this.unite = texte;
        return this;
    }

    /** Says so in the label. */
    public Champ facultatif() {
        this.facultatif = true;
        return this;
    }

    /** Why this value cannot be changed now; null leaves the field open. */
    public Champ verrou(@Nullable String raison) {
        this.verrou = raison;
        return this;
    }

    /** Says who opened this field to correction, or null. */
    public Champ ouverture(@Nullable String phrase) {
        this.ouverture = phrase;
        return this;
    }

    /** What the browser may propose (HTML token). */
    public Champ autocomplete(String jeton) {
        this.autocomplete = jeton;
        return this;
    }

    /** Longest text accepted, told to the browser. */
    public Champ longueurMax(int caracteres) {
        this.longueurMax = caracteres;
        return this;
    }

    /** Rows of a box of several lines. */
    public Champ rangees(int nombre) {
        this.rangees = nombre;
        return this;
    }

    /** A narrow box, for short values. */
    public Champ court() {
        this.largeur = "court";
        return this;
    }

    /** What is said about this field, or null. */
    public Champ commentaires(@Nullable FilDeCommentaires fil) {
        this.commentaires = fil;
        return this;
    }

    public Genre genre() {
        return genre;
    }

    public String nom() {
        return nom;
    }

    public String libelle() {
        return libelle;
    }

    public List<Option> options() {
        return options;
    }

    public String id() {
        return id == null ? "champ-" + nom.replaceAll("[^A-Za-z0-9-]+", "-") : id;
    }

    public @Nullable String aide() {
        return aide;
    }

    public @Nullable String valeur() {
        return valeur;
    }

    public @Nullable String erreur() {
        return erreur;
    }

    public @Nullable String unite() {
        return unite;
    }

    public @Nullable String verrou() {
        return verrou;
    }

    public @Nullable String ouverture() {
        return ouverture;
    }

    public @Nullable String autocomplete() {
        return autocomplete;
    }

    public @Nullable String accepte() {
        return accepte;
    }

    public @Nullable FilDeCommentaires commentaires() {
        return commentaires;
    }

    public boolean estFacultatif() {
        return facultatif;
    }

    public int rangees() {
        return rangees;
    }

    public @Nullable Integer longueurMaxOuNull() {
        return longueurMax == 0 ? null : longueurMax;
    }

    public @Nullable String clavier() {
        return clavier.isEmpty() ? null : clavier;
    }

    /** Class that bounds the width of the box. */
    public String classeDeLargeur() {
        return largeur.isEmpty() ? "" : "ap-champ--" + largeur;
    }

    /** What a reader sees of the value when the field is locked. */
    public @Nullable String valeurLue() {
        if (valeur == null || valeur.isBlank()) {
            return null;
        }
        if (genre == Genre.CASE) {
            return Boolean.parseBoolean(valeur) ? "Oui" : "Non";
        }
        return options.stream()
                .filter(option -> option.valeur().equals(valeur))
                .map(Option::libelle)
                .findFirst()
                .orElse(unite == null ? valeur : valeur + " " + unite);
    }

    /** The three parts of a date as typed; what cannot be cut stays whole in the first. */
    public List<String> partiesDeDate() {
        var texte = valeur == null ? "" : valeur.trim();
        var parties = texte.split("/", -1);
        if (parties.length == 3) {
            return Arrays.asList(parties);
        }
        var iso = texte.split("-", -1);
        return iso.length == 3 ? List.of(iso[2], iso[1], iso[0]) : List.of(texte, "", "");
    }

    /** Ids of what describes the box, for {@code aria-describedby}; null when nothing does. */
    public @Nullable String decritPar() {
        var ids = new ArrayList<String>();
        if (aide != null) {
            ids.add(id() + "-aide");
        }
        if (ouverture != null) {
            ids.add(id() + "-ouverture");
        }
        if (erreur != null) {
            ids.add(id() + "-erreur");
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }
}
