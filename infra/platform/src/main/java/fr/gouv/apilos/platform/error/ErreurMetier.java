package fr.gouv.apilos.platform.error;

import java.util.List;
import java.util.Map;

/** A refusal the user can understand. The message is French and fit to be shown. */
public class ErreurMetier extends RuntimeException {

    /**
     * One field in fault.
     *
     * @param champ name of the field as posted
     * @param message French sentence to show beside it
     */
    public record ErreurDeChamp(String champ, String message) {}

    private final transient CodeErreur code;
    private final transient Map<String, ?> precisions;
    private final transient List<ErreurDeChamp> champs;

    /** @param detail French, says what happened and how to go on */
    public ErreurMetier(CodeErreur code, String detail) {
        this(code, detail, Map.of(), List.of());
    }

    /** @param precisions facts added to the problem document, for instance the status met */
    public ErreurMetier(CodeErreur code, String detail, Map<String, ?> precisions) {
        this(code, detail, precisions, List.of());
    }

    /** @param champs the fields in fault, in the order of the form */
    public ErreurMetier(CodeErreur code, String detail, Map<String, ?> precisions, List<ErreurDeChamp> champs) {
        super(detail);
        this.code = code;
        this.precisions = Map.copyOf(precisions);
        this.champs = List.copyOf(champs);
    }

    /** 404: absent, or not to be revealed. */
    public static ErreurMetier introuvable(String detail) {
        return new ErreurMetier(ErreurCommune.INTROUVABLE, detail);
    }

    /** 403: known to exist, but not for this habilitation. */
    public static ErreurMetier interdit(String detail) {
        return new ErreurMetier(ErreurCommune.INTERDIT, detail);
    }

    /** 409: refused by the state of things. */
    public static ErreurMetier conflit(String detail) {
        return new ErreurMetier(ErreurCommune.CONFLIT, detail);
    }

    public CodeErreur code() {
        return code;
    }

    public Map<String, ?> precisions() {
        return precisions;
    }

    public List<ErreurDeChamp> champs() {
        return champs;
    }

    /** The French sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
