package fr.gouv.apilos.platform.command;

import java.util.concurrent.Callable;

/**
 * A maintenance command: a bean annotated with picocli's {@code @Command}. Answers its exit code: 0 when all went well.
 */
public interface Commande extends Callable<Integer> {}
