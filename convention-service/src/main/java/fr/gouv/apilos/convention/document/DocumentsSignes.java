package fr.gouv.apilos.convention.document;

import fr.gouv.apilos.convention.convention.CycleDeVie;
import fr.gouv.apilos.convention.convention.DroitsConvention;
import fr.gouv.apilos.convention.convention.Transition;
import fr.gouv.apilos.convention.convention.TransitionFaite;
import fr.gouv.apilos.convention.fichier.Depistage;
import fr.gouv.apilos.convention.fichier.Fichier;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import fr.gouv.apilos.platform.security.Identite;
import fr.gouv.apilos.platform.storage.ObjectStore;
import fr.gouv.apilos.platform.storage.ObjectStore.ObjetEcrit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The signed act of a convention, each version kept (01 R178 to R181). */
@Service
public class DocumentsSignes {

    private static final byte[] ENTETE_PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final int NOM_MAX = 255;

    private final ObjectStore magasin;
    private final CycleDeVie cycle;
    private final DroitsConvention droits;
    private final Depistage depistage;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock horloge;

    DocumentsSignes(
            ObjectStore magasin,
            CycleDeVie cycle,
            DroitsConvention droits,
            Depistage depistage,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock horloge) {
        this.magasin = magasin;
        this.cycle = cycle;
        this.droits = droits;
        this.depistage = depistage;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.horloge = horloge;
    }

    /**
     * One version.
     *
     * @param verdict what the antivirus said of it
     */
    public record DocumentSigne(
            UUID id,
            UUID convention,
            String cle,
            String nom,
            long taille,
            String sha256,
            Fichier.Analyse verdict,
            String deposePar,
            Instant deposeLe,
            Instant retireLe) {}

    /**
     * Stores a signed document the antivirus has read (06 FIL-44); the one before it, if any, becomes an old version.
     *
     * @param nom as the browser gave it; only its last segment is kept
     * @throws ErreurMetier 422 for what is not a PDF or holds a virus, 409 when the convention is not « À signer », 503
     *     when the antivirus does not answer
     */
    public void deposer(UUID convention, String nom, InputStream contenu, Identite identite) throws IOException {
        droits.exigerModifier(convention, identite);
        var flux = new BufferedInputStream(contenu);
        flux.mark(ENTETE_PDF.length);
        if (!Arrays.equals(flux.readNBytes(ENTETE_PDF.length), ENTETE_PDF)) {
            var message = "Ce fichier n’est pas un PDF. Enregistrez le document signé au format PDF, puis déposez-le.";
            throw new ErreurMetier(
                    ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp("fichier", message)));
        }
        flux.reset();
        var court = nomCourt(nom);
        var id = UUID.randomUUID();
        var cle = "conventions/" + convention + "/signes/" + id + ".pdf";
        boolean garde = false;
        try {
            var ecrit = magasin.ecrire(cle, flux);
            var verdict = depistage.exigerSain(convention, court, () -> magasin.lire(cle), "fichier", identite);
            transaction.executeWithoutResult(_ -> inscrire(id, convention, court, ecrit, verdict, identite));
            garde = true;
        } finally {
            if (!garde) {
                magasin.supprimer(cle);
            }
        }
    }

    private void inscrire(
            UUID id, UUID convention, String nom, ObjetEcrit ecrit, Fichier.Analyse verdict, Identite identite) {
        cycle.deposerDocumentSigne(convention, nom, identite);
        retirerCourant(convention);
        jdbc.sql("""
            insert into document_signe (id, convention, cle, nom, taille, sha256, verdict, depose_par, depose_le)
            values (:id, :convention, :cle, :nom, :taille, :sha256, :verdict, :par, :le)\
            """)
                .param("id", id)
                .param("convention", convention)
                .param("cle", ecrit.cle())
                .param("nom", nom)
                .param("taille", ecrit.taille())
                .param("sha256", ecrit.sha256())
                .param("verdict", verdict.name())
                .param("par", identite.nom())
                .param("le", maintenant())
                .update();
    }

    /** Withdraws the deposited document; it is kept as an old version. */
    @Transactional
    public void retirer(UUID convention, Identite identite) {
        cycle.deposerDocumentSigne(convention, null, identite);
        retirerCourant(convention);
    }

    /** What was signed no longer stands once the convention is back in instruction: it is kept as an old version (D13). */
    @EventListener
    void surTransition(TransitionFaite faite) {
        if (faite.transition() == Transition.REVENIR_EN_INSTRUCTION) {
            retirerCourant(faite.convention());
        }
    }

    /** The signed document in force, if any. */
    @Transactional(readOnly = true)
    public Optional<DocumentSigne> courant(UUID convention) {
        return jdbc.sql("select * from document_signe where convention = :convention and retire_le is null")
                .param("convention", convention)
                .query(DocumentSigne.class)
                .optional();
    }

    private void retirerCourant(UUID convention) {
        jdbc.sql("update document_signe set retire_le = :le where convention = :convention and retire_le is null")
                .param("le", maintenant())
                .param("convention", convention)
                .update();
    }

    private OffsetDateTime maintenant() {
        return horloge.instant().atOffset(ZoneOffset.UTC);
    }

    private static String nomCourt(String nom) {
        var dernier = nom == null ? "" : nom.substring(Math.max(nom.lastIndexOf('/'), nom.lastIndexOf('\\')) + 1);
        var propre = dernier.replaceAll("\\p{Cntrl}", "").trim();
        if (propre.isEmpty()) {
            return "convention-signee.pdf";
        }
        return propre.substring(Math.max(0, propre.length() - NOM_MAX));
    }
}
