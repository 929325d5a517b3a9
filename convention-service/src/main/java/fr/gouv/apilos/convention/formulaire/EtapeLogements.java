package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.formulaire.regles.Etape;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.tableur.Nombres;
import fr.gouv.apilos.platform.web.Champ;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What each lot declares; its dwellings are a table of their own (02 §8.6). */
@Component
class EtapeLogements implements FormulaireDEtape {

    private static final BigDecimal LOYER_MAX = new BigDecimal("10000");
    /** Nine digits, two decimals (02 §8.6). */
    private static final BigDecimal SURFACE_MAX = new BigDecimal("10000000");

    private static final int NOMBRE_MAX = 9999;

    private final TableDesLogements table;
    private final Clock horloge;

    EtapeLogements(TableDesLogements table, Clock horloge) {
        this.table = table;
        this.horloge = horloge;
    }

    @Override
    public Etape etape() {
        return Etape.LOGEMENTS;
    }

    @Override
    public List<Question> questions(Dossier d) {
        var q = new ArrayList<Question>();
        boolean plusieurs = d.convention().lots().size() > 1;
        for (var lot : d.convention().lots()) {
            var suite = plusieurs ? " — " + lot.financement().libelle() : "";
            var options = lot.options();
            q.add(question(
                    lot,
                    Champ.entier(nom("nb_logements", lot), "Nombre de logements" + suite)
                            .valeur(
                                    options.nbLogements() == null
                                            ? null
                                            : options.nbLogements().toString())));
            if (lot.aOptionMixite()) {
                q.add(question(
                        lot,
                        Champ.entier(
                                        nom("lgts_mixite_sociale_negocies", lot),
                                        "Logements de mixité sociale négociés" + suite)
                                .facultatif()
                                .valeur(String.valueOf(options.lgtsMixiteSocialeNegocies()))));
            }
            q.add(question(
                    lot,
                    Champ.decimal(nom("loyer_derogatoire", lot), "Loyer dérogatoire" + suite)
                            .unite("€/m²")
                            .facultatif()
                            .valeur(texte(options.loyerDerogatoire()))));
            q.add(question(
                    lot,
                    Champ.decimal(
                                    nom("surface_locaux_collectifs_residentiels", lot),
                                    "Surface des locaux collectifs résidentiels" + suite)
                            .unite("m²")
                            .facultatif()
                            .valeur(texte(options.surfaceLocauxCollectifsResidentiels()))));
            q.add(question(
                    lot,
                    Champ.decimal(
                                    nom("loyer_associations_foncieres", lot),
                                    "Loyer des associations foncières et de leurs filiales" + suite)
                            .unite("€/m²")
                            .facultatif()
                            .valeur(texte(options.loyerAssociationsFoncieres()))));
        }
        return q;
    }

    @Override
    public List<ErreurDeChamp> enregistrer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var options = new HashMap<UUID, Lot.Options>();
        for (var lot : d.convention().lots()) {
            var nombre = s.entier(nom("nb_logements", lot), NOMBRE_MAX);
            if (s.texte(nom("nb_logements", lot)) == null || nombre != null && nombre == 0) {
                s.refuser(nom("nb_logements", lot), "Indiquez le nombre de logements.");
            }
            var mixite = lot.aOptionMixite() ? s.entier(nom("lgts_mixite_sociale_negocies", lot), NOMBRE_MAX) : null;
            if (mixite != null && nombre != null && mixite > nombre) {
                s.refuser(
                        nom("lgts_mixite_sociale_negocies", lot),
                        "La mixité sociale ne peut pas dépasser le nombre de logements (" + nombre + ").");
            }
            var avant = lot.options();
            options.put(
                    lot.id(),
                    new Lot.Options(
                            nombre,
                            mixite == null ? (lot.aOptionMixite() ? 0 : avant.lgtsMixiteSocialeNegocies()) : mixite,
                            s.decimal(nom("loyer_derogatoire", lot), LOYER_MAX),
                            s.decimal(nom("loyer_associations_foncieres", lot), LOYER_MAX),
                            s.decimal(nom("surface_locaux_collectifs_residentiels", lot), SURFACE_MAX),
                            avant.surfaceHabitableTotale()));
        }
        if (s.valides()) {
            options.forEach((lot, valeurs) -> d.convention().decrireLot(lot, valeurs, horloge.instant()));
        }
        return s.erreurs();
    }

    /** R107: the declared number and the rows of each financement. */
    @Override
    public List<String> aConfirmer(Dossier d, Map<String, String> brutes) {
        var s = new Saisies(brutes);
        var declares = new LinkedHashMap<String, Integer>();
        for (var lot : d.convention().lots()) {
            declares.put(lot.financement().code(), s.entier(nom("nb_logements", lot), NOMBRE_MAX));
        }
        return table.ecartsDeNombre(declares, d.convention());
    }

    private static String nom(String champ, Lot lot) {
        return champ + "-" + lot.financement().name();
    }

    private static Question question(Lot lot, Champ champ) {
        return new Question(champ, "lot", champ.nom().substring(0, champ.nom().indexOf('-')), lot.id());
    }

    private static String texte(BigDecimal valeur) {
        return valeur == null ? null : Nombres.afficher(valeur, 2);
    }
}
