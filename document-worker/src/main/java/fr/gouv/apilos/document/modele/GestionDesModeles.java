package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.modele.EssaiDeModele.Rapport;
import fr.gouv.apilos.document.modele.VersionsDeModele.Acte;
import fr.gouv.apilos.document.modele.VersionsDeModele.Origine;
import fr.gouv.apilos.document.modele.VersionsDeModele.Version;
import fr.gouv.apilos.document.moteur.ErreurDeModele;
import fr.gouv.apilos.document.moteur.Images;
import fr.gouv.apilos.document.moteur.ModeleWord;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What staff do with models: deposit a version, read what it gives on samples, date the day it takes effect, take it back.
 * The model of the product is always there below.
 */
@Service
class GestionDesModeles {

    static final int VERSION_MAX = 60;
    static final int NOM_MAX = 200;
    static final ZoneId ICI = ZoneId.of("Europe/Paris");

    private static final Logger LOG = LoggerFactory.getLogger(GestionDesModeles.class);

    private final VersionsDeModele versions;
    private final Modeles modeles;
    private final JsonMapper json;
    private final Clock horloge;

    GestionDesModeles(VersionsDeModele versions, Modeles modeles, JsonMapper json, Clock horloge) {
        this.versions = versions;
        this.modeles = modeles;
        this.json = json;
        this.horloge = horloge;
    }

    /** Where a version stands now. */
    enum Etat {
        EN_VIGUEUR("En vigueur"),
        PREVUE("Prévue"),
        ESSAI("À l’essai"),
        REMPLACEE("Remplacée"),
        RETIREE("Retirée");

        private final String libelle;

        Etat(String libelle) {
            this.libelle = libelle;
        }

        String libelle() {
            return libelle;
        }
    }

    /** A version and where it stands. */
    record Situee(Version version, Etat etat) {}

    /** A model with its versions, latest in effect first. */
    record Modele(CodeDeModele code, List<Situee> versions) {

        /** The version in force; empty until the model of the product was used or kept once. */
        Optional<Situee> enVigueur() {
            return versions.stream().filter(v -> v.etat() == Etat.EN_VIGUEUR).findFirst();
        }

        /** The next version to take effect. */
        Optional<Situee> prevue() {
            return versions.stream().filter(v -> v.etat() == Etat.PREVUE).reduce((un, autre) -> autre);
        }
    }

    /** Every model of the decision table, in its order: one statement. */
    @Transactional(readOnly = true)
    public List<Modele> tous() {
        var toutes = versions.toutes();
        return Arrays.stream(CodeDeModele.values())
                .map(code -> situer(
                        code,
                        toutes.stream()
                                .filter(v -> v.code().equals(code.name()))
                                .toList()))
                .toList();
    }

    @Transactional(readOnly = true)
    public Modele un(CodeDeModele code) {
        return situer(code, versions.de(code));
    }

    @Transactional(readOnly = true)
    public Situee une(CodeDeModele code, UUID id) {
        return un(code).versions().stream()
                .filter(v -> v.version().id().equals(id))
                .findFirst()
                .orElseThrow(() -> ErreurMetier.introuvable("Cette version du modèle n’existe pas."));
    }

    /**
     * Keeps a new version, on trial: it takes no effect by itself.
     *
     * @throws ErreurMetier 422 with the fields in fault: no version, no file, not a Word model, a mistake in a tag
     */
    @Transactional
    public UUID deposer(CodeDeModele code, @Nullable String version, @Nullable String nom, byte[] docx, Identite qui) {
        var fautes = new ArrayList<ErreurDeChamp>();
        var libelle = version == null ? "" : version.strip();
        if (libelle.isEmpty()) {
            fautes.add(new ErreurDeChamp("version", "Nommez cette version, par exemple 2026.3."));
        } else if (libelle.length() > VERSION_MAX) {
            fautes.add(new ErreurDeChamp("version", "Le nom d’une version tient en " + VERSION_MAX + " caractères."));
        } else if (versions.de(code).stream().anyMatch(v -> v.version().equals(libelle))) {
            fautes.add(new ErreurDeChamp("version", "Une version « " + libelle + " » de ce modèle existe déjà."));
        }
        ModeleWord word = null;
        if (docx.length == 0) {
            fautes.add(new ErreurDeChamp("fichier", "Choisissez le fichier Word (.docx) du modèle."));
        } else {
            try {
                word = ModeleWord.compiler(docx);
            } catch (ErreurDeModele e) {
                fautes.add(new ErreurDeChamp("fichier", String.valueOf(e.getMessage())));
            }
        }
        if (word != null) {
            versions.parEmpreinte(code, word.sha256())
                    .ifPresent(deja -> fautes.add(new ErreurDeChamp(
                            "fichier", "Ce fichier est déjà la version « " + deja.version() + " » de ce modèle.")));
        }
        if (word == null || !fautes.isEmpty()) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE, "Cette version n’a pas été gardée.", Map.of(), List.copyOf(fautes));
        }
        var id = UUID.randomUUID();
        var maintenant = horloge.instant();
        versions.ajouter(
                new Version(
                        id,
                        code.name(),
                        libelle,
                        word.sha256(),
                        Origine.DEPOSE,
                        nom == null ? null : nom.substring(0, Math.min(NOM_MAX, nom.length())),
                        json.writeValueAsString(EssaiDeModele.essayer(word)),
                        qui.nom(),
                        maintenant,
                        null,
                        null,
                        null,
                        null),
                docx);
        versions.noter(id, Acte.DEPOT, null, qui.nom(), maintenant);
        LOG.info("Version {} of model {} deposited by {}", libelle, code, qui.utilisateur());
        return id;
    }

    /**
     * Says from when a version is used; today means from now on.
     *
     * @throws ErreurMetier 404 unknown; 409 a model of the product, or one that fails on a sample; 422 a day gone by
     */
    @Transactional
    public void mettreEnVigueur(CodeDeModele code, UUID id, LocalDate jour, Identite qui) {
        var version = versions.une(code, id);
        if (version.origine() == Origine.INTEGRE) {
            throw ErreurMetier.conflit(
                    "Le modèle du produit est toujours là : retirez les versions déposées pour y revenir.");
        }
        if (!rapport(version).passe()) {
            throw ErreurMetier.conflit(
                    "Cette version échoue sur un exemple : elle ne peut pas être mise en vigueur. Corrigez-la et déposez-la"
                            + " de nouveau.");
        }
        var maintenant = horloge.instant();
        var aujourdhui = LocalDate.ofInstant(maintenant, ICI);
        if (jour.isBefore(aujourdhui)) {
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE,
                    "Cette date est passée.",
                    Map.of(),
                    List.of(new ErreurDeChamp("effet", "Choisissez aujourd’hui ou un jour à venir.")));
        }
        var effet =
                jour.equals(aujourdhui) ? maintenant : jour.atStartOfDay(ICI).toInstant();
        versions.mettreEnVigueur(id, effet, qui.nom());
        versions.noter(id, Acte.EFFET, effet, qui.nom(), maintenant);
        LOG.info(
                "Version {} of model {} takes effect at {}, says {}",
                version.version(),
                code,
                effet,
                qui.utilisateur());
    }

    /**
     * Takes a version back: the one before is used from now on.
     *
     * @throws ErreurMetier 404 unknown; 409 neither in force nor to be
     */
    @Transactional
    public void retirer(CodeDeModele code, UUID id, Identite qui) {
        var version = versions.une(code, id);
        var maintenant = horloge.instant();
        if (!versions.retirer(id, maintenant, qui.nom())) {
            throw ErreurMetier.conflit("Cette version n’est ni en vigueur ni prévue : il n’y a rien à retirer.");
        }
        versions.noter(id, Acte.RETRAIT, null, qui.nom(), maintenant);
        LOG.info("Version {} of model {} taken back by {}", version.version(), code, qui.utilisateur());
    }

    /** What a version gave on the samples; those of the product are tried when they are read. */
    Rapport rapport(Version version) {
        return version.rapport() == null
                ? EssaiDeModele.essayer(ModeleWord.compiler(versions.fichier(version.id())))
                : json.readValue(version.rapport(), Rapport.class);
    }

    @Transactional(readOnly = true)
    public byte[] fichier(CodeDeModele code, UUID id) {
        return versions.fichier(versions.une(code, id).id());
    }

    /**
     * A sample written with a version.
     *
     * @throws ErreurMetier 409 when the version fails on it
     */
    @Transactional(readOnly = true)
    public byte[] apercu(CodeDeModele code, UUID id, ExemplesDeContexte exemple) {
        try {
            return ModeleWord.compiler(fichier(code, id))
                    .rendre(exemple.contexte(), Images.aucune())
                    .docx();
        } catch (ErreurDeModele e) {
            throw ErreurMetier.conflit(String.valueOf(e.getMessage()));
        }
    }

    @Transactional(readOnly = true)
    public List<VersionsDeModele.Evenement> historique(CodeDeModele code) {
        return versions.evenements(code);
    }

    /** Keeps the models of the product, so that screens show them before their first use. */
    void garderCeuxDuProduit() {
        for (var code : CodeDeModele.values()) {
            modeles.garder(code);
        }
    }

    private Modele situer(CodeDeModele code, List<Version> connues) {
        var maintenant = horloge.instant();
        var deposee = connues.stream()
                .filter(v -> v.origine() == Origine.DEPOSE && enCours(v, maintenant))
                .findFirst();
        var empreinteDuProduit = modeles.empreinteDuProduit(code);
        return new Modele(
                code,
                connues.stream()
                        .map(v -> new Situee(v, etat(v, maintenant, deposee.orElse(null), empreinteDuProduit)))
                        .toList());
    }

    private static Etat etat(
            Version v, Instant maintenant, @Nullable Version deposee, @Nullable String empreinteDuProduit) {
        if (v.origine() == Origine.INTEGRE) {
            return deposee == null && v.sha256().equals(empreinteDuProduit) ? Etat.EN_VIGUEUR : Etat.REMPLACEE;
        }
        if (v.retireLe() != null) {
            return Etat.RETIREE;
        }
        if (v.effetLe() == null) {
            return Etat.ESSAI;
        }
        if (v.effetLe().isAfter(maintenant)) {
            return Etat.PREVUE;
        }
        return v.equals(deposee) ? Etat.EN_VIGUEUR : Etat.REMPLACEE;
    }

    private static boolean enCours(Version v, Instant maintenant) {
        return v.retireLe() == null && v.effetLe() != null && !v.effetLe().isAfter(maintenant);
    }
}
