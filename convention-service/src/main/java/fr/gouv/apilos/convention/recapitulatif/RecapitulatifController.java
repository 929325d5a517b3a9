package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.convention.commentaire.FilsDeCommentaires;
import fr.gouv.apilos.convention.convention.Commentaires.Commentaire;
import fr.gouv.apilos.convention.convention.Contributeurs;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.CycleDeVie.Etat;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.DroitsConvention.Ouverture;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.convention.Historique;
import fr.gouv.apilos.convention.convention.Lignes;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.enumeration.Statut;
import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.fichier.Fichier;
import fr.gouv.apilos.convention.fichier.Fichiers;
import fr.gouv.apilos.convention.recapitulatif.Contenu.Donnee;
import fr.gouv.apilos.convention.recapitulatif.Soumissions.Soumission;
import fr.gouv.apilos.convention.reference.References;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.Badge;
import fr.gouv.apilos.platform.web.Bandeau;
import fr.gouv.apilos.platform.web.Definition;
import fr.gouv.apilos.platform.web.Evenement;
import fr.gouv.apilos.platform.web.FilDeCommentaires;
import fr.gouv.apilos.platform.web.Formats;
import fr.gouv.apilos.platform.web.Lien;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
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
    private static final List<Rubrique> PARTIES = List.of(
            Rubrique.BAILLEUR,
            Rubrique.OPERATION,
            Rubrique.CADASTRE,
            Rubrique.EDD,
            Rubrique.FINANCEMENT,
            Rubrique.LOGEMENTS,
            Rubrique.COMMENTAIRES);

    /** Parts of which nothing is asked: they do not count in the way done. */
    private static final Set<Rubrique> FACULTATIVES =
            EnumSet.of(Rubrique.CADASTRE, Rubrique.EDD, Rubrique.COMMENTAIRES);

    private final CycleDeVie cycle;
    private final DroitsConvention droits;
    private final Lignes lignes;
    private final References references;
    private final FilsDeCommentaires commentaires;
    private final Historique historique;
    private final Fichiers fichiers;
    private final Contenu contenu;
    private final Soumissions soumissions;
    private final Formats formats;

    RecapitulatifController(
            CycleDeVie cycle,
            DroitsConvention droits,
            Lignes lignes,
            References references,
            FilsDeCommentaires commentaires,
            Historique historique,
            Fichiers fichiers,
            Contenu contenu,
            Soumissions soumissions,
            Formats formats) {
        this.cycle = cycle;
        this.droits = droits;
        this.lignes = lignes;
        this.references = references;
        this.commentaires = commentaires;
        this.historique = historique;
        this.fichiers = fichiers;
        this.contenu = contenu;
        this.soumissions = soumissions;
        this.formats = formats;
    }

    /** Rows of one lot with what they add up to. */
    record TableDeLot(String financement, List<Logement> montres, int autres, Totaux totaux) {}

    /** One transaction, so that the page and the rules it asks read rows once. */
    @GetMapping("/recapitulatif/{convention}")
    @Transactional(readOnly = true)
    public String recapitulatif(
            @PathVariable UUID convention, @RequestParam(required = false) String tout, Model modele) {
        var identite = Identite.courante();
        var etat = cycle.etat(convention, identite);
        var c = etat.convention();
        var adresse = "/conventions/recapitulatif/" + convention;
        var fils = commentaires.pour(c, identite, adresse);
        var ouverture = droits.ouverture(
                c,
                identite,
                () -> fils.nonClos().stream()
                        .filter(Commentaire::auteurInstructeur)
                        .map(Commentaire::cle)
                        .collect(Collectors.toSet()));
        var logements = lignes.logements(convention);
        var prets = lignes.prets(convention);
        boolean modifiable = ouverture.quelqueChose();
        modele.addAttribute("etat", etat);
        modele.addAttribute("bandeau", bandeau(etat, identite));
        var reference = soumissions.reference(c).orElse(null);
        var joints = fichiers.de(c);
        modele.addAttribute("infectes", infectes(joints));
        var donnees = contenu.de(
                c,
                etat.programme(),
                etat.bailleur(),
                references.administration(etat.programme().administration()).orElse(null),
                prets,
                logements,
                joints);
        var cartes = cartes(etat, donnees, reference, modifiable, fils, rattachements(etat, ouverture, identite));
        modele.addAttribute("cartes", cartes);
        boolean enCours = Statut.EN_COURS.contains(c.statut());
        modele.addAttribute(
                "avancement",
                enCours
                        ? cartes.stream()
                                .filter(carte -> carte.faite() && !carte.facultative())
                                .count()
                        : null);
        modele.addAttribute(
                "etapes",
                cartes.stream()
                        .filter(carte -> carte.concernee() && !carte.facultative())
                        .count());
        modele.addAttribute(
                "modifieDepuis",
                reference != null && cartes.stream().anyMatch(carte -> carte.modifiees() > 0)
                        ? formats.instant(reference.soumiseLe())
                        : null);
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
        var faits = historique.de(convention);
        var contributeurs = Contributeurs.de(faits);
        modele.addAttribute("contributeurs", contributeurs.nombre());
        modele.addAttribute(
                "parCote",
                List.of(
                        Definition.de("Pour le bailleur", String.join(", ", contributeurs.bailleurs())),
                        Definition.de("Pour l’instruction", String.join(", ", contributeurs.instructeurs()))));
        modele.addAttribute("evenements", evenements(etat.convention(), faits, identite));
        modele.addAttribute(
                "fil",
                List.of(
                        new Lien("Conventions", "/conventions/recherche"),
                        new Lien(etat.programme().nom(), "/conventions/recapitulatif/" + convention),
                        Lien.ici("Historique")));
        return "recapitulatif/historique";
    }

    private static List<Evenement> evenements(Convention convention, List<Historique.Ligne> lignes, Identite identite) {
        var faits = new ArrayList<Evenement>();
        for (var ligne : lignes) {
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

    /** Files a virus was found in, each with its field, as long as nobody took it away (06 FIL-42). */
    private static String infectes(Map<String, List<Fichier>> joints) {
        return joints.values().stream()
                .flatMap(List::stream)
                .filter(fichier -> fichier.analyse() == Fichier.Analyse.INFECTE)
                .map(fichier -> "« " + fichier.nom() + " »"
                        + ChampFichier.de(fichier.champ())
                                .map(champ -> " (" + champ.libelle() + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
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

    /** Pages that change what the convention hangs on, for those who may (01 R77, R76; 02 R66, R67). */
    private static Map<Rubrique, List<Lien>> rattachements(Etat etat, Ouverture ouverture, Identite identite) {
        var base = "/conventions/" + etat.convention().id();
        var bailleur = new ArrayList<Lien>();
        var operation = new ArrayList<Lien>();
        var siens = identite.perimetre().bailleurs();
        if (ouverture.tout() && (siens == null || siens.size() > 1)) {
            bailleur.add(new Lien("Changer de bailleur", base + "/changer-bailleur"));
        }
        if (ouverture.tout() && identite.estInstructeur()) {
            bailleur.add(new Lien("Changer de service instructeur", base + "/changer-administration"));
        }
        if (etat.typeAChoisir()
                && Statut.EN_COURS.contains(etat.convention().statut())
                && identite.aPermission(DroitsConvention.MODIFIER)) {
            bailleur.add(new Lien("Choisir le type I ou II", base + "/type"));
        }
        if (ouverture.tout()) {
            operation.add(new Lien("Modifier le numéro de l’opération", base + "/numero-operation"));
        }
        return Map.of(Rubrique.BAILLEUR, List.copyOf(bailleur), Rubrique.OPERATION, List.copyOf(operation));
    }

    private static Set<Rubrique> concernees(Convention convention) {
        if (!convention.estAvenant() || convention.avenantTypes().isEmpty()) {
            return EnumSet.allOf(Rubrique.class);
        }
        var concernees = EnumSet.noneOf(Rubrique.class);
        for (var type : convention.avenantTypes()) {
            switch (type) {
                case BAILLEUR -> concernees.add(Rubrique.BAILLEUR);
                case PROGRAMME -> concernees.add(Rubrique.OPERATION);
                case DUREE -> concernees.add(Rubrique.FINANCEMENT);
                case LOGEMENTS -> concernees.add(Rubrique.LOGEMENTS);
                case CADASTRE -> concernees.add(Rubrique.CADASTRE);
                case EDD -> concernees.add(Rubrique.EDD);
                case COMMENTAIRES -> concernees.add(Rubrique.COMMENTAIRES);
                case CHAMP_LIBRE,
                        DENONCIATION,
                        RESILIATION,
                        STATIONNEMENT,
                        FOYER_ATTRIBUTION,
                        RESIDENCE_ATTRIBUTION,
                        VARIANTES -> {
                    // No part of this page is theirs.
                }
            }
        }
        return concernees;
    }

    private static List<Carte> cartes(
            Etat etat,
            List<Donnee> donnees,
            Soumission reference,
            boolean modifiable,
            FilsDeCommentaires.Page fils,
            Map<Rubrique, List<Lien>> liens) {
        var concernees = concernees(etat.convention());
        return PARTIES.stream()
                // Divisions are a step of some conventions only: shown where something is said of them.
                .filter(rubrique -> rubrique != Rubrique.EDD
                        || donnees.stream().anyMatch(donnee -> donnee.rubrique() == Rubrique.EDD))
                .map(rubrique -> carte(
                        etat,
                        rubrique,
                        donnees.stream()
                                .filter(donnee -> donnee.rubrique() == rubrique)
                                .toList(),
                        reference,
                        modifiable,
                        fils,
                        liens.getOrDefault(rubrique, List.of()),
                        concernees.contains(rubrique)))
                .toList();
    }

    private static Carte carte(
            Etat etat,
            Rubrique rubrique,
            List<Donnee> donnees,
            Soumission reference,
            boolean modifiable,
            FilsDeCommentaires.Page fils,
            List<Lien> liens,
            boolean concernee) {
        var lien = "/conventions/" + rubrique.chemin() + "/" + etat.convention().id();
        var definitions = new ArrayList<Definition>();
        var threads = new ArrayList<FilDeCommentaires>();
        for (var donnee : donnees) {
            var avant = reference == null ? null : reference.avant(donnee);
            if (!donnee.discrete() || avant != null) {
                boolean aCompleter = donnee.valeur() == null && modifiable && exige(etat, rubrique, donnee.champ());
                definitions.add(new Definition(donnee.libelle(), donnee.valeur(), aCompleter ? lien : null, avant));
            }
            if (donnee.objet() != null) {
                var fil = fils.de(donnee.objet(), donnee.champ(), donnee.uuid(), donnee.libelle());
                if (!fil.messages().isEmpty()) {
                    threads.add(fil);
                }
            }
        }
        return new Carte(
                rubrique.chemin(),
                rubrique.libelle(),
                lien,
                modifiable,
                List.copyOf(definitions),
                etat.faits().manques().stream()
                        .filter(manque -> manque.etape() == rubrique)
                        .map(manque -> manque.resume())
                        .toList(),
                fils.ouverts(rubrique),
                List.copyOf(threads),
                liens,
                concernee,
                FACULTATIVES.contains(rubrique));
    }

    /** Whether the next transition asks for this field: what is only optional is not pressed upon anybody. */
    private static boolean exige(Etat etat, Rubrique rubrique, String champ) {
        var nom = champ == null
                ? ""
                : champ.equals("date_fin_conventionnement") ? "anneefinconventionnement" : champ.replace("_", "");
        return etat.faits().manques().stream()
                .anyMatch(manque -> manque.etape() == rubrique && manque.champ().equalsIgnoreCase(nom));
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
}
