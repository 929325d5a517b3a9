/**
 * What tests of every service share: real PostgreSQL and AMQP broker, tokens of each profile, a counter of SQL
 * statements, the architecture rules. Uses platform.
 */
package fr.gouv.apilos.testing;
