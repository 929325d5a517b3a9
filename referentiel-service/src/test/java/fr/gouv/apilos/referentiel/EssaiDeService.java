package fr.gouv.apilos.referentiel;

import fr.gouv.apilos.testing.AntivirusDEssai;
import fr.gouv.apilos.testing.ServicesReels;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole service on real servers, the same context for every test class that says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServicesReels
@SpringBootTest(classes = ReferentielApplication.class)
@AutoConfigureMockMvc
@Import({Abonne.class, Voisins.class, AntivirusDEssai.class})
public @interface EssaiDeService {}
