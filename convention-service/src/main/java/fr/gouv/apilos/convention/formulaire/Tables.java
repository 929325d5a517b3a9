package fr.gouv.apilos.convention.formulaire;

import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.formulaire.regles.Probleme;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.tableur.Cellule;
import fr.gouv.apilos.platform.tableur.FichierRefuse;
import fr.gouv.apilos.platform.tableur.LecteurColle;
import fr.gouv.apilos.platform.tableur.LecteurTableur;
import fr.gouv.apilos.platform.tableur.Lecture;
import fr.gouv.apilos.platform.tableur.Saisie;
import fr.gouv.apilos.platform.tableur.TypeColonne;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Changes the rows of a table: one by one, all at once from a file, and back again. */
@Service
class Tables {

    private static final String PARTI = "parti";

    private static final Duration VIE_D_UN_IMPORT = Duration.ofHours(24);

    private final Formulaire formulaire;
    private final DroitsConvention droits;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock horloge;
    private final Map<String, TableDeSaisie> tables = new LinkedHashMap<>();

    Tables(
            Formulaire formulaire,
            DroitsConvention droits,
            JdbcClient jdbc,
            JsonMapper json,
            Clock horloge,
            List<TableDeSaisie> tables) {
        this.formulaire = formulaire;
        this.droits = droits;
        this.jdbc = jdbc;
        this.json = json;
        this.horloge = horloge;
        tables.forEach(table -> this.tables.put(table.nom(), table));
    }

    /** A row as it is typed: one cell per column, with what is wrong with it. */
    record Rang(UUID uuid, Map<String, Cellule> cellules, List<String> autres) {

        boolean fautif() {
            return !autres.isEmpty() || cellules.values().stream().anyMatch(c -> c.erreur() != null);
        }
    }

    /** Where the rows of an import come from. */
    enum Source {
        FICHIER,
        COLLAGE
    }

    /**
     * Rows that wait for their author.
     *
     * @param lecture what was read, each fault in its cell
     * @param generales faults of the table as a whole
     * @param avis what may be insisted on
     */
    record Import(
            UUID id,
            Source source,
            String nom,
            Lecture lecture,
            List<String> generales,
            List<String> avis,
            Ecart ecart) {

        public boolean colle() {
            return source == Source.COLLAGE;
        }

        public boolean applicable() {
            return generales.isEmpty()
                    && lecture.nombreErreurs() == 0
                    && !lecture.lignes().isEmpty();
        }
    }

    /** What applying a file changes. */
    record Ecart(int ajoutes, int modifies, int supprimes, int inchanges) {

        String phrase(TableDeSaisie table) {
            return "%d %s : %d ajoutés, %d modifiés, %d supprimés, %d inchangés."
                    .formatted(ajoutes + modifies + inchanges, table.unites(), ajoutes, modifies, supprimes, inchanges);
        }
    }

    /** The table of a step, if it has one. */
    Optional<TableDeSaisie> de(fr.gouv.apilos.convention.formulaire.regles.Etape etape) {
        return tables.values().stream().filter(table -> table.etape() == etape).findFirst();
    }

    /** A table by its name. */
    TableDeSaisie nommee(String nom) {
        return Optional.ofNullable(tables.get(nom))
                .orElseThrow(() -> ErreurMetier.introuvable("Ce tableau n’existe pas."));
    }

    /** Reads one row typed in the page. */
    Rang lire(TableDeSaisie table, UUID uuid, Map<String, String> postees) {
        var cellules = new LinkedHashMap<String, Cellule>();
        for (var colonne : table.feuille().colonnes()) {
            cellules.put(colonne.champ(), Saisie.lire(colonne, postees.get(colonne.champ())));
        }
        return new Rang(uuid, cellules, List.of());
    }

    /**
     * What became of a row.
     *
     * @param refuse the row with what is wrong with it, null when it was written
     * @param enregistree the row as it is stored now, when somebody changed it since the page was opened; empty when somebody
     *     removed it; null otherwise
     */
    record Ecriture(Rang refuse, Map<String, Object> enregistree) {

        static final Ecriture FAITE = new Ecriture(null, null);

        boolean faite() {
            return refuse == null;
        }

        boolean perimee() {
            return enregistree != null;
        }
    }

    /**
     * Adds a row, or replaces it.
     *
     * @param uuid of the row to replace, null to add one
     * @param cle identifier a new row takes, made by the page so that sending it twice adds it once; may be null
     * @param empreinte of the row as the page showed it, see {@link #empreinte}; null skips the check
     * @throws ErreurMetier 404 for an unknown row, 409 when the row or the table is closed to this person
     */
    @Transactional
    public Ecriture ecrire(
            TableDeSaisie table,
            UUID convention,
            UUID uuid,
            UUID cle,
            String empreinte,
            Map<String, String> postees,
            Identite identite) {
        var dossier = ouvrir(table, convention, uuid, identite);
        var rangs = new ArrayList<>(table.rangs(dossier.convention()));
        var avant = List.copyOf(rangs);
        int place = uuid == null ? place(rangs, cle) : place(rangs, uuid);
        if (uuid == null && place >= 0) {
            // The same page sent twice: the row is there already.
            return Ecriture.FAITE;
        }
        var rang = lire(table, uuid, postees);
        var valeurs = valeurs(rang.cellules());
        if (uuid != null && place < 0) {
            return new Ecriture(rang, Map.of());
        }
        if (uuid != null && empreinte != null && !empreinte.equals(empreinte(table, rangs.get(place)))) {
            return new Ecriture(rang, rangs.get(place));
        }
        if (uuid == null) {
            place = rangs.size();
            valeurs.put(TableDeSaisie.UUID, cle);
            rangs.add(valeurs);
        } else {
            valeurs.put(TableDeSaisie.UUID, uuid);
            rangs.set(place, valeurs);
        }
        var fautes = fautesDuRang(table, dossier, rangs, place, rang);
        if (fautes.fautif()) {
            return new Ecriture(fautes, null);
        }
        appliquer(
                table,
                dossier,
                avant,
                rangs,
                (uuid == null ? "ajout : " : "modification : ") + table.designation(valeurs),
                identite);
        return Ecriture.FAITE;
    }

    /** A short mark of the values of a row: it changes when one of them does. */
    static String empreinte(TableDeSaisie table, Map<String, Object> rang) {
        var texte = table.feuille().colonnes().stream()
                .map(colonne -> VueDeTable.texte(colonne, rang.get(colonne.champ())))
                .collect(Collectors.joining("\u0001"));
        return UUID.nameUUIDFromBytes(texte.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Removes a row; it can be undone. */
    @Transactional
    public void supprimer(TableDeSaisie table, UUID convention, UUID uuid, Identite identite) {
        var dossier = ouvrir(table, convention, uuid, identite);
        var rangs = new ArrayList<>(table.rangs(dossier.convention()));
        var avant = List.copyOf(rangs);
        int place = place(rangs, uuid);
        if (place < 0) {
            // Somebody, or a first click, removed it already: what was asked is done.
            return;
        }
        var retire = rangs.remove(place);
        appliquer(table, dossier, avant, rangs, "suppression : " + table.designation(retire), identite);
    }

    /**
     * Puts back the rows as they were before the last change of the table; doing it again undoes the undoing.
     *
     * @param version of the convention as the page showed it, so that nobody undoes what they have not seen; null skips the
     *     check
     */
    @Transactional
    public String annuler(TableDeSaisie table, UUID convention, Long version, Identite identite) {
        var dossier = ouvrir(table, convention, null, identite);
        exigerFraicheur(dossier, version);
        var instantane = instantane(table, convention)
                .orElseThrow(() -> ErreurMetier.conflit("Il n’y a aucun changement à annuler."));
        var avant = table.rangs(dossier.convention());
        var rangs = delier(table, instantane.contenu());
        appliquer(table, dossier, avant, rangs, "annulation — " + instantane.quoi(), identite);
        if (instantane.annexes() != null) {
            table.rattacher(dossier.convention(), instantane.annexes());
        }
        return instantane.quoi();
    }

    /** What can be undone in a table. */
    record Instantane(String contenu, String annexes, String quoi, String auteurNom) {}

    @Transactional(readOnly = true)
    public Optional<Instantane> instantane(TableDeSaisie table, UUID convention) {
        return jdbc.sql("select contenu, annexes, quoi, auteur_nom from formulaire_instantane"
                        + " where convention = :convention and tableau = :tableau")
                .param("convention", convention)
                .param("tableau", table.nom())
                .query(Instantane.class)
                .optional();
    }

    /**
     * Lets through who may change a table now, before the antivirus works for them.
     *
     * @throws ErreurMetier 403 without the right, 409 when the table is closed
     */
    @Transactional(readOnly = true)
    public void exigerOuverte(TableDeSaisie table, UUID convention, Identite identite) {
        ouvrir(table, convention, null, identite);
    }

    /**
     * Keeps a file until its author confirms it.
     *
     * @throws FichierRefuse when it cannot be read at all
     */
    @Transactional(rollbackFor = FichierRefuse.class)
    public UUID deposer(TableDeSaisie table, UUID convention, String nom, byte[] contenu, Identite identite)
            throws FichierRefuse {
        return garder(table, convention, Source.FICHIER, nom, contenu, identite);
    }

    /**
     * Keeps pasted rows until their author confirms them.
     *
     * @throws FichierRefuse when they cannot be read as rows of this table
     */
    @Transactional(rollbackFor = FichierRefuse.class)
    public UUID coller(TableDeSaisie table, UUID convention, String texte, Identite identite) throws FichierRefuse {
        var contenu = texte.getBytes(StandardCharsets.UTF_8);
        return garder(table, convention, Source.COLLAGE, "lignes collées", contenu, identite);
    }

    private UUID garder(
            TableDeSaisie table, UUID convention, Source source, String nom, byte[] contenu, Identite identite)
            throws FichierRefuse {
        var dossier = ouvrir(table, convention, null, identite);
        lecture(table, dossier, source, contenu);
        var id = UUID.randomUUID();
        jdbc.sql("""
            insert into formulaire_import (id, convention, tableau, auteur, source, nom, contenu, depose_le)
            values (:id, :convention, :tableau, :auteur, :source, :nom, :contenu, :maintenant)\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("tableau", table.nom())
                .param("auteur", identite.utilisateur())
                .param("source", source.name())
                .param("nom", nom)
                .param("contenu", contenu)
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** One engine for files and pasted rows: the columns of the table, read by the same rules. */
    private static Lecture lecture(TableDeSaisie table, Dossier dossier, Source source, byte[] contenu)
            throws FichierRefuse {
        var preferes = table.codesPreferes(dossier.convention());
        return switch (source) {
            case FICHIER -> LecteurTableur.lire(contenu, table.feuille(), preferes);
            case COLLAGE -> LecteurColle.lire(new String(contenu, StandardCharsets.UTF_8), table.feuille(), preferes);
        };
    }

    /** The file with all its faults, each in its cell (02 DB-8 to DB-12). */
    @Transactional(readOnly = true)
    public Import verifier(TableDeSaisie table, UUID convention, UUID id, boolean ajouter, Identite identite) {
        var dossier = ouvrir(table, convention, null, identite);
        return verifier(table, dossier, id, ajouter, identite);
    }

    /**
     * Applies a file without fault, in place of the rows or after them.
     *
     * @param version of the convention as the verification showed it; null skips the check
     * @throws ErreurMetier 404 when the file waits no more, 409 when it has faults, or when rows changed since it was verified
     */
    @Transactional
    public Ecart appliquer(
            TableDeSaisie table, UUID convention, UUID id, boolean ajouter, Long version, Identite identite) {
        var dossier = ouvrir(table, convention, null, identite);
        var verifie = verifier(table, dossier, id, ajouter, identite);
        exigerFraicheur(dossier, version);
        if (!verifie.applicable()) {
            throw ErreurMetier.conflit("Des cellules sont à corriger : rien n’a été enregistré.");
        }
        var avant = table.rangs(dossier.convention());
        var rangs = rapprocher(table, avant, verifie.lecture(), ajouter);
        appliquer(table, dossier, avant, rangs, "import de " + verifie.nom(), identite);
        jdbc.sql("delete from formulaire_import where id = :id").param("id", id).update();
        return verifie.ecart();
    }

    /** Whether a refusal says that the file waits no more. */
    static boolean estParti(ErreurMetier erreur) {
        return PARTI.equals(erreur.precisions().get("fichier"));
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 600_000)
    @Transactional
    public void oublierLesImports() {
        jdbc.sql("delete from formulaire_import where depose_le < :limite")
                .param("limite", horloge.instant().minus(VIE_D_UN_IMPORT).atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Keeps what was typed in place of the cells of an import; the rows themselves stay as they came.
     *
     * @param saisies what was typed, by reference of the cell; unknown references are left aside
     * @throws ErreurMetier 404 when the import waits no more
     */
    @Transactional
    public void corriger(
            TableDeSaisie table, UUID convention, UUID id, Map<String, String> saisies, Identite identite) {
        var dossier = ouvrir(table, convention, null, identite);
        var depose = depose(table, dossier, id, identite);
        var corrections = new LinkedHashMap<>(depose.corrections());
        for (var ligne : relire(table, dossier, depose).lignes()) {
            for (var cellule : ligne.cellules().values()) {
                var saisie = saisies.get(cellule.reference());
                if (saisie != null && !saisie.strip().equals(cellule.saisie())) {
                    corrections.put(cellule.reference(), saisie.strip());
                }
            }
        }
        jdbc.sql("update formulaire_import set corrections = cast(:corrections as jsonb) where id = :id")
                .param("corrections", json.writeValueAsString(corrections))
                .param("id", id)
                .update();
    }

    /** An import as it is stored. */
    private record Depose(Source source, String nom, byte[] contenu, Map<String, String> corrections) {}

    private Depose depose(TableDeSaisie table, Dossier dossier, UUID id, Identite identite) {
        return jdbc.sql("""
            select source, nom, contenu, corrections from formulaire_import
            where id = :id and convention = :convention and tableau = :tableau and auteur = :auteur\
            """)
                .param("id", id)
                .param("convention", dossier.convention().id())
                .param("tableau", table.nom())
                .param("auteur", identite.utilisateur())
                .query((ligne, numero) -> new Depose(
                        Source.valueOf(ligne.getString(1)),
                        ligne.getString(2),
                        ligne.getBytes(3),
                        json.readValue(ligne.getString(4), new TypeReference<Map<String, String>>() {})))
                .optional()
                .orElseThrow(() -> new ErreurMetier(
                        ErreurCommune.INTROUVABLE,
                        "Cet import n’est plus en attente. Recommencez-le depuis le tableau.",
                        Map.of("fichier", PARTI)));
    }

    /** The rows of an import, corrections in their places. */
    private static Lecture relire(TableDeSaisie table, Dossier dossier, Depose depose) {
        try {
            return lecture(table, dossier, depose.source(), depose.contenu())
                    .corrigee(depose.corrections(), table.codesPreferes(dossier.convention()));
        } catch (FichierRefuse e) {
            throw ErreurMetier.conflit(String.join(" ", e.messages()));
        }
    }

    private Import verifier(TableDeSaisie table, Dossier dossier, UUID id, boolean ajouter, Identite identite) {
        var depose = depose(table, dossier, id, identite);
        var lue = relire(table, dossier, depose);
        var avant = table.rangs(dossier.convention());
        var rangs = rapprocher(table, avant, lue, ajouter);
        int decalage = ajouter ? avant.size() : 0;
        var generales = new ArrayList<String>();
        var avis = new ArrayList<>(lue.avis());
        var lignes = new ArrayList<>(lue.lignes());
        for (var probleme : table.verifier(dossier.convention(), dossier.programme(), rangs)) {
            int rang = probleme.ligne() == null ? -1 : probleme.ligne() - decalage;
            if (probleme.confirmable()) {
                avis.add(probleme.message());
            } else if (rang < 0 || rang >= lignes.size()) {
                generales.add(probleme.message());
            } else {
                lignes.set(rang, refusee(table, lignes.get(rang), probleme));
            }
        }
        var complete = new Lecture(lue.feuille(), lue.premiereLigne(), lignes, lue.avis());
        return new Import(id, depose.source(), depose.nom(), complete, generales, avis, ecart(avant, rangs, ajouter));
    }

    private static fr.gouv.apilos.platform.tableur.Ligne refusee(
            TableDeSaisie table, fr.gouv.apilos.platform.tableur.Ligne ligne, Probleme probleme) {
        var champ =
                probleme.champ() == null ? table.feuille().colonnes().getFirst().champ() : probleme.champ();
        var cellules = new LinkedHashMap<>(ligne.cellules());
        var cellule = cellules.get(champ);
        if (cellule != null) {
            cellules.put(champ, cellule.refusee(probleme.message()));
        }
        return new fr.gouv.apilos.platform.tableur.Ligne(ligne.numero(), ligne.rang(), cellules);
    }

    /** Rows of a file; one that bears the name of a stored row takes its identifier, so that comments follow it. */
    private static List<Map<String, Object>> rapprocher(
            TableDeSaisie table, List<Map<String, Object>> avant, Lecture lecture, boolean ajouter) {
        var libres = new LinkedHashMap<String, Map<String, Object>>();
        if (!ajouter) {
            avant.forEach(rang -> libres.putIfAbsent(table.designation(rang), rang));
        }
        var rangs = new ArrayList<Map<String, Object>>(ajouter ? avant : List.of());
        for (var ligne : lecture.lignes()) {
            var valeurs = valeurs(ligne.cellules());
            var connu = libres.remove(table.designation(valeurs));
            if (connu != null) {
                valeurs.put(TableDeSaisie.UUID, connu.get(TableDeSaisie.UUID));
            }
            rangs.add(valeurs);
        }
        return rangs;
    }

    private static Ecart ecart(List<Map<String, Object>> avant, List<Map<String, Object>> apres, boolean ajouter) {
        var parUuid = new LinkedHashMap<Object, Map<String, Object>>();
        avant.forEach(rang -> parUuid.put(rang.get(TableDeSaisie.UUID), rang));
        int ajoutes = 0;
        int modifies = 0;
        int inchanges = 0;
        var vus = new HashSet<Object>();
        for (var rang : apres) {
            var uuid = rang.get(TableDeSaisie.UUID);
            var connu = uuid == null ? null : parUuid.get(uuid);
            if (connu == null) {
                ajoutes++;
            } else if (memes(connu, rang)) {
                inchanges++;
                vus.add(uuid);
            } else {
                modifies++;
                vus.add(uuid);
            }
        }
        return new Ecart(ajoutes, modifies, ajouter ? 0 : avant.size() - vus.size(), inchanges);
    }

    private static boolean memes(Map<String, Object> un, Map<String, Object> autre) {
        var cles = new HashSet<>(un.keySet());
        cles.addAll(autre.keySet());
        return cles.stream().allMatch(cle -> {
            var a = un.get(cle);
            var b = autre.get(cle);
            if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
                return x.compareTo(y) == 0;
            }
            return java.util.Objects.equals(a, b);
        });
    }

    private Rang fautesDuRang(
            TableDeSaisie table, Dossier dossier, List<Map<String, Object>> rangs, int place, Rang rang) {
        var cellules = new LinkedHashMap<>(rang.cellules());
        var autres = new ArrayList<String>();
        for (var probleme : table.verifier(dossier.convention(), dossier.programme(), rangs)) {
            // The table as a whole is judged by its page and by the next transition: rows are typed one by one.
            if (probleme.ensemble() || probleme.ligne() == null || probleme.ligne() != place) {
                continue;
            }
            var cellule = probleme.champ() == null ? null : cellules.get(probleme.champ());
            if (cellule == null) {
                autres.add(probleme.message());
            } else {
                cellules.put(probleme.champ(), cellule.refusee(probleme.message()));
            }
        }
        return new Rang(rang.uuid(), cellules, autres);
    }

    /** Opens a table to a change; one row of it when a row is named. */
    private Dossier ouvrir(TableDeSaisie table, UUID convention, UUID ligne, Identite identite) {
        droits.exigerModifier(convention, identite);
        var dossier = formulaire.dossier(table.etape(), convention, identite);
        Formulaire.exigerOuverte(dossier);
        boolean ouverte =
                ligne == null ? dossier.tableOuverte(table.objet()) : dossier.ligneOuverte(table.objet(), ligne);
        if (!ouverte) {
            throw ErreurMetier.conflit(
                    ligne == null
                            ? "Ce tableau n’est pas ouvert à la correction."
                            : "Cette ligne n’est pas ouverte à la correction.");
        }
        return dossier;
    }

    private static void exigerFraicheur(Dossier dossier, Long version) {
        if (version != null && version != dossier.convention().version()) {
            throw new ErreurMetier(
                    ErreurCommune.PERIME,
                    "Le tableau a changé depuis que vous avez ouvert cette page. Relisez-le avant de recommencer.");
        }
    }

    private void appliquer(
            TableDeSaisie table,
            Dossier dossier,
            List<Map<String, Object>> avant,
            List<Map<String, Object>> apres,
            String quoi,
            Identite identite) {
        var convention = dossier.convention();
        jdbc.sql("""
            insert into formulaire_instantane (convention, tableau, contenu, annexes, quoi, auteur_nom, pris_le)
            values (:convention, :tableau, :contenu, :annexes, :quoi, :auteur, :maintenant)
            on conflict (convention, tableau) do update set contenu = excluded.contenu,
              annexes = excluded.annexes, quoi = excluded.quoi, auteur_nom = excluded.auteur_nom, pris_le = excluded.pris_le\
            """)
                .param("convention", convention.id())
                .param("tableau", table.nom())
                .param("contenu", json.writeValueAsString(avant))
                .param("annexes", table.attaches(convention))
                .param("quoi", quoi.substring(0, Math.min(255, quoi.length())))
                .param("auteur", identite.nom())
                .param("maintenant", horloge.instant().atOffset(ZoneOffset.UTC))
                .update();
        table.ecrire(convention, apres);
        formulaire.modifiee(convention);
    }

    /** Rows of a snapshot, back to their types. */
    private List<Map<String, Object>> delier(TableDeSaisie table, String contenu) {
        var rangs = new ArrayList<Map<String, Object>>();
        for (var noeud : json.readTree(contenu)) {
            var rang = new LinkedHashMap<String, Object>();
            rang.put(
                    TableDeSaisie.UUID,
                    UUID.fromString(noeud.path(TableDeSaisie.UUID).asString()));
            for (var colonne : table.feuille().colonnes()) {
                var valeur = noeud.path(colonne.champ());
                if (valeur.isNull() || valeur.isMissingNode()) {
                    rang.put(colonne.champ(), null);
                    continue;
                }
                rang.put(colonne.champ(), typee(colonne.type(), valeur.asString()));
            }
            rangs.add(rang);
        }
        return rangs;
    }

    private static Object typee(TypeColonne type, String texte) {
        return switch (type) {
            case TEXTE, CHOIX -> texte;
            case DECIMAL -> new BigDecimal(texte);
            case ENTIER -> Integer.valueOf(texte);
            case DATE -> LocalDate.parse(texte);
        };
    }

    private static Map<String, Object> valeurs(Map<String, Cellule> cellules) {
        var valeurs = new LinkedHashMap<String, Object>();
        cellules.forEach((champ, cellule) -> valeurs.put(champ, cellule.valeur()));
        return valeurs;
    }

    /** Where a row stands, -1 when it is not there. */
    private static int place(List<Map<String, Object>> rangs, UUID uuid) {
        for (int i = 0; i < rangs.size(); i++) {
            if (uuid != null && uuid.equals(rangs.get(i).get(TableDeSaisie.UUID))) {
                return i;
            }
        }
        return -1;
    }
}
