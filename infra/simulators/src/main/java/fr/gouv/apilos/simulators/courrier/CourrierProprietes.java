package fr.gouv.apilos.simulators.courrier;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the SMTP server listens; port 0 takes a free one. */
@ConfigurationProperties("simulateurs.courrier")
record CourrierProprietes(
        @DefaultValue("127.0.0.1") String adresse,
        @DefaultValue("1025") int port) {}
