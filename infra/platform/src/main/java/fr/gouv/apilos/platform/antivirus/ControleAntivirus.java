package fr.gouv.apilos.platform.antivirus;

import fr.gouv.apilos.platform.antivirus.Antivirus.Resultat;
import fr.gouv.apilos.platform.antivirus.Antivirus.Verdict;
import fr.gouv.apilos.platform.error.CodeErreur;
import fr.gouv.apilos.platform.error.ErreurCommune;
import fr.gouv.apilos.platform.error.ErreurMetier;
import fr.gouv.apilos.platform.error.ErreurMetier.ErreurDeChamp;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a file read while whoever sent it waits, before anything else opens it (06 FIL-44). Without an antivirus set up files
 * go on, marked as not analysed; when the one set up does not answer they do not, and the person tries again.
 */
public class ControleAntivirus {

    private static final Logger LOG = LoggerFactory.getLogger(ControleAntivirus.class);

    private final Antivirus antivirus;

    public ControleAntivirus(Antivirus antivirus) {
        this.antivirus = antivirus;
    }

    /** Opens the bytes of a file from the first. */
    @FunctionalInterface
    public interface Source {
        InputStream ouvrir() throws IOException;
    }

    /** A virus was found; what is said is fit for the person. */
    public static final class Infecte extends ErreurMetier {

        private static final long serialVersionUID = 1L;

        private final String menace;

        Infecte(String message, String menace, String champ) {
            super(ErreurCommune.INVALIDE, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
            this.menace = menace;
        }

        /** What the antivirus calls it. */
        public String menace() {
            return menace;
        }
    }

    /**
     * Reads a file to its end.
     *
     * @param nom as the person knows it
     * @param champ of the form it came by, beside which a refusal is shown
     * @return {@code SAIN} or {@code NON_ANALYSE}
     * @throws Infecte 422 when a virus was found
     * @throws ErreurMetier 503, beside the field, when the antivirus does not answer
     */
    public Resultat exigerSain(String nom, Source source, String champ) {
        Verdict verdict;
        try (var contenu = source.ouvrir()) {
            verdict = antivirus.analyser(contenu);
        } catch (IOException e) {
            LOG.warn("The antivirus does not answer, a file is refused: {}", e.toString());
            throw refus(
                    ErreurCommune.INDISPONIBLE,
                    "L’antivirus ne répond pas : « " + nom
                            + " » n’a pas pu être contrôlé, et n’a pas été gardé. Réessayez dans quelques minutes.",
                    champ);
        }
        if (verdict.resultat() == Resultat.INFECTE) {
            var menace = verdict.menace() == null ? "" : verdict.menace();
            LOG.warn("An infected file is refused: {}", menace);
            throw new Infecte(
                    "Un virus a été détecté dans « " + nom
                            + " » : il n’a pas été gardé. Analysez votre poste, puis déposez une version saine.",
                    menace,
                    champ);
        }
        return verdict.resultat();
    }

    private static ErreurMetier refus(CodeErreur code, String message, String champ) {
        return new ErreurMetier(code, message, Map.of(), List.of(new ErreurDeChamp(champ, message)));
    }
}
