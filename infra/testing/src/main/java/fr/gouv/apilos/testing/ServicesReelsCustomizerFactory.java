package fr.gouv.apilos.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Reacts to {@link ServicesReels}: the same customizer for every class, so that contexts are shared. */
public class ServicesReelsCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> classeDeTest, List<ContextConfigurationAttributes> attributs) {
        return AnnotatedElementUtils.hasAnnotation(classeDeTest, ServicesReels.class) ? new Branchement() : null;
    }

    private static final class Branchement implements ContextCustomizer {

        @Override
        public void customizeContext(
                ConfigurableApplicationContext contexte, MergedContextConfiguration configuration) {
            var infrastructure = InfrastructureDeTest.demarree();
            var environnement = contexte.getEnvironment();
            var schema = environnement.getRequiredProperty("apilos.schema");
            Map<String, Object> proprietes = new LinkedHashMap<>(infrastructure.proprietes(schema));
            proprietes.put("apilos.fichiers", infrastructure.dossierDeFichiers());
            // Quick retries: a test waits for them.
            proprietes.put("apilos.messages.renvoi", "300ms");
            proprietes.put("spring.rabbitmq.listener.simple.retry.initial-interval", "100ms");
            proprietes.put("spring.rabbitmq.listener.simple.retry.multiplier", "1");
            environnement.getPropertySources().addFirst(new MapPropertySource("services-reels", proprietes));
            contexte.getBeanFactory().registerSingleton("compteurSql", new CompteurSql.Enveloppe());
            contexte.getBeanFactory().addBeanPostProcessor((BeanPostProcessor)
                    contexte.getBeanFactory().getSingleton("compteurSql"));
            if (environnement.getProperty("apilos.porte-publique", Boolean.class, false)
                    || environnement.getProperty("apilos.test.vrai-decodeur", Boolean.class, false)) {
                return;
            }
            contexte.getBeanFactory().registerSingleton("jwtDecoder", JetonDeTest.decodeur());
        }

        @Override
        public boolean equals(Object autre) {
            return autre instanceof Branchement;
        }

        @Override
        public int hashCode() {
            return Branchement.class.hashCode();
        }
    }
}
