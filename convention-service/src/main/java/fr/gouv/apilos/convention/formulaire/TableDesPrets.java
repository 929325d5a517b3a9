package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.enumeration.Preteur;
import fr.gouv.apilos.convention.enumeration.TypeOperation;
import fr.gouv.apilos.convention.formulaire.regles.ContexteFinancement;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.LignePret;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.formulaire.regles.ReglesFinancement;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Loans and subventions of the lots (02 §8.5). */
@Component
class TableDesPrets implements TableDeSaisie {

    private final Lignes lignes;
    private final ConventionRepository conventions;
    private final Clock horloge;

    TableDesPrets(Lignes lignes, ConventionRepository conventions, Clock horloge) {
        this.lignes = lignes;
        this.conventions = conventions;
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.FINANCEMENT;
    }

    @Override
    public String nom() {
        return "prets";
    }

    @Override
    public String objet() {
        return "pret";
    }

    @Override
    public String unite() {
        return "prêt ou subvention";
    }

    @Override
    public String unites() {
        return "prêts et subventions";
    }

    @Override
    public Feuille feuille() {
        return Modeles.PRETS;
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
        return lignes.prets(convention.id()).stream()
                .map(p -> {
                    var rang = new LinkedHashMap<String, Object>();
                    rang.put(UUID, p.id());
                    rang.put("numero", p.numero());
                    rang.put("financement", financements.get(p.lot()).code());
                    rang.put("date_octroi", p.dateOctroi());
                    rang.put("duree", p.duree());
                    rang.put("montant", p.montant());
                    rang.put("preteur", p.preteur().name());
                    rang.put("autre", p.autre() == null || p.autre().isEmpty() ? null : p.autre());
                    return (Map<String, Object>) rang;
                })
                .toList();
    }

    @Override
    public List<Probleme> verifier(Convention convention, Programme programme, List<Map<String, Object>> rangs) {
        var prets = rangs.stream().map(TableDesPrets::ligne).toList();
        var problemes = new ArrayList<>(ReglesFinancement.verifier(prets, contexte(convention, programme)));
        // R97: a remark, never a block.
        ReglesFinancement.numerosEnDouble(prets).stream()
                .map(Probleme::message)
                .distinct()
                .forEach(message -> problemes.add(Probleme.aConfirmer(message)));
        return problemes;
    }

    @Override
    public boolean concerne(Convention convention, Programme programme) {
        return !convention.estAvenant();
    }

    @Override
    public Rubrique rubrique() {
        return Rubrique.FINANCEMENT;
    }

    @Override
    public void ecrire(Convention convention, List<Map<String, Object>> rangs) {
        var lots = new LinkedHashMap<String, UUID>();
        convention.lots().forEach(l -> lots.put(l.financement().code(), l.id()));
        var prets = new ArrayList<Pret>();
        for (var rang : rangs) {
            var l = ligne(rang);
            prets.add(new Pret(
                    l.uuid() == null ? java.util.UUID.randomUUID() : l.uuid(),
                    Objects.requireNonNull(lots.get(l.financement())),
                    Preteur.valueOf(l.preteur()),
                    l.autre(),
                    l.dateOctroi(),
                    l.numero(),
                    l.duree(),
                    l.montant()));
        }
        lignes.remplacerPrets(convention.id(), prets);
    }

    @Override
    public String designation(Map<String, Object> rang) {
        var numero = rang.get("numero");
        return numero == null ? "sans numéro" : "n° " + numero;
    }

    @Override
    public Map<String, Object> totaux(List<Map<String, Object>> rangs) {
        return Map.of(
                "montant",
                rangs.stream()
                        .map(rang -> (BigDecimal) rang.get("montant"))
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The loans as the rules read them. */
    List<LignePret> lignes(Convention convention) {
        return rangs(convention).stream().map(TableDesPrets::ligne).toList();
    }

    /** What the rules must know of the convention. */
    ContexteFinancement contexte(Convention convention, Programme programme) {
        var aujourdhui = LocalDate.now(horloge);
        return new ContexteFinancement(
                programme.estFoyer() || programme.estResidence(),
                programme.estOutreMer(),
                programme.typeOperation() == TypeOperation.SANSTRAVAUX,
                convention.estAvenant(),
                convention.lots().stream().map(l -> l.financement().code()).toList(),
                aujourdhui,
                reference(convention, aujourdhui));
    }

    /** R89: an avenant is judged at the date its convention was signed. */
    private LocalDate reference(Convention convention, LocalDate aujourdhui) {
        return convention.estAvenant()
                ? conventions
                        .findById(convention.parent())
                        .map(Convention::televersementConventionSigneeLe)
                        .orElse(aujourdhui)
                : aujourdhui;
    }

    private static LignePret ligne(Map<String, Object> rang) {
        return new LignePret(
                (UUID) rang.get(UUID),
                (String) rang.get("numero"),
                (String) rang.get("financement"),
                (LocalDate) rang.get("date_octroi"),
                (Integer) rang.get("duree"),
                (BigDecimal) rang.get("montant"),
                (String) rang.get("preteur"),
                (String) rang.get("autre"));
    }
}
