package fr.gouv.apilos.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void la_base_zero_donne_des_ports_libres_tous_differents() {
        var ports = Ports.choisir(List.of("web", "autre"), 0, true);
        assertThat(List.of(
                        ports.processus().get("web"),
                        ports.processus().get("autre"),
                        ports.simulateurs(),
                        ports.smtp(),
                        ports.postgresql(),
                        ports.amqp()))
                .doesNotHaveDuplicates()
                .allMatch(p -> p > 1024);
    }

    @Test
    void les_services_connus_ont_leur_place_apres_la_base() throws Exception {
        int base = libre();
        var ports = Ports.choisir(List.of("web", "convention", "autre"), base, false);
        assertThat(ports.processus())
                .containsEntry("web", base)
                .containsEntry("convention", base + 3)
                .containsEntry("autre", base + 20);
    }

    @Test
    void un_port_http_pris_se_dit_avec_son_processus() throws Exception {
        try (var prise = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var pris = prise.getLocalPort();
            assertThatThrownBy(() -> Ports.choisir(List.of("web"), pris, false))
                    .isInstanceOf(DemarrageImpossible.class)
                    .hasMessageContaining("Le port " + pris + " (web) est déjà utilisé");
        }
    }

    /** A free port below the range the system hands out, so that the next ones are likely free too. */
    private static int libre() throws Exception {
        for (int port = 21_000; port < 31_000; port += 100) {
            try (var prise = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return prise.getLocalPort();
            } catch (java.io.IOException _) {
                // taken: next
            }
        }
        throw new IllegalStateException("no free port");
    }
}
