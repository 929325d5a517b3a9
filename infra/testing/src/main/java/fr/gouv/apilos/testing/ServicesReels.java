package fr.gouv.apilos.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The test runs on a real PostgreSQL and a real AMQP broker: those named by {@code TEST_DATABASE_URL} and
 * {@code TEST_AMQP_URL}, else containers when Docker answers, else embedded ones. The service connects as its own role,
 * with its own schema ({@code apilos.schema}), as in production.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServicesReels {}
