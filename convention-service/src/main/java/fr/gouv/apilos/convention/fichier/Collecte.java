package fr.gouv.apilos.convention.fichier;

import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.storage.ObjectStore.Objet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes out of the store the files nobody owns any more, once a delay has passed: those removed from their field, those
 * whose programme or convention is gone, and objects no row ever named (06 B7). Documents and signed acts are never looked
 * at. Says what it would do unless told to do it.
 */
@Service
class Collecte {

    private static final Logger LOG = LoggerFactory.getLogger(Collecte.class);
    private static final Pattern DEPOSE = Pattern.compile("(programmes|lots|conventions)/[0-9a-fA-F-]{36}/media/[^/]+");
    private static final List<String> DOSSIERS = List.of("programmes", "lots", "conventions");
    private static final int LOT = 500;
    private static final int EXEMPLES = 20;

    /** An upload under way, or a transaction about to end, is nobody's yet. */
    private static final int JOURS_MIN = 1;

    private static final int JOURS_MAX = 3_650;

    private final ObjectStore magasin;
    private final JdbcClient jdbc;
    private final Clock horloge;

    Collecte(ObjectStore magasin, JdbcClient jdbc, Clock horloge) {
        this.magasin = magasin;
        this.jdbc = jdbc;
        this.horloge = horloge;
    }

    /**
     * What was done, or would be.
     *
     * @param effaces false: nothing was touched
     * @param retires removed from their field
     * @param sansProprietaire whose programme or convention is gone
     * @param sansTrace objects no row names
     * @param octets what the last ones weigh
     * @param exemples some of their keys
     */
    record BilanDeCollecte(
            boolean effaces, int retires, int sansProprietaire, int sansTrace, long octets, List<String> exemples) {}

    /**
     * Collects.
     *
     * @param jours delay since the removal, or since the object was written
     * @param effacer false only counts
     * @throws ErreurMetier 409 for a delay out of bounds, or when objects are there and no row at all: a database not taken
     *     over yet owns them
     */
    BilanDeCollecte collecter(int jours, boolean effacer) {
        if (jours < JOURS_MIN || jours > JOURS_MAX) {
            throw ErreurMetier.conflit("Le délai va de %d à %d jours.".formatted(JOURS_MIN, JOURS_MAX));
        }
        var limite = horloge.instant().minus(Duration.ofDays(jours));
        var retires = cles("retire_le < :limite and efface_le is null", limite);
        var sansProprietaire = cles("""
            depose_le < :limite and retire_le is null and efface_le is null
            and not exists (select 1 from programme p where p.id = proprietaire)
            and not exists (select 1 from convention c where c.id = proprietaire)\
            """, limite);
        var sansTrace = sansTrace(limite);
        var exemples = new ArrayList<String>();
        sansTrace.stream().limit(EXEMPLES).map(Objet::cle).forEach(exemples::add);
        if (effacer) {
            if (!sansTrace.isEmpty() && aucuneLigne()) {
                throw ErreurMetier.conflit("L’espace de stockage contient " + sansTrace.size()
                        + " fichiers et la base n’en connaît aucun : reprenez d’abord les données.");
            }
            retires.forEach(this::effacer);
            sansProprietaire.forEach(this::effacer);
            sansTrace.forEach(objet -> magasin.supprimer(objet.cle()));
            LOG.info(
                    "Files collected: {} removed, {} without an owner, {} without a row",
                    retires.size(),
                    sansProprietaire.size(),
                    sansTrace.size());
        }
        return new BilanDeCollecte(
                effacer,
                retires.size(),
                sansProprietaire.size(),
                sansTrace.size(),
                sansTrace.stream().mapToLong(Objet::taille).sum(),
                List.copyOf(exemples));
    }

    private List<String> cles(String condition, Instant limite) {
        return jdbc.sql("select cle from fichier where " + condition)
                .param("limite", limite.atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    /** The object first: a row without its object is collected again, an object without its row is found below. */
    private void effacer(String cle) {
        magasin.supprimer(cle);
        jdbc.sql("update fichier set efface_le = :le, retire_le = coalesce(retire_le, :le) where cle = :cle")
                .param("le", horloge.instant().atOffset(ZoneOffset.UTC))
                .param("cle", cle)
                .update();
    }

    private boolean aucuneLigne() {
        return jdbc.sql("select not exists (select 1 from fichier)")
                .query(Boolean.class)
                .single();
    }

    private List<Objet> sansTrace(Instant limite) {
        var trouves = new ArrayList<Objet>();
        for (var dossier : DOSSIERS) {
            var lot = new ArrayList<Objet>(LOT);
            try (var objets = magasin.lister(dossier)) {
                objets.filter(objet -> DEPOSE.matcher(objet.cle()).matches()
                                && objet.ecritLe().isBefore(limite))
                        .forEach(objet -> {
                            lot.add(objet);
                            if (lot.size() == LOT) {
                                trouves.addAll(inconnus(lot));
                                lot.clear();
                            }
                        });
            }
            trouves.addAll(inconnus(lot));
        }
        return trouves;
    }

    private List<Objet> inconnus(List<Objet> lot) {
        if (lot.isEmpty()) {
            return List.of();
        }
        var connues = new HashSet<>(jdbc.sql("select cle from fichier where cle in (:cles) and efface_le is null")
                .param("cles", lot.stream().map(Objet::cle).toList())
                .query(String.class)
                .list());
        return lot.stream().filter(objet -> !connues.contains(objet.cle())).toList();
    }
}
