package fr.gouv.apilos.referentiel.indice;

import fr.gouv.apilos.platform.tableur.Choix;
import fr.gouv.apilos.platform.tableur.Colonne;
import fr.gouv.apilos.platform.tableur.Feuille;
import fr.gouv.apilos.platform.tableur.Ligne;
import fr.gouv.apilos.referentiel.importation.Import;
import fr.gouv.apilos.referentiel.territoire.Decoupage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rent indices by file (03 A15.5: they must be supplied): a known year of the same places is replaced. */
@Component
class ImportDIndices implements Import {

    static final int ANNEE_MIN = 1950;
    static final int ANNEE_MAX = 2100;
    static final BigDecimal EVOLUTION_MAX = new BigDecimal(100);

    private static final Feuille FEUILLE = new Feuille(
            "indices",
            "Indices",
            3,
            List.of(
                    Colonne.entier("annee", "Année", "Année", "2026").obligatoirement(),
                    Colonne.choix(
                                    "nature",
                                    "Nature de logement",
                                    "Nature de logement",
                                    Arrays.stream(NatureDIndice.values())
                                            .map(n -> Choix.de(n.name(), n.libelle(), n.codeSiap()))
                                            .toList())
                            .obligatoirement(),
                    Colonne.decimal("evolution", "Évolution", "Évolution", 4, "1,25")
                            .intitulee("Évolution (en %)")
                            .obligatoirement(),
                    Colonne.date("debut", "Date de début", "Date de début")
                            .avecConsigne("Vide : la période habituelle de l’année"),
                    Colonne.date("fin", "Date de fin", "Date de fin"),
                    Colonne.texte("departements", "Départements", "Départements")
                            .avecConsigne("Codes séparés par des espaces ; vide pour tous")),
            List.of("L’indice de l’année N vaut du 1er janvier au 31 décembre N−1, sauf dates écrites."));

    private final Indices indices;

    ImportDIndices(Indices indices) {
        this.indices = indices;
    }

    @Override
    public String code() {
        return "indices";
    }

    @Override
    public String titre() {
        return "indices de loyer";
    }

    @Override
    public Feuille feuille() {
        return FEUILLE;
    }

    @Override
    public String cle(Ligne ligne) {
        return ligne.entier("annee") + " / " + ligne.texte("nature") + " / " + String.join(" ", departements(ligne));
    }

    @Override
    public List<Map<String, Object>> existants() {
        return indices.tous().stream()
                .map(i -> {
                    var ligne = new HashMap<String, Object>();
                    ligne.put("annee", i.annee());
                    ligne.put("nature", i.nature().name());
                    ligne.put("evolution", i.evolution());
                    ligne.put("debut", i.dateDebut());
                    ligne.put("fin", i.dateFin());
                    ligne.put("departements", String.join(" ", i.departements()));
                    return (Map<String, Object>) ligne;
                })
                .toList();
    }

    @Override
    public List<Examen> examiner(List<Ligne> lignes) {
        var connus = indices.tous();
        return lignes.stream().map(l -> examiner(l, connus)).toList();
    }

    private Examen examiner(Ligne ligne, List<Indice> connus) {
        var refus = new LinkedHashMap<String, String>();
        int annee = Objects.requireNonNullElse(ligne.entier("annee"), 0);
        if (annee < ANNEE_MIN || annee > ANNEE_MAX) {
            refus.put("annee", "Écrivez une année entre " + ANNEE_MIN + " et " + ANNEE_MAX + ".");
        }
        var evolution = Objects.requireNonNullElse(ligne.decimal("evolution"), BigDecimal.ZERO);
        if (evolution.abs().compareTo(EVOLUTION_MAX) >= 0) {
            refus.put("evolution", "Écrivez un pourcentage, par exemple 1,25.");
        }
        var inconnus = departements(ligne).stream()
                .filter(d -> Decoupage.departement(d).isEmpty())
                .toList();
        if (!inconnus.isEmpty()) {
            refus.put("departements", "Départements inconnus : " + String.join(", ", inconnus) + ".");
        }
        var designation = annee + " / " + ligne.texte("nature");
        if (!refus.isEmpty()) {
            return new Examen(Effet.AUCUN, designation, refus);
        }
        var demande = indice(ligne, null);
        if (demande.dateFin().isBefore(demande.dateDebut())) {
            refus.put("fin", "La date de fin doit suivre la date de début.");
            return new Examen(Effet.AUCUN, designation, refus);
        }
        var connu = connu(demande, connus);
        if (connu.isEmpty()
                && connus.stream()
                        .anyMatch(i -> i.annee() == annee
                                && i.nature() == demande.nature()
                                && i.departements().stream().anyMatch(demande.departements()::contains))) {
            refus.put("departements", "Un de ces départements a déjà un indice pour cette année.");
            return new Examen(Effet.AUCUN, designation, refus);
        }
        var effet = connu.isEmpty()
                ? Effet.CREATION
                : connu.get().evolution().compareTo(demande.evolution()) == 0
                                && connu.get().dateDebut().equals(demande.dateDebut())
                                && connu.get().dateFin().equals(demande.dateFin())
                        ? Effet.AUCUN
                        : Effet.MODIFICATION;
        return new Examen(effet, designation, refus);
    }

    @Override
    public void appliquer(Ligne ligne) {
        var connu = connu(indice(ligne, null), indices.tous());
        indices.ecrire(
                indice(ligne, connu.map(Indice::uuid).orElseGet(UUID::randomUUID)), "Import, ligne " + ligne.numero());
    }

    private static Optional<Indice> connu(Indice demande, List<Indice> connus) {
        return connus.stream()
                .filter(i -> i.annee() == demande.annee()
                        && i.nature() == demande.nature()
                        && i.departements().equals(demande.departements()))
                .findFirst();
    }

    private static Indice indice(Ligne ligne, @Nullable UUID uuid) {
        int annee = Objects.requireNonNullElse(ligne.entier("annee"), 0);
        var nature = NatureDIndice.deLaBase(ligne.texte("nature"));
        var periode = Indices.periode(annee);
        return new Indice(
                uuid == null ? new UUID(0, 0) : uuid,
                annee,
                nature.estUnLoyer(),
                nature.enBase(),
                Objects.requireNonNullElse(ligne.date("debut"), periode[0]),
                Objects.requireNonNullElse(ligne.date("fin"), periode[1]),
                Objects.requireNonNullElse(ligne.decimal("evolution"), BigDecimal.ZERO),
                departements(ligne),
                0,
                false);
    }

    private static List<String> departements(Ligne ligne) {
        var brut = ligne.texte("departements");
        return brut == null
                ? List.of()
                : Arrays.stream(brut.toUpperCase(java.util.Locale.ROOT).split("[\\s,;]+"))
                        .filter(d -> !d.isBlank())
                        // A spreadsheet takes 01 for a number.
                        .map(d -> d.matches("\\d") ? "0" + d : d)
                        .sorted()
                        .distinct()
                        .toList();
    }
}
