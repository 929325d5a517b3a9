package fr.gouv.apilos.convention.recapitulatif;

import fr.gouv.apilos.convention.convention.CleDeCommentaire;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.convention.convention.Logement;
import fr.gouv.apilos.convention.convention.Lot;
import fr.gouv.apilos.convention.convention.Pret;
import fr.gouv.apilos.convention.fichier.ChampFichier;
import fr.gouv.apilos.convention.fichier.Fichier;
import fr.gouv.apilos.convention.fichier.TexteEtFichiers;
import fr.gouv.apilos.convention.programme.Programme;
import fr.gouv.apilos.convention.reference.Administration;
import fr.gouv.apilos.convention.reference.Bailleur;
import fr.gouv.apilos.platform.web.Formats;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a convention says, in the words and the order of its récapitulatif; shown there and kept at each submission. */
@Component
class Contenu {

    private final Formats formats;

    Contenu(Formats formats) {
        this.formats = formats;
    }

    /**
     * One datum.
     *
     * @param valeur null when nothing is known
     * @param objet key of its comments, with {@code champ} and {@code uuid}; null when it takes none
     * @param discrete shown only when it changed: a table says it otherwise
     */
    record Donnee(
            Rubrique rubrique, String libelle, String valeur, String objet, String champ, UUID uuid, boolean discrete) {

        /** The same from one submission to the next. */
        String cle() {
            return objet == null ? rubrique.name() + " " + libelle : CleDeCommentaire.de(objet, champ, uuid);
        }
    }

    /** Everything, part by part. */
    List<Donnee> de(
            Convention c,
            Programme p,
            Bailleur b,
            Administration administration,
            List<Pret> prets,
            List<Logement> logements,
            Map<String, List<Fichier>> fichiers) {
        var donnees = new ArrayList<Donnee>();
        bailleur(donnees, c, p, b, administration);
        operation(donnees, c, p);
        cadastre(donnees, c, p, fichiers);
        edd(donnees, c, p, fichiers);
        financement(donnees, c, prets);
        for (var lot : c.lots()) {
            logements(donnees, lot, logements);
        }
        commentaires(donnees, c, p, fichiers);
        return List.copyOf(donnees);
    }

    private void bailleur(List<Donnee> donnees, Convention c, Programme p, Bailleur b, Administration administration) {
        var partie = Rubrique.BAILLEUR;
        ajouter(donnees, partie, "Bailleur", b == null ? null : b.nom(), "bailleur", "nom", p.bailleur());
        ajouter(donnees, partie, "SIRET", b == null ? null : formats.siret(b.siret()), null, null, null);
        ajouter(
                donnees,
                partie,
                "Siège",
                b == null ? null : adresse(b.adresse(), b.codePostal(), b.ville()),
                "bailleur",
                "adresse",
                p.bailleur());
        ajouter(
                donnees,
                partie,
                "Signataire",
                premier(c.signataireNom(), b == null ? null : b.signataireNom()),
                "convention",
                "signataire_nom",
                c.id());
        ajouter(
                donnees,
                partie,
                "Fonction du signataire",
                premier(c.signataireFonction(), b == null ? null : b.signataireFonction()),
                "convention",
                "signataire_fonction",
                c.id());
        ajouter(
                donnees,
                partie,
                "Service instructeur",
                administration == null ? null : texte(administration),
                null,
                null,
                null);
        if (b != null && b.estType1et2() && !c.estAvenant() && !p.estFoyer() && !p.estResidence()) {
            ajouter(
                    donnees,
                    partie,
                    "Type de la convention",
                    c.type1et2() == null ? null : c.type1et2().libelle(),
                    null,
                    null,
                    null);
        }
    }

    private void operation(List<Donnee> donnees, Convention c, Programme p) {
        var partie = Rubrique.OPERATION;
        ajouter(donnees, partie, "Nom", p.nom(), "programme", "nom", p.id());
        ajouter(
                donnees,
                partie,
                "Numéro de l’opération",
                p.numeroOperation().isBlank() ? null : p.numeroOperation(),
                null,
                null,
                null);
        ajouter(donnees, partie, "Adresse", premier(c.adresse(), p.adresse()), "convention", "adresse", c.id());
        ajouter(donnees, partie, "Code postal", p.codePostal(), "programme", "code_postal", p.id());
        ajouter(donnees, partie, "Ville", p.ville(), "programme", "ville", p.id());
        ajouter(donnees, partie, "Nature des logements", p.natureLogement().libelle(), null, null, null);
        ajouter(
                donnees,
                partie,
                "Type d’opération",
                p.typeOperation().libelle(),
                "programme",
                "type_operation",
                p.id());
        ajouter(
                donnees,
                partie,
                "Zones",
                p.zone123() == null && p.zoneAbc() == null
                        ? null
                        : "1/2/3 : " + (p.zone123() == null ? "—" : p.zone123().libelle()) + " · A/B/C : "
                                + (p.zoneAbc() == null ? "—" : p.zoneAbc().libelle()),
                null,
                null,
                null);
    }

    private void cadastre(List<Donnee> donnees, Convention c, Programme p, Map<String, List<Fichier>> fichiers) {
        var partie = Rubrique.CADASTRE;
        ajouter(
                donnees,
                partie,
                "Permis de construire",
                premier(p.permisConstruire(), null),
                "programme",
                "permis_construire",
                p.id());
        for (var date : Map.of(
                        "date_achat", new Datee("Date d’achat", p.dateAchat()),
                        "date_acte_notarie", new Datee("Acte notarié", p.dateActeNotarie()),
                        "date_achevement_previsible", new Datee("Achèvement prévisible", p.dateAchevementPrevisible()),
                        "date_achevement", new Datee("Achèvement", p.dateAchevement()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            // All are optional: what is not there is not asked for.
            if (date.getValue().date() != null) {
                ajouter(
                        donnees,
                        partie,
                        date.getValue().libelle(),
                        formats.date(date.getValue().date()),
                        "programme",
                        date.getKey(),
                        p.id());
            }
        }
        champ(donnees, partie, c, ChampFichier.VENDEUR, p.vendeur(), fichiers);
        champ(donnees, partie, c, ChampFichier.ACQUEREUR, p.acquereur(), fichiers);
        champ(donnees, partie, c, ChampFichier.REFERENCE_NOTAIRE, p.referenceNotaire(), fichiers);
        champ(donnees, partie, c, ChampFichier.REFERENCE_PUBLICATION_ACTE, p.referencePublicationActe(), fichiers);
        for (var champ : List.of(
                ChampFichier.REFERENCE_CADASTRALE,
                ChampFichier.EFFET_RELATIF,
                ChampFichier.ACTE_DE_PROPRIETE,
                ChampFichier.CERTIFICAT_ADRESSAGE)) {
            champ(donnees, partie, c, champ, null, fichiers);
        }
    }

    private record Datee(String libelle, LocalDate date) {}

    private void edd(List<Donnee> donnees, Convention c, Programme p, Map<String, List<Fichier>> fichiers) {
        var partie = Rubrique.EDD;
        champ(donnees, partie, c, ChampFichier.EDD_VOLUMETRIQUE, p.eddVolumetrique(), fichiers);
        champ(donnees, partie, c, ChampFichier.EDD_CLASSIQUE, p.eddClassique(), fichiers);
        champ(donnees, partie, c, ChampFichier.EDD_STATIONNEMENTS, p.eddStationnements(), fichiers);
    }

    private void commentaires(List<Donnee> donnees, Convention c, Programme p, Map<String, List<Fichier>> fichiers) {
        var partie = Rubrique.COMMENTAIRES;
        ajouter(
                donnees,
                partie,
                ChampFichier.COMMENTAIRES.libelle(),
                dit(TexteEtFichiers.texte(c.commentaires()), fichiers.get(ChampFichier.COMMENTAIRES.nom())),
                ChampFichier.COMMENTAIRES.objet(),
                ChampFichier.COMMENTAIRES.nom(),
                c.id());
        if (p.estFoyer() || p.estResidence()) {
            champ(donnees, partie, c, ChampFichier.ATTACHED, null, fichiers);
        }
    }

    /** A « text and files » field, when it says something: all are optional. */
    private static void champ(
            List<Donnee> donnees,
            Rubrique partie,
            Convention c,
            ChampFichier champ,
            String colonne,
            Map<String, List<Fichier>> fichiers) {
        var dit = dit(TexteEtFichiers.texte(colonne), fichiers.get(champ.nom()));
        if (dit != null) {
            ajouter(donnees, partie, champ.libelle(), dit, champ.objet(), champ.nom(), champ.uuid(c));
        }
    }

    /** The text, then the names of the files; null when there is neither. */
    private static String dit(String texte, List<Fichier> fichiers) {
        var noms = fichiers == null ? "" : fichiers.stream().map(Fichier::nom).collect(Collectors.joining(", "));
        var dit = texte.isBlank() || noms.isEmpty() ? texte.strip() + noms : texte.strip() + " — " + noms;
        return dit.isEmpty() ? null : dit;
    }

    private void financement(List<Donnee> donnees, Convention c, List<Pret> prets) {
        var partie = Rubrique.FINANCEMENT;
        ajouter(
                donnees,
                partie,
                "Fin de la convention",
                c.dateFinConventionnement() == null ? null : formats.date(c.dateFinConventionnement()),
                "convention",
                "date_fin_conventionnement",
                c.id());
        ajouter(
                donnees,
                partie,
                "Fonds propres",
                c.fondPropre() == null ? null : formats.montant(c.fondPropre()),
                "convention",
                "fond_propre",
                c.id());
        ajouter(
                donnees,
                partie,
                "Prêts et subventions",
                prets.isEmpty()
                        ? null
                        : formats.pluriel(prets.size(), "financement", "financements") + ", "
                                + formats.montant(
                                        prets.stream().map(Pret::montant).reduce(BigDecimal.ZERO, BigDecimal::add)),
                null,
                null,
                null);
    }

    private void logements(List<Donnee> donnees, Lot lot, List<Logement> logements) {
        ajouter(
                donnees,
                Rubrique.LOGEMENTS,
                "Lot " + lot.financement().libelle(),
                lot.nbLogements() == null
                        ? null
                        : formats.pluriel(lot.nbLogements(), "logement déclaré", "logements déclarés")
                                + (lot.typeHabitat() == null
                                        ? ""
                                        : ", " + lot.typeHabitat().libelle().toLowerCase(Locale.FRENCH)),
                "lot",
                "nb_logements",
                lot.id());
        var totaux = Totaux.de(
                logements.stream().filter(l -> l.lot().equals(lot.id())).toList());
        donnees.add(new Donnee(
                Rubrique.LOGEMENTS,
                "Tableau " + lot.financement().libelle(),
                totaux.nombre() == 0
                        ? null
                        : "%s, SH %s, SU %s, loyers %s"
                                .formatted(
                                        formats.pluriel(totaux.nombre(), "logement", "logements"),
                                        formats.surface(totaux.habitable()),
                                        formats.surface(totaux.utile()),
                                        formats.montant(totaux.loyer())),
                null,
                null,
                null,
                true));
    }

    private static void ajouter(
            List<Donnee> donnees,
            Rubrique rubrique,
            String libelle,
            String valeur,
            String objet,
            String champ,
            UUID uuid) {
        donnees.add(new Donnee(rubrique, libelle, valeur, objet, champ, uuid, false));
    }

    private static String texte(Administration administration) {
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
