package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Annexe;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.enumeration.TypologieLogement;
import fr.gouv.apilos.convention.formulaire.regles.CategorieLogement;
import fr.gouv.apilos.convention.formulaire.regles.ContexteLogements;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.LigneLogement;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.formulaire.regles.ReglesLogements;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The dwellings of a convention, with their rents (02 §8.6); the three other tables belong to avenants. */
@Component
class TableDesLogements implements TableDeSaisie {

    private final Lignes lignes;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    TableDesLogements(Lignes lignes, JdbcClient jdbc, JsonMapper json) {
        this.lignes = lignes;
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Etape etape() {
        return Etape.LOGEMENTS;
    }

    @Override
    public String nom() {
        return "logements";
    }

    @Override
    public String objet() {
        return "logement";
    }

    @Override
    public String unite() {
        return "logement";
    }

    @Override
    public String unites() {
        return "logements";
    }

    @Override
    public Feuille feuille() {
        return Modeles.LOGEMENTS;
    }

    @Override
    public Map<String, Set<String>> codesPreferes(Convention convention) {
        return Map.of(
                "financement",
                convention.lots().stream().map(l -> l.financement().code()).collect(Collectors.toSet()));
    }

    @Override
    public List<Map<String, Object>> rangs(Convention convention) {
        var financements = convention.lots().stream().collect(Collectors.toMap(Lot::id, Lot::financement));
        return lignes.logements(convention.id()).stream()
                .filter(l -> l.categorie() == Logement.Categorie.AVEC_LOYER)
                .map(l -> {
                    var rang = new LinkedHashMap<String, Object>();
                    rang.put(UUID, l.id());
                    rang.put("designation", l.designation());
                    rang.put(
                            "typologie",
                            l.typologie() == null ? null : l.typologie().name());
                    rang.put("financement", financements.get(l.lot()).code());
                    rang.put("surface_habitable", l.surfaceHabitable());
                    rang.put("surface_annexes", l.surfaceAnnexes());
                    rang.put("surface_annexes_retenue", l.surfaceAnnexesRetenue());
                    rang.put("surface_utile", l.surfaceUtile());
                    rang.put("loyer_par_metre_carre", l.loyerParMetreCarre());
                    rang.put("coeficient", l.coeficient());
                    rang.put("loyer", l.loyer());
                    return (Map<String, Object>) rang;
                })
                .toList();
    }

    @Override
    public List<Probleme> verifier(Convention convention, Programme programme, List<Map<String, Object>> rangs) {
        var contexte = contexte(convention, programme);
        var logements = rangs.stream().map(TableDesLogements::ligne).toList();
        var problemes =
                new ArrayList<>(ReglesLogements.verifierTableau(logements, CategorieLogement.AVEC_LOYER, contexte));
        problemes.addAll(ReglesLogements.nombreDeLogements(Map.of(CategorieLogement.AVEC_LOYER, logements), contexte));
        return problemes;
    }

    @Override
    public boolean concerne(Convention convention, Programme programme) {
        return !convention.estAvenant() && !programme.estFoyer() && !programme.estResidence();
    }

    @Override
    public Rubrique rubrique() {
        return Rubrique.LOGEMENTS;
    }

    /** Rows per financement that differ from the number declared there (02 R107). */
    List<String> ecartsDeNombre(Map<String, Integer> declares, Convention convention) {
        var logements = rangs(convention).stream().map(TableDesLogements::ligne).toList();
        return ReglesLogements.nombreDeLogements(
                        Map.of(CategorieLogement.AVEC_LOYER, logements), new ContexteLogements(declares, List.of()))
                .stream()
                .map(Probleme::message)
                .toList();
    }

    /** Annexes go with their dwelling (02 R57): undoing gives both back. */
    @Override
    public String attaches(Convention convention) {
        var annexes = lignes.annexes(convention.id());
        return annexes.isEmpty() ? null : json.writeValueAsString(annexes);
    }

    @Override
    public void rattacher(Convention convention, String attaches) {
        var presents =
                lignes.logements(convention.id()).stream().map(Logement::id).collect(Collectors.toSet());
        var annexes = new LinkedHashMap<UUID, Annexe>();
        for (var annexe : json.readValue(attaches, Annexe[].class)) {
            if (presents.contains(annexe.logement())) {
                annexes.put(annexe.id(), annexe);
            }
        }
        lignes.annexes(convention.id()).forEach(annexe -> annexes.put(annexe.id(), annexe));
        lignes.remplacerAnnexes(convention.id(), List.copyOf(annexes.values()));
    }

    @Override
    public void ecrire(Convention convention, List<Map<String, Object>> rangs) {
        var lots = new LinkedHashMap<String, UUID>();
        convention.lots().forEach(l -> lots.put(l.financement().code(), l.id()));
        // The rows of the other tables stay: they are not on this page.
        var logements = new ArrayList<>(lignes.logements(convention.id()).stream()
                .filter(l -> l.categorie() != Logement.Categorie.AVEC_LOYER)
                .toList());
        for (int i = 0; i < rangs.size(); i++) {
            var l = ligne(rangs.get(i)).dans(CategorieLogement.AVEC_LOYER);
            logements.add(new Logement(
                    l.uuid() == null ? java.util.UUID.randomUUID() : l.uuid(),
                    Objects.requireNonNull(lots.get(l.financement())),
                    l.designation(),
                    TypologieLogement.valueOf(l.typologie()),
                    l.surfaceHabitable(),
                    l.surfaceCorrigee(),
                    l.surfaceAnnexes(),
                    l.surfaceAnnexesRetenue(),
                    l.surfaceUtile(),
                    l.loyerParMetreCarre(),
                    l.coeficient(),
                    l.loyer(),
                    i));
        }
        lignes.remplacerLogements(convention.id(), logements);
    }

    @Override
    public String designation(Map<String, Object> rang) {
        return String.valueOf(Objects.requireNonNullElse(rang.get("designation"), "sans désignation"));
    }

    @Override
    public Map<String, Object> totaux(List<Map<String, Object>> rangs) {
        var totaux = new LinkedHashMap<String, Object>();
        for (var champ :
                List.of("surface_habitable", "surface_annexes", "surface_annexes_retenue", "surface_utile", "loyer")) {
            totaux.put(
                    champ,
                    rangs.stream()
                            .map(rang -> (BigDecimal) rang.get(champ))
                            .filter(Objects::nonNull)
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return totaux;
    }

    private ContexteLogements contexte(Convention convention, Programme programme) {
        var nombres = new LinkedHashMap<String, Integer>();
        convention.lots().forEach(l -> nombres.put(l.financement().code(), l.nbLogements()));
        var edd = jdbc.sql("select designation, financement from logement_edd where programme = :p order by ordre")
                .param("p", programme.id())
                .query((ligne, numero) -> new ContexteLogements.LigneEdd(ligne.getString(1), ligne.getString(2)))
                .list();
        return new ContexteLogements(nombres, edd);
    }

    private static LigneLogement ligne(Map<String, Object> rang) {
        return new LigneLogement(
                (UUID) rang.get(UUID),
                (String) rang.get("designation"),
                (String) rang.get("financement"),
                (String) rang.get("typologie"),
                (BigDecimal) rang.get("surface_habitable"),
                (BigDecimal) rang.get("surface_annexes"),
                (BigDecimal) rang.get("surface_annexes_retenue"),
                (BigDecimal) rang.get("surface_utile"),
                null,
                (BigDecimal) rang.get("loyer_par_metre_carre"),
                (BigDecimal) rang.get("coeficient"),
                (BigDecimal) rang.get("loyer"),
                null);
    }
}
