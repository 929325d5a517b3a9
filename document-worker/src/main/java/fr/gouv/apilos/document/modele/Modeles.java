package fr.gouv.apilos.document.modele;

import fr.gouv.apilos.document.moteur.ModeleWord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The model in force for each code: the latest one staff put in use, else the one of the product. Models are compiled
 * once and kept by their SHA-256.
 */
@Component
public class Modeles {

    private static final int COMPILES_MAX = 40;

    private final JdbcClient jdbc;
    private final TransactionTemplate aPart;
    private final Map<String, Optional<Redige>> integres = new ConcurrentHashMap<>();
    private final Map<String, ModeleWord> compiles = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModeleWord> ancien) {
            return size() > COMPILES_MAX;
        }
    };

    Modeles(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.aPart = new TransactionTemplate(transactions);
        this.aPart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A compiled model. */
    public record Modele(String code, String version, ModeleWord word) {}

    /**
     * State of the engine on this instance, for operators.
     *
     * @param duProduit models of the product used since the start, compiled
     * @param deposes versions of staff, and former ones, compiled and kept
     * @param deposesMax how many of the latter are kept at most
     */
    public record EtatDuMoteur(int duProduit, int deposes, int deposesMax) {}

    /** What is compiled. */
    public EtatDuMoteur etat() {
        synchronized (compiles) {
            return new EtatDuMoteur(integres.size(), compiles.size(), COMPILES_MAX);
        }
    }

    /** A model of the product. */
    record Redige(String code, String version, byte[] docx, ModeleWord word) {}

    private record Trouve(String code, String version, String sha256) {}

    /** The model in force now; nothing when there is none. */
    public Optional<Modele> de(String code) {
        var depose = jdbc.sql("""
            select code, version, sha256 from modele_version
            where code = :code and origine = 'DEPOSE' and retire_le is null and effet_le <= now()
            order by effet_le desc, depose_le desc limit 1\
            """).param("code", code).query(Trouve.class).optional();
        if (depose.isPresent()) {
            return depose.map(this::compile);
        }
        return integres.computeIfAbsent(code, this::garder).map(m -> new Modele(m.code(), m.version(), m.word()));
    }

    /** Keeps the model of the product for a code, if it was not used yet. */
    void garder(CodeDeModele code) {
        integres.computeIfAbsent(code.name(), this::garder);
    }

    /** SHA-256 of the model of the product for a code; null as long as it was neither used nor kept here. */
    @Nullable
    String empreinteDuProduit(CodeDeModele code) {
        var integre = integres.get(code.name());
        return integre == null ? null : integre.map(m -> m.word().sha256()).orElse(null);
    }

    /** The model a document was made with, in force or not. */
    public Optional<Modele> parEmpreinte(String sha256) {
        return jdbc.sql("select code, version, sha256 from modele_version where sha256 = :sha256 limit 1")
                .param("sha256", sha256)
                .query(Trouve.class)
                .optional()
                .map(this::compile);
    }

    /** The model of the product for a code, compiled; nothing when the product has none. */
    static Optional<Redige> integre(String code) {
        return TexteDeModele.lire(code).map(texte -> {
            var redige = RedacteurDeModele.rediger(texte);
            return new Redige(code, redige.version(), redige.docx(), ModeleWord.compiler(redige.docx()));
        });
    }

    /** Kept for good at its first use: the product will have another one day, documents made with this one remain. */
    private Optional<Redige> garder(String code) {
        var redige = integre(code);
        // Whatever becomes of the work that asked for it: it is remembered as kept.
        redige.ifPresent(modele -> aPart.executeWithoutResult(etat -> jdbc.sql("""
            insert into modele_version (id, code, version, sha256, docx, origine)
            values (:id, :code, :version, :sha256, :docx, 'INTEGRE') on conflict (code, sha256) do nothing\
            """)
                .param("id", UUID.randomUUID())
                .param("code", code)
                .param("version", modele.version())
                .param("sha256", modele.word().sha256())
                .param("docx", modele.docx())
                .update()));
        return redige;
    }

    private Modele compile(Trouve trouve) {
        ModeleWord word;
        synchronized (compiles) {
            word = compiles.get(trouve.sha256());
        }
        if (word == null) {
            word = ModeleWord.compiler(
                    jdbc.sql("select docx from modele_version where code = :code and sha256 = :sha256")
                            .param("code", trouve.code())
                            .param("sha256", trouve.sha256())
                            .query(byte[].class)
                            .single());
            synchronized (compiles) {
                compiles.put(trouve.sha256(), word);
            }
        }
        return new Modele(trouve.code(), trouve.version(), word);
    }
}
