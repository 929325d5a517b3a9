package fr.gouv.apilos.referentiel.administration;

import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.referentiel.administration.Administration.Fiche;
import fr.gouv.apilos.referentiel.importation.Import;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Administrations by file: a known code is completed by the cells that are filled, an unknown one is made. */
@Component
class ImportDAdministrations implements Import {

    private static final int COURT = 255;
    private static final int EXEMPLAIRES_MAX = 99;

    private static final Feuille FEUILLE = new Feuille(
            "administrations",
            "Administrations",
            3,
            List.of(
                    Colonne.texte("code", "Code de l’administration", "Code")
                            .obligatoirement()
                            .avecConsigne("Celui de SIAP, par exemple DD013"),
                    Colonne.texte("nom", "Nom de l’administration", "Nom"),
                    Colonne.texte("ville_signature", "Ville de signature", "Ville de signature"),
                    Colonne.texte("adresse", "Adresse", "Adresse"),
                    Colonne.texte("code_postal", "Code postal", "Code postal"),
                    Colonne.texte("ville", "Ville du siège", "Ville du siège"),
                    Colonne.entier("exemplaires", "Exemplaires d’une convention", "Exemplaires", "3"),
                    Colonne.texte("bloc", "Bloc de signature", "Bloc de signature")),
            List.of(
                    "Une administration déjà connue par son code est complétée : les cellules vides ne changent rien."));

    private final Administrations administrations;

    ImportDAdministrations(Administrations administrations) {
        this.administrations = administrations;
    }

    @Override
    public String code() {
        return "administrations";
    }

    @Override
    public String titre() {
        return "administrations";
    }

    @Override
    public Feuille feuille() {
        return FEUILLE;
    }

    @Override
    public String cle(Ligne ligne) {
        var code = ligne.texte("code");
        return code == null ? "" : code;
    }

    @Override
    public List<Map<String, Object>> existants() {
        return administrations.vivantes().stream()
                .map(a -> {
                    var ligne = new HashMap<String, Object>();
                    ligne.put("code", a.code());
                    ligne.put("nom", a.nom());
                    poser(ligne, "ville_signature", a.villeSignature());
                    poser(ligne, "adresse", a.adresse());
                    poser(ligne, "code_postal", a.codePostal());
                    poser(ligne, "ville", a.ville());
                    poser(ligne, "exemplaires", a.nbConventionExemplaires());
                    poser(ligne, "bloc", a.signataireBlocSignature());
                    return (Map<String, Object>) ligne;
                })
                .toList();
    }

    @Override
    public List<Examen> examiner(List<Ligne> lignes) {
        var connues = administrations.parCodes(lignes.stream().map(this::cle).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(Administration::code, a -> a));
        return lignes.stream().map(l -> examiner(l, connues.get(cle(l)))).toList();
    }

    private Examen examiner(Ligne ligne, @Nullable Administration connue) {
        var refus = new LinkedHashMap<String, String>();
        var nom = ligne.texte("nom");
        if (connue == null && nom == null) {
            refus.put("nom", "Indiquez le nom de la nouvelle administration.");
        }
        if (connue != null && connue.supprime()) {
            refus.put("code", connue.nom() + ", qui porte ce code, a été supprimée.");
        }
        for (var champ : List.of("code", "nom", "ville_signature", "ville")) {
            var valeur = ligne.texte(champ);
            if (valeur != null && valeur.length() > COURT) {
                refus.put(champ, "Ce texte compte " + valeur.length() + " caractères ; la limite est " + COURT + ".");
            }
        }
        var codePostal = ligne.texte("code_postal");
        if (codePostal != null && !Decoupage.codePostal(codePostal).matches("\\d{5}")) {
            refus.put("code_postal", "Le code postal compte 5 chiffres.");
        }
        var exemplaires = ligne.entier("exemplaires");
        if (exemplaires != null && (exemplaires < 1 || exemplaires > EXEMPLAIRES_MAX)) {
            refus.put("exemplaires", "Écrivez un nombre entre 1 et " + EXEMPLAIRES_MAX + ".");
        }
        var designation = (nom == null && connue != null ? connue.nom() : nom) + " (" + cle(ligne) + ")";
        if (!refus.isEmpty()) {
            return new Examen(Effet.AUCUN, designation, refus);
        }
        var effet = connue == null
                ? Effet.CREATION
                : fiche(ligne, connue).equals(connue.fiche()) ? Effet.AUCUN : Effet.MODIFICATION;
        return new Examen(effet, designation, refus);
    }

    @Override
    public void appliquer(Ligne ligne) {
        var connue = administrations.parCode(cle(ligne)).orElse(null);
        var fiche = fiche(ligne, connue);
        administrations.ecrire(
                connue == null ? Administration.nouvelle(UUID.randomUUID(), fiche) : connue.avec(fiche),
                "Import, ligne " + ligne.numero());
    }

    private Fiche fiche(Ligne ligne, @Nullable Administration connue) {
        var avant = connue == null ? null : connue.fiche();
        var codePostal = ligne.texte("code_postal");
        var bloc = ligne.texte("bloc");
        var exemplaires = ligne.entier("exemplaires");
        return new Fiche(
                String.valueOf(ou(ligne.texte("nom"), avant == null ? null : avant.nom())),
                cle(ligne),
                ou(ligne.texte("ville_signature"), avant == null ? null : avant.villeSignature()),
                ou(ligne.texte("adresse"), avant == null ? null : avant.adresse()),
                codePostal != null ? Decoupage.codePostal(codePostal) : avant == null ? null : avant.codePostal(),
                ou(ligne.texte("ville"), avant == null ? null : avant.ville()),
                exemplaires != null ? exemplaires : avant == null ? null : avant.nbConventionExemplaires(),
                bloc != null
                        ? FichesDAdministration.blocDeSignature(bloc)
                        : avant == null ? null : avant.signataireBlocSignature());
    }

    private static void poser(Map<String, Object> ligne, String champ, @Nullable Object valeur) {
        if (valeur != null) {
            ligne.put(champ, valeur);
        }
    }

    private static @Nullable String ou(@Nullable String un, @Nullable String autre) {
        return un == null ? autre : un;
    }
}
