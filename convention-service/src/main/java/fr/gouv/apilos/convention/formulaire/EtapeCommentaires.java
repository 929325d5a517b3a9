package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.fichier.TexteEtFichiers;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.web.Champ;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the bailleur says to the instructeur, and the files that go with the convention (02 §8.15, R136). */
@Component
class EtapeCommentaires implements FormulaireDEtape {

    private static final int LONG = 5000;

    private final Clock horloge;

    EtapeCommentaires(Clock horloge) {
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.COMMENTAIRES;
    }

    @Override
    public List<Question> questions(Dossier d) {
        return List.of(new Question(
                Champ.zone(ChampFichier.COMMENTAIRES.nom(), ChampFichier.COMMENTAIRES.libelle())
                        .facultatif()
                        .aide("Ils n’apparaissent pas dans la convention.")
                        .longueurMax(LONG)
                        .valeur(TexteEtFichiers.texte(d.convention().commentaires())),
                "convention",
                ChampFichier.COMMENTAIRES.nom(),
                d.convention().id()));
    }

    @Override
    public List<ChampFichier> fichiers(Dossier d) {
        return d.programme().estFoyer() || d.programme().estResidence()
                ? List.of(ChampFichier.COMMENTAIRES, ChampFichier.ATTACHED)
                : List.of(ChampFichier.COMMENTAIRES);
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var texte = s.texte(ChampFichier.COMMENTAIRES.nom(), LONG);
        if (s.valides()) {
            d.convention().commenter(TexteEtFichiers.colonne(texte), horloge.instant());
        }
        return s.erreurs();
    }
}
