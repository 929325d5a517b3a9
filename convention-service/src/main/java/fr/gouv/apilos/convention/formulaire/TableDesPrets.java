package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
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
    private final Clock horloge;

    TableDesPrets(Lignes lignes, Clock horloge) {
        this.lignes = lignes;
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
    public List<Probleme> verifier(Dossier dossier, List<Map<String, Object>> rangs) {
        return ReglesFinancement.verifier(
                rangs.stream().map(TableDesPrets::ligne).toList(), contexte(dossier));
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
    ContexteFinancement contexte(Dossier d) {
        var aujourdhui = LocalDate.now(horloge);
        return new ContexteFinancement(
                d.programme().estFoyer() || d.programme().estResidence(),
                d.programme().estOutreMer(),
                d.programme().typeOperation() == TypeOperation.SANSTRAVAUX,
                d.convention().estAvenant(),
                d.convention().lots().stream().map(l -> l.financement().code()).toList(),
                aujourdhui,
                aujourdhui);
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
