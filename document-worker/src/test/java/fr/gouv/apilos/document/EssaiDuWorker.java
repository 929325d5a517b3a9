package fr.gouv.apilos.document;

import fr.gouv.apilos.document.pdf.BureautiqueDEssai;
import fr.gouv.apilos.testing.ServicesReels;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole worker on real servers, the same context for every test class that says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServicesReels
@SpringBootTest(
        classes = DocumentApplication.class,
        properties = {"spring.mail.host=127.0.0.1", "spring.mail.port=${essai.smtp}"})
@AutoConfigureMockMvc
@Import({Abonne.class, Demandeur.class, PosteDEssai.class, BureautiqueDEssai.class})
public @interface EssaiDuWorker {}
