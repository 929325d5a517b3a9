package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.convention.commentaire.FilsDeCommentaires;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Evenement;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Check answers of a convention (ux P4), and its history. */
@Controller
@RequestMapping("/conventions")
class RecapitulatifController {

    private static final int LIGNES_MONTREES = 10;

    private final CycleDeVie cycle;
    private final DroitsConvention droits;
    private final Lignes lignes;
    private final References references;
    private final FilsDeCommentaires commentaires;
    private final Historique historique;
    private final Formats formats;

    RecapitulatifController(
            CycleDeVie cycle,
            DroitsConvention droits,
            Lignes lignes,
            References references,
            FilsDeCommentaires commentaires,
            Historique historique,
            Formats formats) {
        this.cycle = cycle;
        this.droits = droits;
        this.lignes = lignes;
        this.references = references;
        this.commentaires = commentaires;
        this.historique = historique;
        this.formats = formats;
    }

    /** Rows of one lot with what they add up to. */
    record TableDeLot(String financement, List<Logement> montres, int autres, Totaux totaux) {}

    /** Sums over a list of dwellings. */
    record Totaux(int nombre, BigDecimal habitable, BigDecimal utile, BigDecimal loyer) {

        static Totaux de(List<Logement> logements) {
            return new Totaux(
                    logements.size(),
                    somme(logements, Logement::surfaceHabitable),
                    somme(logements, Logement::surfaceUtile),
                    somme(logements, Logement::loyer));
        }

        private static BigDecimal somme(List<Logement> logements, Function<Logement, BigDecimal> champ) {
            return logements.stream().map(champ).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    @GetMapping("/recapitulatif/{convention}")
    String recapitulatif(@PathVariable UUID convention, @RequestParam(required = false) String tout, Model modele) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        var c = etat.convention();
        var adresse = "/conventions/recapitulatif/" + convention;
        var fils = commentaires.pour(c, identite, adresse);
        var ouverture = droits.ouverture(c, identite);
        var logements = lignes.logements(convention);
        var prets = lignes.prets(convention);
        boolean modifiable = ouverture.quelqueChose();
        modele.addAttribute("etat", etat);
        modele.addAttribute("bandeau", bandeau(etat, identite));
        modele.addAttribute("cartes", cartes(etat, modifiable, fils, prets));
        modele.addAttribute("prets", prets);
        modele.addAttribute("totalPrets", prets.stream().map(Pret::montant).reduce(BigDecimal.ZERO, BigDecimal::add));
        modele.addAttribute("tables", tables(c, logements, tout != null));
        modele.addAttribute("totaux", Totaux.de(logements));
        modele.addAttribute("manques", etat.faits().manques());
        modele.addAttribute("aTraiter", Statut.EN_COURS.contains(c.statut()) ? fils.aTraiter() : List.of());
        modele.addAttribute("attente", attente(c, identite, modifiable));
        modele.addAttribute("ecriture", ouverture.tout());
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        Lien.ici(etat.programme().nom())));
        return "recapitulatif/recapitulatif";
    }

    @GetMapping("/post_action/{convention}")
    String vueEnsemble(@PathVariable UUID convention) {
        return "redirect:/conventions/recapitulatif/" + convention;
    }

    @GetMapping({"/{convention}/historique", "/journal/{convention}"})
    String historique(@PathVariable UUID convention, Model modele) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        modele.addAttribute("etat", etat);
        modele.addAttribute("evenements", evenements(etat.convention(), identite));
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(etat.programme().nom(), "/conventions/recapitulatif/" + convention),
                        Lien.ici("Historique")));
        return "recapitulatif/historique";
    }

    private List<Evenement> evenements(Convention convention, Identite identite) {
        var faits = new ArrayList<Evenement>();
        for (var ligne : historique.de(convention.id())) {
            faits.add(new Evenement(
                    ligne.creeLe(),
                    "« " + ligne.statutPrecedent().libelle(identite.estInstructeur()) + " » → « "
                            + ligne.statut().libelle(identite.estInstructeur()) + " »",
                    ligne.utilisateurNom(),
                    ligne.commentaire()));
        }
        faits.add(new Evenement(convention.creeLe(), "Création", convention.creeParNom(), null));
        return faits;
    }

    private Bandeau bandeau(Etat etat, Identite identite) {
        var c = etat.convention();
        var p = etat.programme();
        var faits = new ArrayList<String>();
        faits.add(c.numero() == null ? "Sans numéro" : "n° " + c.numero());
        if (!p.numeroOperation().isEmpty()) {
            faits.add("Opération " + p.numeroOperation());
        }
        if (!p.ville().isEmpty()) {
            faits.add(p.ville() + (p.codeInseeDepartement().isEmpty() ? "" : " (" + p.codeInseeDepartement() + ")"));
        }
        faits.add(formats.pluriel(c.nbLogements(), "logement", "logements"));
        faits.add(c.lots().stream().map(lot -> lot.financement().libelle()).collect(Collectors.joining(", ")));
        var statut = c.statut();
        return new Bandeau(
                p.nom(),
                c.estAvenant() ? "Avenant" : "Convention",
                new Badge(statut.libelle(identite.estInstructeur()), statut.couleur(), statut.icone()),
                faits.stream().filter(f -> !f.isBlank()).toList());
    }

    private List<Carte> cartes(Etat etat, boolean modifiable, FilsDeCommentaires.Page fils, List<Pret> prets) {
        var c = etat.convention();
        var p = etat.programme();
        var b = etat.bailleur();
        var administration = references.administration(p.administration()).orElse(null);
        var bailleur = new Rubriques(etat, Rubrique.BAILLEUR, modifiable, fils);
        bailleur.ligne("Bailleur", b == null ? null : b.nom(), "bailleur", "nom", p.bailleur());
        bailleur.ligne("SIRET", b == null ? null : formats.siret(b.siret()), null, null, null);
        bailleur.ligne(
                "Siège",
                b == null ? null : adresse(b.adresse(), b.codePostal(), b.ville()),
                "bailleur",
                "adresse",
                p.bailleur());
        bailleur.ligne(
                "Signataire",
                premier(c.signataireNom(), b == null ? null : b.signataireNom()),
                "convention",
                "signataire_nom",
                c.id());
        bailleur.ligne(
                "Fonction du signataire",
                premier(c.signataireFonction(), b == null ? null : b.signataireFonction()),
                "convention",
                "signataire_fonction",
                c.id());
        bailleur.ligne(
                "Service instructeur",
                administration == null ? null : texteAdministration(administration),
                null,
                null,
                null);
        var operation = new Rubriques(etat, Rubrique.OPERATION, modifiable, fils);
        operation.ligne("Nom", p.nom(), "programme", "nom", p.id());
        operation.ligne("Adresse", premier(c.adresse(), p.adresse()), "convention", "adresse", c.id());
        operation.ligne("Code postal", p.codePostal(), "programme", "code_postal", p.id());
        operation.ligne("Ville", p.ville(), "programme", "ville", p.id());
        operation.ligne("Nature des logements", p.natureLogement().libelle(), null, null, null);
        operation.ligne("Type d’opération", p.typeOperation().libelle(), "programme", "type_operation", p.id());
        operation.ligne(
                "Zones",
                p.zone123() == null && p.zoneAbc() == null
                        ? null
                        : "1/2/3 : " + (p.zone123() == null ? "—" : p.zone123().libelle()) + " · A/B/C : "
                                + (p.zoneAbc() == null ? "—" : p.zoneAbc().libelle()),
                null,
                null,
                null);
        var financement = new Rubriques(etat, Rubrique.FINANCEMENT, modifiable, fils);
        financement.ligne(
                "Fin de la convention",
                c.dateFinConventionnement() == null ? null : formats.date(c.dateFinConventionnement()),
                "convention",
                "date_fin_conventionnement",
                c.id());
        financement.ligne(
                "Fonds propres",
                c.fondPropre() == null ? null : formats.montant(c.fondPropre()),
                "convention",
                "fond_propre",
                c.id());
        financement.ligne(
                "Prêts et subventions",
                prets.isEmpty()
                        ? null
                        : formats.pluriel(prets.size(), "financement", "financements") + ", "
                                + formats.montant(
                                        prets.stream().map(Pret::montant).reduce(BigDecimal.ZERO, BigDecimal::add)),
                null,
                null,
                null);
        var logements = new Rubriques(etat, Rubrique.LOGEMENTS, modifiable, fils);
        for (var lot : c.lots()) {
            logements.ligne(
                    "Lot " + lot.financement().libelle(),
                    lot.nbLogements() == null
                            ? null
                            : formats.pluriel(lot.nbLogements(), "logement déclaré", "logements déclarés")
                                    + (lot.typeHabitat() == null
                                            ? ""
                                            : ", " + lot.typeHabitat().libelle().toLowerCase(java.util.Locale.FRENCH)),
                    "lot",
                    "nb_logements",
                    lot.id());
        }
        return List.of(bailleur.carte(), operation.carte(), financement.carte(), logements.carte());
    }

    /** Gathers the lines of one card. */
    private static final class Rubriques {
        private final Etat etat;
        private final Rubrique rubrique;
        private final boolean modifiable;
        private final FilsDeCommentaires.Page fils;
        private final List<Definition> definitions = new ArrayList<>();
        private final List<fr.gouv.apilos.platform.web.FilDeCommentaires> threads = new ArrayList<>();

        Rubriques(Etat etat, Rubrique rubrique, boolean modifiable, FilsDeCommentaires.Page fils) {
            this.etat = etat;
            this.rubrique = rubrique;
            this.modifiable = modifiable;
            this.fils = fils;
        }

        void ligne(String libelle, String valeur, String objet, String champ, UUID uuid) {
            definitions.add(
                    new Definition(libelle, valeur, valeur == null && modifiable && exige(champ) ? lien() : null));
            if (objet != null) {
                var fil = fils.de(objet, champ, uuid, libelle);
                if (!fil.messages().isEmpty()) {
                    threads.add(fil);
                }
            }
        }

        /** Whether the next transition asks for this field: what is only optional is not pressed upon anybody. */
        private boolean exige(String champ) {
            var nom = champ == null
                    ? ""
                    : champ.equals("date_fin_conventionnement") ? "anneefinconventionnement" : champ.replace("_", "");
            return etat.faits().manques().stream()
                    .anyMatch(manque ->
                            manque.etape() == rubrique && manque.champ().equalsIgnoreCase(nom));
        }

        String lien() {
            return "/conventions/" + rubrique.chemin() + "/" + etat.convention().id();
        }

        Carte carte() {
            return new Carte(
                    rubrique.chemin(),
                    rubrique.libelle(),
                    lien(),
                    modifiable,
                    List.copyOf(definitions),
                    etat.faits().manques().stream()
                            .filter(manque -> manque.etape() == rubrique)
                            .map(manque -> manque.resume())
                            .toList(),
                    fils.ouverts(rubrique),
                    List.copyOf(threads));
        }
    }

    private static List<TableDeLot> tables(Convention convention, List<Logement> logements, boolean tout) {
        var parLot = logements.stream().collect(Collectors.groupingBy(Logement::lot));
        return convention.lots().stream().map(lot -> table(lot, parLot, tout)).toList();
    }

    private static TableDeLot table(Lot lot, Map<UUID, List<Logement>> parLot, boolean tout) {
        var liste = parLot.getOrDefault(lot.id(), List.of());
        var montres = tout ? liste : liste.stream().limit(LIGNES_MONTREES).toList();
        return new TableDeLot(lot.financement().libelle(), montres, liste.size() - montres.size(), Totaux.de(liste));
    }

    /** Why a reader waits, or null when they do not. */
    private static String attente(Convention convention, Identite identite, boolean modifiable) {
        if (modifiable || identite.lectureSeule()) {
            return null;
        }
        var statut = convention.statut();
        if (identite.estBailleur() && statut == Statut.INSTRUCTION) {
            return "Le service instructeur examine cette convention. Vous pourrez la modifier s’il demande des"
                    + " corrections.";
        }
        if (statut == Statut.A_SIGNER) {
            return "Le contenu est figé : la convention est à signer.";
        }
        if (Statut.FINALISES.contains(statut)) {
            return "La convention est en vigueur : son contenu ne change plus que par avenant.";
        }
        return null;
    }

    private static String texteAdministration(Administration administration) {
        return administration.nom().contains(administration.code())
                ? administration.nom()
                : administration.nom() + " (" + administration.code() + ")";
    }

    private static String adresse(String rue, String codePostal, String ville) {
        var texte = List.of(vide(rue), (vide(codePostal) + " " + vide(ville)).trim()).stream()
                .filter(t -> !t.isEmpty())
                .collect(Collectors.joining(", "));
        return texte.isEmpty() ? null : texte;
    }

    private static String premier(String un, String autre) {
        return !vide(un).isEmpty() ? un : vide(autre).isEmpty() ? null : autre;
    }

    private static String vide(String texte) {
        return texte == null ? "" : texte.trim();
    }
}
