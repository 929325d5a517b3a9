package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.formulaire.regles.Modeles;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.convention.formulaire.regles.ReglesDuProgramme;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.programme.RangsDuProgramme;
import fr.gouv.apilos.convention.programme.RangsDuProgramme.ReferenceCadastrale;
import fr.gouv.apilos.platform.tableur.Feuille;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Cadastral references of the programme (02 R78), shared by its conventions (R174). */
@Component
class TableDuCadastre extends TableDuProgramme {

    private final RangsDuProgramme rangs;

    TableDuCadastre(RangsDuProgramme rangs) {
        this.rangs = rangs;
    }

    @Override
    public Etape etape() {
        return Etape.CADASTRE;
    }

    @Override
    public String nom() {
        return "cadastre";
    }

    @Override
    public String objet() {
        return "reference_cadastrale";
    }

    @Override
    public String unite() {
        return "référence cadastrale";
    }

    @Override
    public String unites() {
        return "références cadastrales";
    }

    @Override
    public Feuille feuille() {
        return Modeles.CADASTRE;
    }

    @Override
    public Set<String> necessaires() {
        return Set.of("section", "numero", "lieudit", "surface");
    }

    @Override
    public List<Map<String, Object>> rangs(Convention convention) {
        return rangs.references(convention.programme()).stream()
                .map(r -> {
                    var rang = new LinkedHashMap<String, Object>();
                    rang.put(UUID, r.id());
                    rang.put("section", r.section());
                    rang.put("numero", r.numero());
                    rang.put("lieudit", r.lieudit());
                    rang.put("surface", r.surface());
                    rang.put("autre", r.autre() == null || r.autre().isEmpty() ? null : r.autre());
                    return (Map<String, Object>) rang;
                })
                .toList();
    }

    @Override
    public List<Probleme> verifier(Convention convention, Programme programme, List<Map<String, Object>> lignes) {
        return ReglesDuProgramme.cadastre(lignes);
    }

    @Override
    public Rubrique rubrique() {
        return Rubrique.CADASTRE;
    }

    @Override
    public void ecrire(Convention convention, List<Map<String, Object>> lignes) {
        rangs.remplacerReferences(
                convention.programme(),
                lignes.stream()
                        .map(rang -> new ReferenceCadastrale(
                                identifiant(rang),
                                texte(rang, "section"),
                                texte(rang, "numero"),
                                texte(rang, "lieudit"),
                                texte(rang, "surface"),
                                texte(rang, "autre")))
                        .toList());
    }

    @Override
    public String designation(Map<String, Object> rang) {
        return ("section " + texte(rang, "section") + " n° " + texte(rang, "numero")).strip();
    }
}
