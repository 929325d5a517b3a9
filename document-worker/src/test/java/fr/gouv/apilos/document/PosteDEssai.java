package fr.gouv.apilos.document;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A relay that keeps every mail; it can be stopped and started on the same port. */
@TestConfiguration(proxyBeanMethods = false)
public class PosteDEssai {

    /** The relay of this JVM. */
    public static final Relais RELAIS = new Relais();

    @Bean
    DynamicPropertyRegistrar smtpDEssai() {
        return registre -> registre.add("essai.smtp", RELAIS::port);
    }

    /** An SMTP server and what it was given. */
    public static final class Relais {

        private final int port = libre();
        private GreenMail serveur = demarre(port);

        /** Port of the relay. */
        public int port() {
            return port;
        }

        /** Mails whose subject holds these words. */
        public List<MimeMessage> recus(String objet) {
            return Arrays.stream(serveur.getReceivedMessages())
                    .filter(m -> {
                        try {
                            return m.getSubject().contains(objet);
                        } catch (MessagingException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }

        /** The relay goes away. */
        public void arreter() {
            serveur.stop();
        }

        /** The relay is back, with an empty box. */
        public void redemarrer() {
            serveur = demarre(port);
        }

        private static GreenMail demarre(int port) {
            var serveur = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            serveur.start();
            return serveur;
        }

        private static int libre() {
            try (var libre = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return libre.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
