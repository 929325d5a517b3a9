package fr.gouv.apilos.platform.messaging;

import java.time.Duration;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.CompletedEventPublications;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;

/** Sends again what the broker did not confirm, and forgets what is old and done. One instance at a time. */
class EntretienMessages {

    private final FailedEventPublications echecs;
    private final CompletedEventPublications faites;
    private final JdbcClient jdbc;

    EntretienMessages(FailedEventPublications echecs, CompletedEventPublications faites, JdbcClient jdbc) {
        this.echecs = echecs;
        this.faites = faites;
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${apilos.messages.renvoi:5s}", initialDelayString = "${apilos.messages.renvoi:5s}")
    @SchedulerLock(name = "renvoi-des-publications", lockAtMostFor = "PT2M")
    void renvoyer() {
        echecs.resubmit(ResubmissionOptions.defaults()
                .withBatchSize(50)
                .withMaxInFlight(200)
                .withMinAge(Duration.ofSeconds(2)));
    }

    @Scheduled(cron = "${apilos.messages.purge:0 30 3 * * *}", zone = "Europe/Paris")
    @SchedulerLock(name = "purge-des-messages", lockAtMostFor = "PT30M")
    void purger() {
        faites.deletePublicationsOlderThan(Duration.ofDays(7));
        jdbc.sql("delete from inbox where recu_le < now() - interval '60 days'").update();
    }
}
