package fr.gouv.apilos.platform.command;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;

/** Gathers the commands of the service. */
@AutoConfiguration
public class CommandesAutoConfiguration {

    /** A command serves no request: controllers ask for what only a server has, and would keep it from starting. */
    @Bean
    @ConditionalOnNotWebApplication
    static BeanDefinitionRegistryPostProcessor sansControleurs() {
        return registre -> {
            for (var nom : registre.getBeanDefinitionNames()) {
                if (registre.getBeanDefinition(nom) instanceof AnnotatedBeanDefinition definition
                        && definition.getMetadata().isAnnotated(Controller.class.getName())) {
                    registre.removeBeanDefinition(nom);
                }
            }
        };
    }

    @Bean
    LigneDeCommande ligneDeCommande(ObjectProvider<Commande> commandes) {
        return new LigneDeCommande(List.copyOf(commandes.orderedStream().toList()));
    }
}
