package fr.gouv.apilos.convention.commentaire;

import fr.gouv.apilos.convention.convention.CleDeCommentaire;
import fr.gouv.apilos.convention.convention.Commentables;
import fr.gouv.apilos.convention.convention.Commentaires;
import fr.gouv.apilos.convention.convention.Commentaires.Commentaire;
import fr.gouv.apilos.convention.convention.Commentaires.Etat;
import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.FaitsDeTransition.Rubrique;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.web.FilDeCommentaires;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** The threads of one convention as one reader sees them; one statement for the whole page. */
@Service
public class FilsDeCommentaires {

    private final Commentaires commentaires;

    FilsDeCommentaires(Commentaires commentaires) {
        this.commentaires = commentaires;
    }

    /**
     * Threads for a page.
     *
     * @param retour path of the page, to come back to after writing
     */
    public Page pour(Convention convention, Identite identite, String retour) {
        return new Page(convention, identite, retour, commentaires.fils(convention.id()));
    }

    /** The threads of one page. */
    public static final class Page {

        private final Convention convention;
        private final String retour;
        private final Identite identite;
        private final Map<String, List<Commentaire>> fils;
        private final boolean ecriture;

        Page(Convention convention, Identite identite, String retour, Map<String, List<Commentaire>> fils) {
            this.convention = convention;
            this.identite = identite;
            this.retour = retour;
            this.fils = fils;
            this.ecriture = Commentaires.STATUTS.contains(convention.statut())
                    && identite.aPermission(DroitsConvention.MODIFIER);
        }

        /**
         * The thread of a field; may be empty, then the fragment draws nothing.
         *
         * @param objet kind of object, for instance {@code programme}, {@code lot}, {@code convention}
         * @param champ name of the field in the object
         * @param uuid the object itself
         * @param sujet label of the field
         */
        public FilDeCommentaires de(String objet, String champ, UUID uuid, String sujet) {
            return sur(retour, objet, champ, uuid, sujet);
        }

        /** The same on another page than the one being drawn: it comes back there. */
        public FilDeCommentaires sur(String page, String objet, String champ, UUID uuid, String sujet) {
            var cle = CleDeCommentaire.de(objet, champ, uuid);
            var messages = fils.getOrDefault(cle, List.of()).stream()
                    .map(this::message)
                    .toList();
            var ancre = ancre(cle);
            var adresse = ecriture
                    ? "/conventions/%s/commentaires?objet=%s&champ=%s%s"
                            .formatted(convention.id(), objet, champ, uuid == null ? "" : "&uuid=" + uuid)
                    : null;
            return new FilDeCommentaires(ancre, sujet, messages, adresse, page + "#" + ancre);
        }

        /** Comments that are not closed, oldest first. */
        public List<Commentaire> nonClos() {
            return fils.values().stream()
                    .flatMap(List::stream)
                    .filter(commentaire -> commentaire.statut() != Etat.CLOS)
                    .toList();
        }

        /**
         * A comment still to be treated, with where to go for it.
         *
         * @param sujet what it is about
         */
        public record ATraiter(String sujet, String auteur, Instant quand, String texte, String lien) {}

        /** Comments still to be treated, oldest first (06 COM-15). */
        public List<ATraiter> aTraiter() {
            return ouverts()
                    .sorted(Comparator.comparing(Commentaire::creeLe))
                    .map(c -> new ATraiter(
                            Commentables.libelle(c.nomObjet(), c.champObjet()),
                            c.auteurNom(),
                            c.creeLe(),
                            c.message(),
                            lien(c)))
                    .toList();
        }

        /** Number of comments still to be treated in one part of the convention. */
        public long ouverts(Rubrique rubrique) {
            return ouverts().filter(c -> rubrique(c) == rubrique).count();
        }

        private Stream<Commentaire> ouverts() {
            return fils.values().stream().flatMap(List::stream).filter(c -> c.statut() == Etat.OUVERT);
        }

        private static Rubrique rubrique(Commentaire c) {
            return Commentables.de(c.nomObjet(), c.champObjet())
                    .map(Commentables.Commentable::rubrique)
                    .orElse(null);
        }

        private String lien(Commentaire c) {
            var rubrique = rubrique(c);
            if (rubrique == null) {
                return null;
            }
            var page = "/conventions/" + rubrique.chemin() + "/" + convention.id();
            return (c.champObjet().equals(Commentables.LIGNE) ? page + "/lignes/" + c.uuidObjet() : page) + "#"
                    + ancre(c.cle());
        }

        private FilDeCommentaires.Message message(Commentaire commentaire) {
            return new FilDeCommentaires.Message(
                    commentaire.auteurNom(),
                    commentaire.auteurInstructeur() ? "service instructeur" : "bailleur",
                    commentaire.creeLe(),
                    commentaire.message(),
                    commentaire.statut().libelle(),
                    commentaire.statut() == Etat.OUVERT,
                    actions(commentaire));
        }

        private List<FilDeCommentaires.Action> actions(Commentaire commentaire) {
            if (!ecriture || commentaire.statut() == Etat.CLOS) {
                return List.of();
            }
            var actions = new ArrayList<FilDeCommentaires.Action>();
            var base = "/conventions/commentaires/" + commentaire.id() + "/";
            if (commentaire.statut() == Etat.OUVERT) {
                actions.add(new FilDeCommentaires.Action("Marquer comme résolu", base + "resoudre"));
            } else {
                actions.add(new FilDeCommentaires.Action("Rouvrir", base + "rouvrir"));
            }
            if (identite.estInstructeur()) {
                actions.add(new FilDeCommentaires.Action("Clore", base + "clore"));
            }
            return List.copyOf(actions);
        }
    }

    /** Anchor of the thread of a key: the same on every screen. */
    public static String ancre(String cle) {
        return "commentaires-" + cle.replaceAll("[^A-Za-z0-9-]", "-");
    }
}
