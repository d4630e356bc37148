package io.watchbill.kafka;

import io.watchbill.exporter.Source;
import io.watchbill.exporter.SourceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;

/** Brings {@code --kafka-topic} into the exporter. */
public final class KafkaSources implements SourceProvider {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final Group group = new Group();

    /** The options under a heading of their own. */
    private static final class Group {
        @ArgGroup(validate = false, heading = "%nEvents from Kafka:%n")
        private KafkaOptions options = new KafkaOptions();
    }

    @Override
    public Object options() {
        return group;
    }

    @Override
    public List<Source> sources() {
        KafkaOptions options = group.options;
        if (options.topics.isEmpty()) {
            if (options.servers != null || options.config != null) {
                throw new IllegalArgumentException("--kafka-topic: missing; name the topics that are to be read");
            }
            return List.of();
        }
        if (Set.copyOf(options.topics).size() != options.topics.size()) {
            throw new IllegalArgumentException("--kafka-topic: a topic is given twice");
        }
        if (!options.start.equals("earliest") && !options.start.equals("latest")) {
            throw new IllegalArgumentException(
                    "--kafka-start: expected earliest or latest, not '" + options.start + "'");
        }
        return List.of(new KafkaSource(
                ClientProperties.of(options.servers, options.config),
                List.copyOf(options.topics),
                options.start.equals("latest"),
                BETWEEN_LOOKS,
                LONGEST_ANSWER));
    }
}
