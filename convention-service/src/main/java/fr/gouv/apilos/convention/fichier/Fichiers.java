package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.convention.convention.Convention;
import fr.gouv.apilos.convention.convention.ConventionRepository;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.fichier.ChampFichier.Accepte;
import fr.gouv.apilos.convention.fichier.Fichier.Analyse;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.storage.ObjectStore.ObjetEcrit;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files joined to fields: rights and status asked at every deposit, download and removal, the same for pages and programs
 * (06 B7, FIL-11). The right is that of the field: whoever may change it may join and remove its files.
 */
@Service
public class Fichiers {

    /** Largest file, in bytes (02 R42). */
    public static final long TAILLE_MAX = 100L << 20;

    /** Most files of one field. */
    public static final int NOMBRE_MAX = 30;

    private static final String COLONNES =
            "id, proprietaire, champ, convention, nom, cle, type, taille, sha256, verdict as \"analyse\", menace,"
                    + " depose_par_nom, depose_le";

    private final ConventionRepository conventions;
    private final DroitsConvention droits;
    private final ObjectStore magasin;
    private final TypeDeContenu types;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher evenements;
    private final Clock horloge;

    Fichiers(
            ConventionRepository conventions,
            DroitsConvention droits,
            ObjectStore magasin,
            TypeDeContenu types,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher evenements,
            Clock horloge) {
        this.conventions = conventions;
        this.droits = droits;
        this.magasin = magasin;
        this.types = types;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.evenements = evenements;
        this.horloge = horloge;
    }

    /** The files of a convention and of its programme, field by field, each in the order they came. One statement. */
    @Transactional(readOnly = true)
    public Map<String, List<Fichier>> de(Convention convention) {
        return jdbc
                .sql("select " + COLONNES + " from fichier where proprietaire in (:proprietaires) and retire_le is null"
                        + " order by depose_le, id")
                .param("proprietaires", List.of(convention.id(), convention.programme()))
                .query(Fichier.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Fichier::champ));
    }

    /**
     * The files of a convention, for whoever may see it.
     *
     * @throws ErreurMetier 404 when there is no such convention, 403 outside the perimeter
     */
    @Transactional(readOnly = true)
    public List<Fichier> lister(UUID convention, Identite identite) {
        droits.exigerVoir(convention, identite);
        return de(convention(convention)).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** What of the form is open to this person on the step of a field. */
    DroitsConvention.Ouverture ouverture(ChampFichier champ, Convention convention, Identite identite) {
        return champ == ChampFichier.COMMENTAIRES
                ? droits.ouvertureDesCommentaires(convention, identite)
                : droits.ouverture(convention, identite);
    }

    /** Whether this person may join files to the field now, and remove some. */
    public boolean ouvert(ChampFichier champ, Convention convention, DroitsConvention.Ouverture ouverture) {
        return ouverture.champ(champ.objet(), champ.nom(), champ.uuid(convention));
    }

    /**
     * Joins a file to a field; a file of the same content that is already there is not joined twice. It stays in
     * quarantine until the antivirus has read it.
     *
     * @param annonce name as the browser gave it
     * @throws ErreurMetier 403 without the right, 409 when the field is closed, 422 for a file it does not take
     */
    public Fichier deposer(UUID id, ChampFichier champ, String annonce, Contenu contenu, Identite identite)
            throws IOException {
        var convention = exigerOuvert(id, champ, identite);
        var nom = NomDeFichier.reel(annonce);
        if (contenu.taille() == 0) {
            throw refus(champ, "Le fichier « " + nom + " » est vide.");
        }
        if (contenu.taille() > TAILLE_MAX) {
            throw refus(
                    champ,
                    "Le fichier « " + nom + " » fait " + (contenu.taille() + (1 << 20) - 1 >> 20)
                            + " Mo ; la limite est 100 Mo.");
        }
        var type = types.accepte(champ.accepte(), nom, contenu);
        if (type == null) {
            throw refus(champ, horsFormat(champ, nom, contenu));
        }
        var fichier = UUID.randomUUID();
        var cle = champ.dossier(convention) + "/" + fichier + "_" + NomDeFichier.stockage(nom);
        ObjetEcrit ecrit;
        try (var flux = contenu.ouvrir()) {
            ecrit = magasin.ecrire(cle, flux);
        }
        boolean garde = false;
        try {
            var resultat =
                    transaction.execute(etat -> inscrire(convention, champ, fichier, nom, type, ecrit, identite));
            garde = resultat.id().equals(fichier);
            return resultat;
        } finally {
            if (!garde) {
                magasin.supprimer(cle);
            }
        }
    }

    private Fichier inscrire(
            Convention convention,
            ChampFichier champ,
            UUID fichier,
            String nom,
            String type,
            ObjetEcrit ecrit,
            Identite identite) {
        var proprietaire = champ.proprietaire(convention);
        // Two people at once never pass the limit nor join the same file twice.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:cle, 0))")
                .param("cle", "fichier " + proprietaire + " " + champ.nom())
                .query((ligne, numero) -> numero)
                .single();
        var presents = jdbc.sql("select " + COLONNES
                        + " from fichier where proprietaire = :proprietaire and champ = :champ and retire_le is null")
                .param("proprietaire", proprietaire)
                .param("champ", champ.nom())
                .query(Fichier.class)
                .list();
        for (var present : presents) {
            if (present.sha256().equals(ecrit.sha256()) && present.analyse() != Analyse.INFECTE) {
                return present;
            }
        }
        if (presents.size() >= NOMBRE_MAX) {
            throw refus(champ, "Ce champ porte déjà " + NOMBRE_MAX + " fichiers. Retirez-en avant d’en ajouter.");
        }
        var maintenant = horloge.instant();
        jdbc.sql("""
            insert into fichier (id, objet, proprietaire, champ, convention, nom, nom_stockage, cle, type, taille, sha256,
              depose_par, depose_par_nom, depose_le)
            values (:id, :objet, :proprietaire, :champ, :convention, :nom, :nomStockage, :cle, :type, :taille, :sha256,
              :par, :parNom, :le)\
            """)
                .param("id", fichier)
                .param("objet", champ.colonneObjet())
                .param("proprietaire", proprietaire)
                .param("champ", champ.nom())
                .param("convention", convention.id())
                .param("nom", nom)
                .param("nomStockage", NomDeFichier.stockage(nom))
                .param("cle", ecrit.cle())
                .param("type", type)
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .param("par", identite.utilisateur())
                .param("parNom", identite.nom())
                .param("le", maintenant.atOffset(ZoneOffset.UTC))
                .update();
        evenements.publishEvent(new Messages.AnalyseDemandee(fichier, ecrit.cle(), ecrit.taille(), maintenant));
        return new Fichier(
                fichier,
                proprietaire,
                champ.nom(),
                convention.id(),
                nom,
                ecrit.cle(),
                type,
                ecrit.taille(),
                ecrit.sha256(),
                Analyse.EN_ATTENTE,
                null,
                identite.nom(),
                maintenant);
    }

    /**
     * A file to send to whoever may see the convention.
     *
     * @throws ErreurMetier 404 when the convention has no such file, 403 outside the perimeter, 409 while it is in
     *     quarantine, 410 when a virus was found
     */
    @Transactional(readOnly = true)
    public Fichier ouvrir(UUID convention, UUID fichier, Identite identite) {
        droits.exigerVoir(convention, identite);
        var trouve = trouver(convention(convention), fichier);
        return switch (trouve.analyse()) {
            case SAIN, NON_ANALYSE -> trouve;
            case EN_ATTENTE ->
                throw ErreurMetier.conflit("L’antivirus n’a pas encore lu ce fichier. Réessayez dans un instant.");
            case INFECTE ->
                throw new ErreurMetier(
                        ErreurCommune.SUPPRIME,
                        "Un virus a été détecté dans ce fichier : il a été supprimé. Déposez-en une version saine.");
        };
    }

    /**
     * Removes a file from its field. Its bytes stay in the store until the next collection.
     *
     * @throws ErreurMetier 404 when the convention has no such file, 403 without the right, 409 when the field is closed
     */
    public Fichier retirer(UUID id, UUID fichier, Identite identite) {
        return transaction.execute(etat -> {
            droits.exigerModifier(id, identite);
            var trouve = trouver(convention(id), fichier);
            var champ = ChampFichier.de(trouve.champ())
                    .orElseThrow(() -> ErreurMetier.conflit("Ce fichier vient d’un champ qui n’est plus rempli ici : il"
                            + " reste consultable et ne se retire pas."));
            exigerOuvert(id, champ, identite);
            jdbc.sql("update fichier set retire_le = :le, retire_par_nom = :par where id = :id and retire_le is null")
                    .param("le", maintenant())
                    .param("par", identite.nom())
                    .param("id", fichier)
                    .update();
            return trouve;
        });
    }

    /**
     * Keys of the pictures documents show, field by field.
     *
     * @throws ErreurMetier 409 while one of them is in quarantine: a document never lacks a plan in silence
     */
    @Transactional(readOnly = true)
    public Map<ChampFichier, List<Fichier>> images(Convention convention) {
        var fichiers = de(convention);
        var images = ChampFichier.imprimes().stream()
                .collect(Collectors.toMap(
                        champ -> champ,
                        champ -> fichiers.getOrDefault(champ.nom(), List.of()).stream()
                                .filter(Fichier::image)
                                .filter(fichier -> fichier.analyse() != Analyse.INFECTE)
                                .toList(),
                        (un, autre) -> un,
                        () -> new EnumMap<>(ChampFichier.class)));
        images.values().stream()
                .flatMap(List::stream)
                .filter(fichier -> !fichier.disponible())
                .findFirst()
                .ifPresent(fichier -> {
                    throw ErreurMetier.conflit("L’image « " + fichier.nom()
                            + " » attend l’analyse antivirus : elle ne peut pas encore entrer dans le document."
                            + " Réessayez dans un instant.");
                });
        return images;
    }

    /**
     * The files that go with a convention, out of quarantine and not infected.
     *
     * @throws ErreurMetier 409 while one of them is in quarantine: none is left out in silence
     */
    @Transactional(readOnly = true)
    public List<Fichier> joints(UUID convention) {
        var joints = jdbc.sql("select " + COLONNES + " from fichier where proprietaire = :convention and champ = :champ"
                        + " and retire_le is null and verdict <> 'INFECTE' order by depose_le, id")
                .param("convention", convention)
                .param("champ", ChampFichier.ATTACHED.nom())
                .query(Fichier.class)
                .list();
        joints.stream().filter(fichier -> !fichier.disponible()).findFirst().ifPresent(fichier -> {
            throw ErreurMetier.conflit("Le fichier « " + fichier.nom()
                    + " » attend l’analyse antivirus : il ne peut pas encore accompagner la convention. Réessayez dans"
                    + " un instant.");
        });
        return joints;
    }

    /** What the antivirus said; the first word counts. */
    void noter(Messages.AnalyseFaite faite) {
        int change = jdbc.sql("""
            update fichier set verdict = :resultat, menace = :menace, analyse_le = :le
            where id = :id and verdict = 'EN_ATTENTE'\
            """)
                .param("resultat", faite.resultat().name())
                .param("menace", faite.menace())
                .param("le", faite.survenuLe().atOffset(ZoneOffset.UTC))
                .param("id", faite.fichier())
                .update();
        if (change == 1 && faite.resultat() == Analyse.INFECTE) {
            var infecte = jdbc.sql(
                            "select cle, convention, nom, depose_par, depose_par_nom from fichier where id = :id")
                    .param("id", faite.fichier())
                    .query(Infecte.class)
                    .single();
            magasin.supprimer(infecte.cle());
            jdbc.sql("update fichier set efface_le = :le where id = :id")
                    .param("le", maintenant())
                    .param("id", faite.fichier())
                    .update();
            evenements.publishEvent(new FichierInfecte(
                    faite.fichier(),
                    infecte.convention(),
                    infecte.nom(),
                    faite.menace(),
                    infecte.deposePar(),
                    infecte.deposeParNom()));
        }
    }

    private record Infecte(String cle, UUID convention, String nom, UUID deposePar, String deposeParNom) {}

    private Fichier trouver(Convention convention, UUID fichier) {
        return jdbc.sql("select " + COLONNES
                        + " from fichier where id = :id and proprietaire in (:proprietaires) and retire_le is null")
                .param("id", fichier)
                .param("proprietaires", List.of(convention.id(), convention.programme()))
                .query(Fichier.class)
                .optional()
                .orElseThrow(() -> ErreurMetier.introuvable("Ce fichier n’existe plus. Rouvrez la page."));
    }

    private Convention exigerOuvert(UUID id, ChampFichier champ, Identite identite) {
        droits.exigerModifier(id, identite);
        var convention = convention(id);
        if (!ouvert(champ, convention, ouverture(champ, convention, identite))) {
            throw ErreurMetier.conflit(
                    "« " + champ.libelle() + " » n’est pas ouvert à la modification : la convention est « "
                            + convention.statut().libelle(identite.estInstructeur()) + " ».");
        }
        return convention;
    }

    private Convention convention(UUID id) {
        return conventions
                .findWithLotsById(id)
                .orElseThrow(() -> ErreurMetier.introuvable("Aucune convention ne correspond à cette adresse."));
    }

    private String horsFormat(ChampFichier champ, String nom, Contenu contenu) throws IOException {
        if (champ.accepte() == Accepte.IMAGES) {
            return types.detecter(null, contenu).matches("image/hei[cf].*")
                    ? "« " + nom
                            + " » est une photo HEIC, qu’un document Word ne montre pas. Enregistrez-la en JPEG, puis"
                            + " déposez-la de nouveau."
                    : "« " + nom
                            + " » n’est pas une image PNG, JPEG, GIF, BMP, TIFF ou WebP. Enregistrez-la sous l’un de"
                            + " ces formats, puis déposez-la de nouveau.";
        }
        return "« " + nom
                + " » n’est ni une image, ni un PDF, ni un document Word, Excel, PowerPoint ou OpenDocument sans"
                + " macro. Enregistrez-le sous l’un de ces formats, puis déposez-le de nouveau.";
    }

    private static ErreurMetier refus(ChampFichier champ, String message) {
        return new ErreurMetier(
                ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ.nom(), message)));
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }
}
