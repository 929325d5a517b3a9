package fr.gouv.apilos.platform.command;

import fr.gouv.apilos.platform.environment.Environnement;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.json.JsonMapper;

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
    @ConditionalOnBean(CommandeDExploitation.class)
    JournalDesCommandes journalDesCommandes(JdbcClient jdbc, JsonMapper json, Clock horloge) {
        return new JournalDesCommandes(jdbc, json, horloge);
    }

    /** The list is asked for at each run: the options of a command are those of one run. */
    @Bean
    LigneDeCommande ligneDeCommande(ObjectProvider<Commande> commandes, ObjectProvider<JournalDesCommandes> journal) {
        return new LigneDeCommande(() -> commandes.orderedStream().toList(), journal.getIfAvailable());
    }

    /** The same commands for the support team, where the service has some. */
    @Bean
    @ConditionalOnWebApplication
    @ConditionalOnBean(CommandeDExploitation.class)
    CommandesController commandesController(LigneDeCommande ligne, JournalDesCommandes journal) {
        return new CommandesController(ligne, journal);
    }

    /** The part of {@code clear_all_data} of the service, where it has one. */
    @Bean
    @ConditionalOnWebApplication
    @ConditionalOnBean(EffacementDeService.class)
    EffacementController effacementController(EffacementDeService effacement, Environnement environnement) {
        return new EffacementController(effacement, environnement);
    }
}
