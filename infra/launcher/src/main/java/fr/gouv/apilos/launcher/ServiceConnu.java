package fr.gouv.apilos.launcher;

import java.util.Arrays;
import java.util.Optional;

/** What the launcher must know of each process of the platform. */
enum ServiceConnu {
    WEB("web", "gateway", "gateway", 0, "APILOS_URL", false, 0),
    HABILITATION("habilitation", "habilitation-service", "habilitation", 1, "HABILITATION_URL", true, 3),
    REFERENTIEL("referentiel", "referentiel-service", "referentiel", 2, "REFERENTIEL_URL", true, 2),
    CONVENTION("convention", "convention-service", "convention", 3, "CONVENTION_URL", true, 1),
    DOCUMENT("document", "document-worker", "document", 4, "DOCUMENT_URL", false, 1);

    /** Processes unknown here stop with those in the middle. */
    static final int ORDRE_INCONNU = 1;

    static final int ORDRE_SIMULATEURS = 9;

    private final String processus;
    private final String client;
    private final String schema;
    private final int decalage;
    private final String variableUrl;
    private final boolean donnees;
    private final int ordreArret;

    ServiceConnu(
            String processus,
            String client,
            String schema,
            int decalage,
            String variableUrl,
            boolean donnees,
            int ordreArret) {
        this.processus = processus;
        this.client = client;
        this.schema = schema;
        this.decalage = decalage;
        this.variableUrl = variableUrl;
        this.donnees = donnees;
        this.ordreArret = ordreArret;
    }

    static Optional<ServiceConnu> de(String processus) {
        return Arrays.stream(values())
                .filter(s -> s.processus.equals(processus))
                .findFirst();
    }

    /** Name in the Procfile. */
    String processus() {
        return processus;
    }

    /** Name under which the service asks for its token. */
    String client() {
        return client;
    }

    String schema() {
        return schema;
    }

    String role() {
        return "apilos_" + schema;
    }

    /** Distance from the first port. */
    int decalage() {
        return decalage;
    }

    /** Variable by which the others find it. */
    String variableUrl() {
        return variableUrl;
    }

    /** Takes its part of a data set. */
    boolean aDesDonnees() {
        return donnees;
    }

    /** Lower stops first: the door, then those that call others, then those that are called. */
    int ordreArret() {
        return ordreArret;
    }
}
