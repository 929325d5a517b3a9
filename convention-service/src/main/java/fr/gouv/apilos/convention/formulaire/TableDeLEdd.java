package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.formulaire.regles.ReglesDuProgramme;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.RangsDuProgramme;
import fr.gouv.apilos.convention.programme.RangsDuProgramme.LogementEdd;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The simplified EDD of the programme (02 §8.4), shared by its conventions (R174). */
@Component
class TableDeLEdd extends TableDuProgramme {

    private final RangsDuProgramme rangs;

    TableDeLEdd(RangsDuProgramme rangs) {
        this.rangs = rangs;
    }

    @Override
    public Etape etape() {
        return Etape.EDD;
    }

    @Override
    public String nom() {
        return "edd";
    }

    @Override
    public String objet() {
        return "logement_edd";
    }

    @Override
    public String unite() {
        return "logement de l’EDD simplifié";
    }

    @Override
    public String unites() {
        return "logements de l’EDD simplifié";
    }

    @Override
    public Feuille feuille() {
        return Modeles.LOGEMENTS_EDD;
    }

    @Override
    public Set<String> necessaires() {
        return Set.of("designation", "financement", "numero_lot");
    }

    @Override
    public List<Map<String, Object>> rangs(Convention convention) {
        return rangs.edd(convention.programme()).stream()
                .map(l -> {
                    var rang = new LinkedHashMap<String, Object>();
                    rang.put(UUID, l.id());
                    rang.put("designation", l.designation());
                    rang.put("financement", l.financement());
                    rang.put("numero_lot", l.numeroLot());
                    return (Map<String, Object>) rang;
                })
                .toList();
    }

    @Override
    public List<Probleme> verifier(Convention convention, Programme programme, List<Map<String, Object>> lignes) {
        var problemes = new ArrayList<>(ReglesDuProgramme.edd(lignes));
        absents(programme.id(), lignes).forEach(message -> problemes.add(Probleme.aConfirmer(message)));
        return problemes;
    }

    /** R80, for the rows as stored. */
    List<String> aConfirmer(Convention convention) {
        return absents(convention.programme(), rangs(convention));
    }

    private List<String> absents(UUID programme, List<Map<String, Object>> lignes) {
        return lignes.isEmpty()
                ? List.of()
                : ReglesDuProgramme.financementsAbsents(
                        lignes.stream().map(rang -> texte(rang, "financement")).collect(Collectors.toSet()),
                        rangs.financements(programme));
    }

    @Override
    public Rubrique rubrique() {
        return Rubrique.EDD;
    }

    @Override
    public void ecrire(Convention convention, List<Map<String, Object>> lignes) {
        rangs.remplacerEdd(
                convention.programme(),
                lignes.stream()
                        .map(rang -> new LogementEdd(
                                identifiant(rang),
                                texte(rang, "designation"),
                                texte(rang, "financement"),
                                texte(rang, "numero_lot")))
                        .toList());
    }

    @Override
    public String designation(Map<String, Object> rang) {
        return texte(rang, "designation");
    }
}
