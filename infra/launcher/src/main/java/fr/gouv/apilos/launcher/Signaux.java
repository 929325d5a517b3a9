package fr.gouv.apilos.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Runs something when the user asks to stop (Ctrl-C, SIGTERM, closed terminal), before the JVM begins to end. A shutdown
 * hook would come too late: the embedded broker has one of its own, all hooks run at once, and the services would lose
 * their broker before they have stopped.
 */
final class Signaux {

    private Signaux() {}

    static void surDemandeArret(Runnable arret) {
        for (var nom : new String[] {"INT", "TERM", "HUP"}) {
            surveiller(nom, arret);
        }
    }

    /** By reflection: the class is supported (module jdk.unsupported) but naming it is a compiler warning. */
    private static void surveiller(String nom, Runnable arret) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var recepteur = Class.forName("sun.misc.SignalHandler");
            InvocationHandler appel = (_, methode, _) -> {
                if (methode.getName().equals("handle")) {
                    Thread.ofPlatform().name("arret").start(arret);
                }
                return null;
            };
            var instance = Proxy.newProxyInstance(Signaux.class.getClassLoader(), new Class<?>[] {recepteur}, appel);
            signal.getMethod("handle", signal, recepteur)
                    .invoke(null, signal.getConstructor(String.class).newInstance(nom), instance);
        } catch (ReflectiveOperationException _) {
            // A signal this system lacks, or a JVM without the class: the shutdown hook still stops everything.
        }
    }
}
