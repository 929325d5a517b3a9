package fr.gouv.apilos.habilitation;

import fr.gouv.apilos.testing.ServicesReels;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ContextConfiguration;

/** The whole service on real servers, with its own keys; SIAP and the référentiel are {@link Voisins}. One context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServicesReels
@SpringBootTest(classes = HabilitationApplication.class, properties = "apilos.test.vrai-decodeur=true")
@AutoConfigureMockMvc
@ContextConfiguration(initializers = Voisins.Adresses.class)
public @interface EssaiDeService {}
