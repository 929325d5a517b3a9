package fr.gouv.apilos.platform.command;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Gathers the commands of the service. */
@AutoConfiguration
public class CommandesAutoConfiguration {

    @Bean
    LigneDeCommande ligneDeCommande(ObjectProvider<Commande> commandes) {
        return new LigneDeCommande(List.copyOf(commandes.orderedStream().toList()));
    }
}
