package fr.gouv.apilos.habilitation.historique;

import fr.gouv.apilos.habilitation.historique.Historique.Acte;
import fr.gouv.apilos.platform.web.Evenement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tells the lines of the history in French: what was done, and what each field was before and is after. */
public final class Recit {

    private static final String RIEN = "rien";

    private static final Map<String, String> CHAMPS = new LinkedHashMap<>();

    /** Values that are codes. A code nobody translates is shown as it is. */
    private static final Map<String, String> VALEURS = Map.ofEntries(
            Map.entry("true", "oui"),
            Map.entry("false", "non"),
            Map.entry("TOUS", "tous les e-mails"),
            Map.entry("PARTIEL", "e-mails des conventions suivies"),
            Map.entry("AUCUN", "aucun e-mail"),
            Map.entry("INSTRUCTEUR", "Instructeur"),
            Map.entry("BAILLEUR", "Bailleur"),
            Map.entry("ADMINISTRATEUR", "Administrateur"),
            Map.entry("bailleur", "bailleur, lecture et écriture"),
            Map.entry("instructeur", "instructeur, lecture et écriture"),
            Map.entry("administrateur", "administrateur, lecture et écriture"),
            Map.entry("readonly_bailleur", "bailleur, consultation seule"),
            Map.entry("readonly_instructeur", "instructeur, consultation seule"),
            Map.entry("readonly_administrateur", "administrateur, consultation seule"),
            Map.entry("SIAP", "SIAP"),
            Map.entry("LOCAL", "APiLos"));

    static {
        CHAMPS.put("username", "Identifiant");
        CHAMPS.put("cerbereLogin", "Identifiant Cerbère");
        CHAMPS.put("prenom", "Prénom");
        CHAMPS.put("nom", "Nom");
        CHAMPS.put("email", "E-mail");
        CHAMPS.put("emailSecondaire", "E-mail secondaire");
        CHAMPS.put("telephone", "Téléphone");
        CHAMPS.put("preferencesEmail", "Option d’envoi d’e-mail");
        CHAMPS.put("staff", "Équipe d’exploitation");
        CHAMPS.put("superuser", "Superutilisateur");
        CHAMPS.put("actif", "Compte actif");
        CHAMPS.put("emprunteur", "Emprunté par");
        CHAMPS.put("emetteur", "Identifié aussi par");
        CHAMPS.put("identiteDeliee", "Identité déliée");
        CHAMPS.put("remplacePar", "Remplacé par le compte");
        CHAMPS.put("filtreDepartements", "Départements suivis");
        CHAMPS.put("typologie", "Type");
        CHAMPS.put("groupe", "Droits");
        CHAMPS.put("bailleur", "Bailleur");
        CHAMPS.put("administration", "Administration");
        CHAMPS.put("region", "Région");
        CHAMPS.put("departement", "Département");
        CHAMPS.put("origine", "Origine");
        CHAMPS.put("habilitation", "Habilitation SIAP");
        CHAMPS.put("profil", "Profil");
        CHAMPS.put("codeRole", "Rôle SIAP");
    }

    private Recit() {}

    /** Bailleurs and administrations these lines name. */
    public static Set<UUID> entites(Collection<Acte> actes) {
        var entites = new HashSet<UUID>();
        for (var acte : actes) {
            for (var etat : new JsonNode[] {acte.avant(), acte.apres()}) {
                if (etat == null) {
                    continue;
                }
                for (var champ : List.of("bailleur", "administration")) {
                    if (etat.path(champ).isString()) {
                        entites.add(UUID.fromString(etat.path(champ).asString()));
                    }
                }
            }
        }
        return entites;
    }

    /**
     * The lines as a timeline.
     *
     * @param noms of the {@link #entites}
     */
    public static List<Evenement> raconter(Collection<Acte> actes, Map<UUID, String> noms) {
        return actes.stream()
                .map(acte -> new Evenement(acte.survenuLe(), quoi(acte), acte.acteurNom(), detail(acte, noms)))
                .toList();
    }

    /** What was done, in a few words. */
    public static String quoi(Acte acte) {
        var fait = acte.objet().equals("role")
                ? switch (acte.action()) {
                    case "CREATION" -> "Rôle donné";
                    case "RETRAIT" -> "Rôle retiré";
                    default -> "Rôle modifié";
                }
                : switch (acte.action()) {
                    case "CREATION" -> "Compte créé";
                    case "RETRAIT" -> "Compte supprimé";
                    default -> "Compte modifié";
                };
        return acte.motif() == null ? fait : fait + " — " + acte.motif();
    }

    /** Field by field; null when there is nothing to say. */
    public static String detail(Acte acte, Map<UUID, String> noms) {
        var lignes = new ArrayList<String>();
        CHAMPS.forEach((champ, libelle) -> {
            var avant = acte.avant() == null ? "" : texte(acte.avant().path(champ), noms);
            var apres = acte.apres() == null ? "" : texte(acte.apres().path(champ), noms);
            if (acte.avant() != null && acte.apres() != null) {
                if (!avant.equals(apres)) {
                    lignes.add(libelle + " : " + ou(avant) + " devient " + ou(apres));
                }
            } else if (!(avant + apres).isEmpty() && acte.objet().equals("role") && dit(champ)) {
                lignes.add(libelle + " : " + avant + apres);
            }
        });
        return lignes.isEmpty() ? null : String.join("\n", lignes);
    }

    private static boolean dit(String champ) {
        return !Set.of("habilitation", "codeRole", "profil").contains(champ);
    }

    private static String ou(String valeur) {
        return valeur.isEmpty() ? RIEN : "« " + valeur + " »";
    }

    private static String texte(JsonNode noeud, Map<UUID, String> noms) {
        if (noeud.isNull() || noeud.isMissingNode()) {
            return "";
        }
        if (noeud.isArray()) {
            return noeud.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        }
        var brut = noeud.asString();
        if (brut.length() == 36 && brut.charAt(8) == '-') {
            return noms.getOrDefault(UUID.fromString(brut), brut);
        }
        return VALEURS.getOrDefault(brut, brut);
    }
}
