package fr.gouv.apilos.gateway.route;

import fr.gouv.apilos.gateway.securite.CorpsInterrompu;
import java.util.function.Predicate;

/** Failures the client caused, which say nothing of the service behind: the circuit breaker does not count them. */
public class ClientEnCause implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable erreur) {
        for (Throwable cause = erreur; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorpsInterrompu) {
                return true;
            }
        }
        return false;
    }
}
