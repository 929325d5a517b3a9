package fr.gouv.apilos.referentiel.bailleur;

import fr.gouv.apilos.platform.tableur.Choix;
import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.referentiel.bailleur.Bailleur.Fiche;
import fr.gouv.apilos.referentiel.importation.Import;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Bailleurs by file: a known number is completed by the cells that are filled, an unknown one is made. */
@Component
class ImportDeBailleurs implements Import {

    private static final int COURT = 255;

    private static final Feuille FEUILLE = new Feuille(
            "bailleurs",
            "Bailleurs",
            3,
            List.of(
                    Colonne.texte("siret", "SIRET", "SIRET")
                            .obligatoirement()
                            .intitulee("SIRET ou SIREN")
                            .avecConsigne("14 ou 9 chiffres ; le courriel d’une personne physique"),
                    Colonne.texte("nom", "Nom du bailleur", "Nom"),
                    Colonne.choix(
                            "nature",
                            "Nature",
                            "Nature",
                            Arrays.stream(NatureBailleur.values())
                                    .map(n -> Choix.de(n.libelle(), n.libelle(), n.name()))
                                    .toList()),
                    Colonne.choix(
                            "type",
                            "Type",
                            "Type",
                            Arrays.stream(SousNatureBailleur.values())
                                    .map(s -> Choix.de(s.name(), s.libelle()))
                                    .toList()),
                    Colonne.texte("adresse", "Adresse", "Adresse"),
                    Colonne.texte("code_postal", "Code postal", "Code postal"),
                    Colonne.texte("ville", "Ville", "Ville"),
                    Colonne.decimal("capital_social", "Capital social", "Capital social", 2, "1 250 000,00"),
                    Colonne.texte("signataire_nom", "Nom du signataire", "Nom du signataire"),
                    Colonne.texte("signataire_fonction", "Fonction du signataire", "Fonction du signataire"),
                    Colonne.date("signataire_date", "Date de délibération", "Date de délibération"),
                    Colonne.texte("signataire_bloc", "Bloc de signature", "Bloc de signature"),
                    Colonne.texte("parent", "SIREN du parent", "SIREN du parent")
                            .avecConsigne("Un bailleur déjà connu, lui-même sans parent")),
            List.of(
                    "Un bailleur déjà connu par son SIRET ou son SIREN est complété : les cellules vides ne changent rien.",
                    "Un nouveau bailleur demande au moins nom, adresse, code postal et ville."));

    private final Bailleurs bailleurs;

    ImportDeBailleurs(Bailleurs bailleurs) {
        this.bailleurs = bailleurs;
    }

    @Override
    public String code() {
        return "bailleurs";
    }

    @Override
    public String titre() {
        return "bailleurs";
    }

    @Override
    public Feuille feuille() {
        return FEUILLE;
    }

    @Override
    public String cle(Ligne ligne) {
        var siret = ligne.texte("siret");
        return siret == null || siret.isBlank() || siret.length() > COURT ? "" : new Siret(siret).siren();
    }

    @Override
    public List<Map<String, Object>> existants() {
        return List.of();
    }

    @Override
    public List<Examen> examiner(List<Ligne> lignes) {
        var numeros = new HashSet<String>();
        for (var ligne : lignes) {
            numeros.add(cle(ligne));
            var parent = ligne.texte("parent");
            if (parent != null) {
                numeros.add(chiffres(parent));
            }
        }
        var connus = connus(numeros);
        var meres =
                bailleurs.parents(connus.values().stream().map(Bailleur::uuid).toList());
        return lignes.stream().map(l -> examiner(l, connus, meres)).toList();
    }

    private Examen examiner(Ligne ligne, Map<String, Bailleur> connus, Set<UUID> meres) {
        var refus = new LinkedHashMap<String, String>();
        var siret = new Siret(String.valueOf(ligne.texte("siret")));
        var connu = connus.get(siret.siren());
        var nom = ligne.texte("nom");
        var designation = (nom == null && connu != null ? connu.nom() : nom) + " (" + siret.valeur() + ")";
        if (connu == null
                || !connu.siret().equals(siret.valeur()) && !connu.siren().equals(siret.valeur())) {
            var faute = Siret.faute(siret);
            if (faute != null) {
                refus.put("siret", faute);
            }
        }
        if (connu != null && connu.supprime()) {
            refus.put("siret", connu.nom() + ", qui porte ce numéro, a été supprimé.");
        }
        if (connu == null) {
            exiger(ligne, refus, "nom", "Indiquez le nom du nouveau bailleur.");
            exiger(ligne, refus, "adresse", "Indiquez l’adresse du nouveau bailleur.");
            exiger(ligne, refus, "code_postal", "Indiquez le code postal du nouveau bailleur.");
            exiger(ligne, refus, "ville", "Indiquez la ville du nouveau bailleur.");
        }
        for (var champ : List.of("nom", "adresse", "ville", "signataire_nom", "signataire_fonction")) {
            var valeur = ligne.texte(champ);
            if (valeur != null && valeur.length() > COURT) {
                refus.put(champ, "Ce texte compte " + valeur.length() + " caractères ; la limite est " + COURT + ".");
            }
        }
        var codePostal = ligne.texte("code_postal");
        if (codePostal != null && !Decoupage.codePostal(codePostal).matches("\\d{5}")) {
            refus.put("code_postal", "Le code postal compte 5 chiffres.");
        }
        var parent = ligne.texte("parent");
        if (parent != null) {
            var mere = connus.get(chiffres(parent));
            if (mere == null || mere.supprime()) {
                refus.put("parent", "Aucun bailleur ne porte ce SIREN.");
            } else if (mere.parent() != null || connu != null && connu.uuid().equals(mere.uuid())) {
                refus.put("parent", mere.nom() + " ne peut pas être un parent.");
            } else if (connu != null && meres.contains(connu.uuid())) {
                refus.put(
                        "parent", "Des bailleurs sont rattachés à " + connu.nom() + " : il ne peut pas l’être aussi.");
            }
        }
        if (!refus.isEmpty()) {
            return new Examen(Effet.AUCUN, designation, refus);
        }
        var effet = connu == null
                ? Effet.CREATION
                : Objects.equals(fiche(ligne, connu, connus), connu.fiche()) ? Effet.AUCUN : Effet.MODIFICATION;
        return new Examen(effet, designation, refus);
    }

    @Override
    public void appliquer(Ligne ligne) {
        var numeros = new HashSet<String>();
        numeros.add(cle(ligne));
        var parent = ligne.texte("parent");
        if (parent != null) {
            numeros.add(chiffres(parent));
        }
        var connus = connus(numeros);
        var siret = new Siret(String.valueOf(ligne.texte("siret")));
        var connu = connus.get(siret.siren());
        var fiche = fiche(ligne, connu, connus);
        bailleurs.ecrire(
                connu == null ? Bailleur.nouveau(UUID.randomUUID(), "", fiche) : connu.avec(fiche),
                "Import, ligne " + ligne.numero());
    }

    private Fiche fiche(Ligne ligne, @Nullable Bailleur connu, Map<String, Bailleur> connus) {
        var avant = connu == null ? null : connu.fiche();
        var siret = new Siret(String.valueOf(ligne.texte("siret")));
        // A bare SIREN does not take the place of the SIRET that is known.
        var numero = avant != null && siret.genre() == Siret.Genre.SIREN ? avant.siret() : siret.valeur();
        var type = ligne.texte("type");
        var sousNature = type == null ? avant == null ? null : avant.sousNatureBailleur() : type;
        var nature = ligne.texte("nature");
        var natureDite =
                nature != null ? nature : avant == null ? NatureBailleur.AUTRES.libelle() : avant.natureBailleur();
        var codePostal = ligne.texte("code_postal");
        var parent = ligne.texte("parent");
        var mere = parent == null ? null : connus.get(chiffres(parent));
        var capital = ligne.decimal("capital_social");
        var capitalConnu = avant == null ? null : avant.capitalSocial();
        return new Fiche(
                String.valueOf(ou(ligne.texte("nom"), avant == null ? null : avant.nom())),
                numero,
                sousNature == null ? natureDite : NatureBailleur.imposee(sousNature, natureDite),
                sousNature,
                mere != null ? mere.uuid() : avant == null ? null : avant.parent(),
                ou(ligne.texte("adresse"), avant == null ? null : avant.adresse()),
                codePostal != null ? Decoupage.codePostal(codePostal) : avant == null ? null : avant.codePostal(),
                ou(ligne.texte("ville"), avant == null ? null : avant.ville()),
                capital == null || capitalConnu != null && capital.compareTo(capitalConnu) == 0
                        ? capitalConnu
                        : capital.setScale(2, java.math.RoundingMode.HALF_UP),
                ou(ligne.texte("signataire_nom"), avant == null ? null : avant.signataireNom()),
                ou(ligne.texte("signataire_fonction"), avant == null ? null : avant.signataireFonction()),
                ligne.date("signataire_date") != null
                        ? ligne.date("signataire_date")
                        : avant == null ? null : avant.signataireDateDeliberation(),
                ou(ligne.texte("signataire_bloc"), avant == null ? null : avant.signataireBlocSignature()));
    }

    private Map<String, Bailleur> connus(Set<String> numeros) {
        var connus = new HashMap<String, Bailleur>();
        bailleurs.parNumeros(numeros).forEach(b -> {
            connus.putIfAbsent(b.siren(), b);
            connus.putIfAbsent(b.siret(), b);
            connus.putIfAbsent(new Siret(b.siret()).siren(), b);
        });
        return connus;
    }

    private static void exiger(Ligne ligne, Map<String, String> refus, String champ, String message) {
        if (ligne.texte(champ) == null) {
            refus.put(champ, message);
        }
    }

    private static @Nullable String ou(@Nullable String un, @Nullable String autre) {
        return un == null ? autre : un;
    }

    private static String chiffres(String numero) {
        return new Siret(numero.isBlank() ? "?" : numero).valeur();
    }
}
