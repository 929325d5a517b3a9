package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.fichier.TexteEtFichiers;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.web.Champ;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The descriptive divisions of the building, as text and as pictures (02 §8.4). */
@Component
class EtapeEdd implements FormulaireDEtape {

    private static final int MENTION = 5000;
    private static final int LONG = 50_000;

    private final TableDeLEdd table;
    private final Clock horloge;

    EtapeEdd(TableDeLEdd table, Clock horloge) {
        this.table = table;
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.EDD;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var p = d.programme();
        return List.of(
                texte(d, ChampFichier.EDD_VOLUMETRIQUE, p.eddVolumetrique()),
                mention(
                        d,
                        "mention_publication_edd_volumetrique",
                        "Mention de publication de l’EDD volumétrique",
                        p.mentionPublicationEddVolumetrique()),
                texte(d, ChampFichier.EDD_CLASSIQUE, p.eddClassique()),
                mention(
                        d,
                        "mention_publication_edd_classique",
                        "Mention de publication de l’EDD classique",
                        p.mentionPublicationEddClassique()),
                texte(d, ChampFichier.EDD_STATIONNEMENTS, p.eddStationnements()));
    }

    @Override
    public List<ChampFichier> fichiers(Dossier d) {
        return List.of(ChampFichier.EDD_VOLUMETRIQUE, ChampFichier.EDD_CLASSIQUE, ChampFichier.EDD_STATIONNEMENTS);
    }

    /** R80, R81: what the table lacks is said when the step is left, and may be insisted on. */
    @Override
    public List<String> aConfirmer(Dossier d, Map<String, String> saisie) {
        return table.aConfirmer(d.convention());
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var divisions = new Programme.Divisions(
                TexteEtFichiers.colonne(s.texte("edd_volumetrique", LONG)),
                s.texte("mention_publication_edd_volumetrique", MENTION),
                TexteEtFichiers.colonne(s.texte("edd_classique", LONG)),
                s.texte("mention_publication_edd_classique", MENTION),
                TexteEtFichiers.colonne(s.texte("edd_stationnements", LONG)));
        if (s.valides()) {
            d.programme().decrireDivisions(divisions, horloge.instant());
        }
        return s.erreurs();
    }

    private static Question texte(Dossier d, ChampFichier champ, String colonne) {
        return new Question(
                Champ.zone(champ.nom(), champ.libelle())
                        .facultatif()
                        .longueurMax(LONG)
                        .valeur(TexteEtFichiers.texte(colonne)),
                champ.objet(),
                champ.nom(),
                champ.uuid(d.convention()));
    }

    private static Question mention(Dossier d, String nom, String libelle, String valeur) {
        return new Question(
                Champ.zone(nom, libelle)
                        .facultatif()
                        .rangees(3)
                        .longueurMax(MENTION)
                        .valeur(valeur),
                "programme",
                nom,
                d.programme().id());
    }
}
