package fr.gouv.apilos.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class Ports {

    private Ports() {}

    /** One that nobody listens on. */
    static int libre() {
        try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return libre.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
