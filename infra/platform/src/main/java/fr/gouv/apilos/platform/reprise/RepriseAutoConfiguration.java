package fr.gouv.apilos.platform.reprise;

import fr.gouv.apilos.platform.environment.Environnement;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives the take-over to a service that says what goes where. */
@AutoConfiguration
@ConditionalOnBean(PlanDeReprise.class)
public class RepriseAutoConfiguration {

    @Bean
    Reprise reprise(
            PlanDeReprise plan,
            DataSource source,
            PlatformTransactionManager transactions,
            Environnement environnement,
            Clock horloge) {
        return new Reprise(plan, source, new TransactionTemplate(transactions), environnement, horloge);
    }

    @Bean
    CommandeReprendre commandeReprendre(Reprise reprise) {
        return new CommandeReprendre(reprise);
    }

    @Bean
    @ConditionalOnWebApplication
    RepriseController repriseController(Reprise reprise) {
        return new RepriseController(reprise);
    }
}
