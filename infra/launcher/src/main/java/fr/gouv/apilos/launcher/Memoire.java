package fr.gouv.apilos.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process. */
final class Memoire {

    private Memoire() {}

    /** In MiB; 0 when the system does not tell. */
    static long residente(long pid) {
        var etat = Path.of("/proc/" + pid + "/status");
        try {
            if (Files.isReadable(etat)) {
                return Files.readAllLines(etat).stream()
                        .filter(l -> l.startsWith("VmRSS:"))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(0);
            }
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
            var texte = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return texte.isEmpty() ? 0 : Long.parseLong(texte) / 1024;
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }
}
