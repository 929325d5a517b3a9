package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.enumeration.Financement;
import fr.gouv.apilos.convention.enumeration.TypeHabitat;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Listes;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Choix;
import fr.gouv.apilos.platform.web.Champ;
import fr.gouv.apilos.platform.web.Champ.Option;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where the opération stands and what it is made of (02 §8.2, R70 to R75). */
@Component
class EtapeOperation implements FormulaireDEtape {

    private static final int COURT = 255;
    private static final int LONG = 5000;
    private static final int NOMBRE_MAX = 9999;

    private final Clock horloge;

    EtapeOperation(Clock horloge) {
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.OPERATION;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var c = d.convention();
        var p = d.programme();
        boolean avenant = c.estAvenant();
        var q = new ArrayList<Question>();
        q.add(programme(
                d, Champ.texte("nom", "Nom de l’opération").longueurMax(COURT).valeur(p.nom())));
        boolean deLOperation = vide(c.adresse());
        q.add(new Question(
                Champ.zone("adresse", "Adresse")
                        .aide(
                                deLOperation && !vide(p.adresse())
                                        ? "Celle de l’opération ; complétez-la pour cette convention si besoin."
                                        : null)
                        .autocomplete("street-address")
                        .longueurMax(LONG)
                        .valeur(deLOperation ? p.adresse() : c.adresse()),
                "convention",
                "adresse",
                c.id()));
        // R71: an avenant moves neither the place nor the nature of the opération.
        var fige = avenant ? "L’avenant ne change pas cette information." : null;
        q.add(programme(
                d,
                Champ.texte("code_postal", "Code postal")
                        .court()
                        .autocomplete("postal-code")
                        .longueurMax(5)
                        .verrou(fige)
                        .valeur(p.codePostal())));
        q.add(programme(
                d,
                Champ.texte("ville", "Ville")
                        .autocomplete("address-level2")
                        .longueurMax(COURT)
                        .verrou(fige)
                        .valeur(p.ville())));
        if (!avenant) {
            nature(d, q);
        }
        q.add(programme(d, Champ.caseACocher("anru", "Opération ANRU").valeur(String.valueOf(p.anru()))));
        q.add(programme(d, Champ.caseACocher("anah", "Opération ANAH").valeur(String.valueOf(p.anah()))));
        if (p.secondeVie()) {
            // R: said, never changed here.
            q.add(programme(
                    d,
                    Champ.texte("seconde_vie", "Seconde vie")
                            .verrou("Vient de SIAP.")
                            .valeur("Oui")));
        }
        if (!avenant && !p.estFoyer() && !p.estResidence()) {
            q.add(programme(
                    d,
                    Champ.entier("nb_locaux_commerciaux", "Nombre de locaux commerciaux")
                            .facultatif()
                            .valeur(texte(p.nbLocauxCommerciaux()))));
            q.add(programme(
                    d,
                    Champ.entier("nb_bureaux", "Nombre de bureaux").facultatif().valeur(texte(p.nbBureaux()))));
            q.add(programme(
                    d,
                    Champ.zone("autres_locaux_hors_convention", "Autres locaux hors convention")
                            .facultatif()
                            .longueurMax(LONG)
                            .valeur(p.autresLocauxHorsConvention())));
        }
        return q;
    }

    private static void nature(Dossier d, List<Question> q) {
        var c = d.convention();
        var p = d.programme();
        boolean sansFinancement = c.lots().stream().anyMatch(l -> l.financement() == Financement.SANS_FINANCEMENT);
        q.add(programme(
                d,
                Champ.liste("type_operation", "Type d’opération", options(Listes.TYPES_OPERATION))
                        .verrou(sansFinancement ? "Sans financement, le type d’opération ne se change pas." : null)
                        .valeur(p.typeOperation().name())));
        q.add(new Question(
                Champ.radio("type_habitat", "Type d’habitat", options(Listes.TYPES_HABITAT))
                        .valeur(c.premierLot()
                                .map(l -> l.typeHabitat() == null
                                        ? null
                                        : l.typeHabitat().name())
                                .orElse(null)),
                "lot",
                "type_habitat",
                c.premierLot().map(l -> l.id()).orElse(null)));
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var nom = s.exige("nom", COURT, "Indiquez le nom de l’opération.");
        var adresse = s.exige("adresse", LONG, "Indiquez l’adresse de l’opération.");
        var codePostal = s.texte("code_postal");
        if (codePostal == null || !codePostal.matches("\\d{5}")) {
            s.refuser("code_postal", "Le code postal compte 5 chiffres.");
        }
        var ville = s.exige("ville", COURT, "Indiquez la ville.");
        var p = d.programme();
        boolean avenant = d.convention().estAvenant();
        // R71: what an avenant does not show keeps what is stored; null leaves it.
        var type = avenant ? null : choix(s, "type_operation", TypeOperation.class, "Choisissez le type d’opération.");
        var habitat = avenant ? null : choix(s, "type_habitat", TypeHabitat.class, "Choisissez le type d’habitat.");
        boolean montres = !avenant && !p.estFoyer() && !p.estResidence();
        var locaux = montres ? s.entier("nb_locaux_commerciaux", NOMBRE_MAX) : p.nbLocauxCommerciaux();
        var bureaux = montres ? s.entier("nb_bureaux", NOMBRE_MAX) : p.nbBureaux();
        var autres = montres ? s.texte("autres_locaux_hors_convention", LONG) : p.autresLocauxHorsConvention();
        if (s.valides()) {
            var maintenant = horloge.instant();
            d.programme()
                    .decrire(
                            new Programme.Description(
                                    nom,
                                    codePostal,
                                    ville,
                                    type,
                                    s.vrai("anru"),
                                    s.vrai("anah"),
                                    locaux,
                                    bureaux,
                                    autres),
                            maintenant);
            d.convention().localiser(adresse, habitat, maintenant);
        }
        return s.erreurs();
    }

    private static <T extends Enum<T>> T choix(Saisies s, String nom, Class<T> type, String message) {
        var valeur = s.texte(nom);
        for (var constante : type.getEnumConstants()) {
            if (constante.name().equals(valeur)) {
                return constante;
            }
        }
        s.refuser(nom, message);
        return null;
    }

    static List<Option> options(List<Choix> choix) {
        return choix.stream().map(c -> Option.de(c.code(), c.libelle())).toList();
    }

    private static Question programme(Dossier d, Champ champ) {
        UUID id = d.programme().id();
        return new Question(champ, "programme", champ.nom(), id);
    }

    private static boolean vide(String texte) {
        return texte == null || texte.isBlank();
    }

    private static String texte(Integer nombre) {
        return nombre == null ? null : nombre.toString();
    }
}
