package fr.gouv.apilos.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts the SQL statements this JVM sends, whoever sends them (JPA, JdbcClient, Flyway). */
public final class CompteurSql {

    private static final List<String> ORDRES = Collections.synchronizedList(new ArrayList<>());

    private CompteurSql() {}

    /** Work that may throw. */
    @FunctionalInterface
    public interface Travail {
        void faire() throws Exception;
    }

    /**
     * Statements sent while the work runs, in order. Background tasks of the same JVM are counted too: statements of the
     * outbox and of locks, and those that look for work to take up, are left out by what they say.
     */
    public static List<String> pendant(Travail travail) throws Exception {
        ORDRES.clear();
        travail.faire();
        synchronized (ORDRES) {
            return ORDRES.stream()
                    .filter(sql -> !sql.contains("shedlock")
                            && !sql.contains("for update skip locked")
                            && !sql.toLowerCase(java.util.Locale.ROOT).contains("event_publication"))
                    .toList();
        }
    }

    /** Wraps every data source of the context. */
    static final class Enveloppe implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String nom) {
            if (!(bean instanceof DataSource source) || Proxy.isProxyClass(bean.getClass())) {
                return bean;
            }
            return Proxy.newProxyInstance(
                    bean.getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class, AutoCloseable.class},
                    (proxy, methode, arguments) -> {
                        try {
                            var resultat = methode.invoke(source, arguments);
                            return resultat instanceof Connection connexion ? compter(connexion) : resultat;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static Connection compter(Connection connexion) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, methode, arguments) -> {
                        try {
                            var resultat = methode.invoke(connexion, arguments);
                            if (resultat instanceof Statement ordre) {
                                var sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String s
                                        ? s
                                        : null;
                                return compter(ordre, methode.getReturnType(), sql);
                            }
                            return resultat;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static Object compter(Statement ordre, Class<?> type, String prepare) {
            return Proxy.newProxyInstance(
                    Statement.class.getClassLoader(), new Class<?>[] {type}, (proxy, methode, arguments) -> {
                        if (methode.getName().startsWith("execute")) {
                            ORDRES.add(
                                    prepare != null
                                            ? prepare
                                            : arguments != null && arguments.length > 0
                                                    ? String.valueOf(arguments[0])
                                                    : "batch");
                        }
                        try {
                            return methode.invoke(ordre, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
