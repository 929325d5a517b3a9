package fr.gouv.apilos.platform.tableur;

import java.util.List;

/** The file as a whole cannot be read; the messages are French, fit for the page. Source: 02 R45, DB-31. */
public final class FichierRefuse extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> messages;

    public FichierRefuse(List<String> messages) {
        super(String.join(" ", messages));
        this.messages = List.copyOf(messages);
    }

    FichierRefuse(String message) {
        this(List.of(message));
    }

    public List<String> messages() {
        return messages;
    }
}
