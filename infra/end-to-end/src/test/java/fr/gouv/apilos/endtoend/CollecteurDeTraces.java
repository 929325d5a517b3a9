package fr.gouv.apilos.endtoend;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Where traces are sent: an OTLP receiver over HTTP that keeps, of each trace, the services that took part in it. */
final class CollecteurDeTraces implements AutoCloseable {

    private final HttpServer serveur;
    private final Map<String, Set<String>> services = new ConcurrentHashMap<>();

    CollecteurDeTraces() {
        try {
            serveur = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        serveur.createContext("/v1/traces", echange -> {
            lire(echange.getRequestBody().readAllBytes());
            echange.sendResponseHeaders(200, -1);
            echange.close();
        });
        serveur.start();
    }

    String adresse() {
        return "http://127.0.0.1:" + serveur.getAddress().getPort();
    }

    /** Names of the services by identifier of the trace. */
    Map<String, Set<String>> services() {
        return services;
    }

    @Override
    public void close() {
        serveur.stop(0);
    }

    /** ExportTraceServiceRequest: 1 = ResourceSpans { 1 = Resource { 1 = attribute }, 2 = ScopeSpans { 2 = Span } }. */
    private void lire(byte[] demande) {
        champs(demande, (numero, ressource) -> {
            if (numero != 1) {
                return;
            }
            var nom = new String[] {"?"};
            champs(ressource, (n, contenu) -> {
                if (n == 1) {
                    champs(contenu, (_, attribut) -> {
                        var texte = new String(attribut, StandardCharsets.UTF_8);
                        if (texte.contains("service.name")) {
                            // An AnyValue that holds a string ends the attribute.
                            nom[0] = texte.substring(texte.indexOf("service.name") + "service.name".length())
                                    .replaceAll("[^a-z-]", "");
                        }
                    });
                }
            });
            champs(ressource, (n, portee) -> {
                if (n == 2) {
                    champs(portee, (m, intervalle) -> {
                        if (m == 2) {
                            champs(intervalle, (k, valeur) -> {
                                if (k == 1) {
                                    services.computeIfAbsent(
                                                    HexFormat.of().formatHex(valeur),
                                                    _ -> ConcurrentHashMap.newKeySet())
                                            .add(nom[0]);
                                }
                            });
                        }
                    });
                }
            });
        });
    }

    /** The length-delimited fields of a protobuf message; others are skipped. */
    private static void champs(byte[] message, BiConsumer<Integer, byte[]> lecteur) {
        var position = new int[1];
        while (position[0] < message.length) {
            long etiquette = varint(message, position);
            switch ((int) (etiquette & 7)) {
                case 0 -> varint(message, position);
                case 1 -> position[0] += Long.BYTES;
                case 5 -> position[0] += Integer.BYTES;
                default -> {
                    int longueur = (int) varint(message, position);
                    lecteur.accept(
                            (int) (etiquette >>> 3), Arrays.copyOfRange(message, position[0], position[0] + longueur));
                    position[0] += longueur;
                }
            }
        }
    }

    private static long varint(byte[] message, int[] position) {
        long valeur = 0;
        for (int decalage = 0; ; decalage += 7) {
            byte octet = message[position[0]++];
            valeur |= (long) (octet & 0x7f) << decalage;
            if (octet >= 0) {
                return valeur;
            }
        }
    }
}
