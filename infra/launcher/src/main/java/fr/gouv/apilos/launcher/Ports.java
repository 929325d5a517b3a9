package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who listens where.
 *
 * @param processus HTTP port of each process of the Procfile
 */
record Ports(Map<String, Integer> processus, int simulateurs, int smtp, int postgresql, int amqp) {

    private static final int BASE = 8080;
    private static final int SMTP = 1025;
    private static final int POSTGRESQL = 55_432;
    private static final int AMQP = 55_672;

    /**
     * Chooses the ports. The usual HTTP ones are part of documented addresses and must be free; those of the embedded
     * servers are nobody's business and give way.
     */
    static Ports choisir(List<String> noms, Integer base, boolean simulateurs) {
        var pris = new HashSet<Integer>();
        var processus = new LinkedHashMap<String, Integer>();
        if (base != null && base == 0) {
            noms.forEach(nom -> processus.put(nom, libre(pris)));
            return new Ports(processus, libre(pris), libre(pris), libre(pris), libre(pris));
        }
        var premier = base == null ? BASE : base;
        var suivant = premier + 20;
        for (var nom : noms) {
            var connu = ServiceConnu.de(nom);
            var port = connu.isPresent() ? premier + connu.get().decalage() : suivant++;
            exiger(nom, port, pris);
            processus.put(nom, port);
        }
        var http = premier + 10;
        var smtp = base == null ? SMTP : premier + 11;
        if (simulateurs) {
            exiger("simulateurs", http, pris);
            exiger("courrier des simulateurs", smtp, pris);
        }
        return new Ports(
                processus,
                http,
                smtp,
                preferer(base == null ? POSTGRESQL : premier + 12, pris),
                preferer(base == null ? AMQP : premier + 13, pris));
    }

    private static void exiger(String nom, int port, Set<Integer> pris) {
        if (!estLibre(port) || !pris.add(port)) {
            throw new DemarrageImpossible("Le port " + port + " (" + nom
                    + ") est déjà utilisé : arrêtez le programme qui l’occupe, ou choisissez d’autres ports avec"
                    + " --port-base 18080 (mvn -Plocal -Dapilos.options=\"--port-base 18080\").");
        }
    }

    private static int preferer(int port, Set<Integer> pris) {
        return estLibre(port) && pris.add(port) ? port : libre(pris);
    }

    private static boolean estLibre(int port) {
        try (var prise = new ServerSocket()) {
            prise.setReuseAddress(true);
            prise.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int libre(Set<Integer> pris) {
        while (true) {
            try (var prise = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (pris.add(prise.getLocalPort())) {
                    return prise.getLocalPort();
                }
            } catch (IOException e) {
                throw new DemarrageImpossible("Aucun port libre sur ce poste.", e);
            }
        }
    }
}
