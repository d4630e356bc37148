package io.watchbill.kafka;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that the exporter has with this module. */
final class KafkaOptions {
    @Option(
            names = "--kafka-topic",
            paramLabel = "TOPIC",
            description = "Takes in the lines of a topic, from all of its partitions; may be given several times.")
    List<String> topics = List.of();

    @Option(names = "--kafka-servers", paramLabel = "HOST:PORT,…", description = "Brokers to ask first.")
    @Nullable
    String servers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's client, such as those of its security.")
    @Nullable
    Path config;

    @Option(
            names = "--kafka-start",
            paramLabel = "earliest|latest",
            defaultValue = "earliest",
            description = "Where a topic is begun that was never read (default: ${DEFAULT-VALUE}).")
    String start = "";
}
