package fr.gouv.apilos.platform.messaging;

import fr.gouv.apilos.contracts.ContratDeMessages;
import fr.gouv.apilos.contracts.MessageNonConforme;
import fr.gouv.apilos.platform.correlation.Correlation;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.retry.MessageRecoverer;
import org.springframework.amqp.rabbit.retry.RepublishMessageRecovererWithConfirms;
import org.springframework.boot.amqp.autoconfigure.RabbitListenerRetrySettingsCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Wires outbox, relay, inbox, retries, parking and their measures. Off with {@code apilos.messagerie=false}. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.modulith.events.config.EventPublicationAutoConfiguration"
        })
@ConditionalOnProperty(name = "apilos.messagerie", havingValue = "true", matchIfMissing = true)
@ConditionalOnBean(RabbitTemplate.class)
@EnableScheduling
@EnableSchedulerLock(defaultLockAtMostFor = "PT10M")
public class MessagerieAutoConfiguration {

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor(Correlation.MDC_CLE));
    }

    @Bean
    ContratDeMessages contratDeMessages() {
        return new ContratDeMessages();
    }

    @Bean
    RelaisAmqp relaisAmqp(RabbitTemplate rabbit, JsonMapper json, ContratDeMessages contrat) {
        return new RelaisAmqp(rabbit, json, contrat);
    }

    @Bean
    EventExternalizationConfiguration externalisation() {
        return EventExternalizationConfiguration.externalizing()
                .select(evenement -> evenement instanceof MessagePublie)
                .route(
                        MessagePublie.class,
                        message -> RoutingTarget.forTarget(message.exchange()).andKey(message.routingKey()))
                .build();
    }

    @Bean
    EventExternalizerModuleListener relaisDesEvenements(
            EventExternalizationConfiguration configuration, RelaisAmqp relais) {
        return new EventExternalizerModuleListener(configuration, relais);
    }

    @Bean
    Inbox inbox(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json, ContratDeMessages contrat) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), json, contrat);
    }

    @Bean
    LockProvider verrousDesTaches(DataSource base, PlatformTransactionManager transactions) {
        return new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(base))
                .withTransactionManager(transactions)
                .usingDbTime()
                .build());
    }

    @Bean
    EntretienMessages entretienMessages(
            FailedEventPublications echecs, CompletedEventPublications faites, JdbcClient jdbc) {
        return new EntretienMessages(echecs, faites, jdbc);
    }

    /** After the last retry the message goes to the parking of the queue it was read from, and the service is told. */
    @Bean
    MessageRecoverer garerApresLesReprises(RabbitTemplate rabbit, ApplicationEventPublisher evenements) {
        var expressions = new SpelExpressionParser();
        var parking = new RepublishMessageRecovererWithConfirms(
                rabbit,
                expressions.parseExpression("''"),
                expressions.parseExpression(
                        "messageProperties.consumerQueue + '" + QueuesDurables.SUFFIXE_PARKING + "'"),
                ConfirmType.CORRELATED);
        return (message, cause) -> {
            parking.recover(message, cause);
            evenements.publishEvent(new MessageMisDeCote(
                    String.valueOf(message.getMessageProperties().getConsumerQueue()),
                    message.getMessageProperties().getMessageId()));
        };
    }

    /** Retrying cannot mend a message that breaks its contract. */
    @Bean
    RabbitListenerRetrySettingsCustomizer pasDeRepriseInutile() {
        return reglages -> reglages.getExceptionExcludes().add(MessageNonConforme.class);
    }

    @Bean
    MessagesGares messagesGares(RabbitTemplate rabbit, List<Declarables> declarations) {
        return new MessagesGares(rabbit, declarations);
    }

    @Bean
    MeterBinder mesuresDesMessages(JdbcClient jdbc, AmqpAdmin amqp, List<Declarables> declarations) {
        return registre -> {
            Gauge.builder("apilos.outbox.attente", () -> compter(jdbc))
                    .description("Publications not yet confirmed by the broker")
                    .register(registre);
            declarations.stream()
                    .flatMap(d -> d.getDeclarablesByType(Queue.class).stream())
                    .forEach(queue -> mesurer(registre, amqp, queue.getName()));
        };
    }

    private static void mesurer(MeterRegistry registre, AmqpAdmin amqp, String file) {
        Gauge.builder("apilos.file.messages", () -> taille(amqp, file))
                .tag("file", file)
                .description("Messages waiting in the queue")
                .register(registre);
    }

    private static double compter(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from event_publication where completion_date is null")
                .query(Long.class)
                .single();
    }

    private static double taille(AmqpAdmin amqp, String file) {
        try {
            var queue = amqp.getQueueInfo(file);
            return queue == null ? Double.NaN : queue.getMessageCount();
        } catch (org.springframework.amqp.AmqpException e) {
            return Double.NaN;
        }
    }

    /** The operators' endpoints. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Administration {
        @Bean
        MessagesGaresController messagesGaresController(MessagesGares messages) {
            return new MessagesGaresController(messages);
        }
    }
}
