package io.watchbill.kafka;

import io.watchbill.exporter.Source;
import io.watchbill.exporter.SourceHost;
import io.watchbill.exporter.SourceProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Lines in topics. All partitions are assigned to this process, never shared in a consumer group, because how far each is
 * read is stored with its events.
 */
final class KafkaSource implements Source {
    static final String KIND = "kafka";

    /** Its start-up lines are pages of settings. Held, because a logger nobody holds forgets its level. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.kafka");

    private final Map<String, Object> properties;
    private final List<String> topics;
    private final boolean latest;
    private final Duration betweenLooks;
    private final Duration longestAnswer;

    KafkaSource(
            Map<String, Object> properties,
            List<String> topics,
            boolean latest,
            Duration betweenLooks,
            Duration longestAnswer) {
        this.properties = Map.copyOf(properties);
        this.topics = List.copyOf(topics);
        this.latest = latest;
        this.betweenLooks = betweenLooks;
        this.longestAnswer = longestAnswer;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> inputs() {
        return topics;
    }

    @Override
    public Set<SourceProblem> problems() {
        return Set.of(
                SourceProblem.MISSING, SourceProblem.UNREADABLE, SourceProblem.UNAVAILABLE, SourceProblem.OUT_OF_RANGE);
    }

    @Override
    public void run(SourceHost host) throws InterruptedException {
        CLIENT.setLevel(Level.WARNING);
        Admin admin = Admin.create(ofAdmin());
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
        try {
            TopicReader reader = new TopicReader(
                    consumer, new TopicDirectory(admin, longestAnswer), topics, latest, host, betweenLooks);
            while (true) {
                reader.step();
            }
        } catch (InterruptException e) {
            throw asked(e);
        } finally {
            close(admin, consumer);
        }
    }

    /** Waits for no broker: there is nothing to say to one. */
    private static void close(Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
        boolean interrupted = Thread.interrupted(); // else closing complains
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        admin.close(Duration.ZERO);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static InterruptedException asked(InterruptException e) {
        InterruptedException asked = new InterruptedException("while reading topics");
        asked.initCause(e);
        return asked;
    }

    /** The same without what only a consumer knows, which would be warned of. */
    private Map<String, Object> ofAdmin() {
        Map<String, Object> known = new HashMap<>(properties);
        known.keySet().retainAll(AdminClientConfig.configNames());
        return known;
    }
}
