package io.watchbill.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The properties of Kafka's client: what this source needs, and what the user's file says. */
final class ClientProperties {
    /** Positions are stored with the events, and nowhere else. */
    private static final List<String> OURS = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private ClientProperties() {}

    /**
     * Reads the file.
     *
     * @param servers brokers to ask first; null where the file names them
     * @param file null for none
     */
    static Map<String, Object> of(@Nullable String servers, @Nullable Path file) {
        Map<String, Object> properties = defaults();
        if (file != null) {
            read(file).forEach((name, value) -> properties.put(name.toString(), value.toString()));
        }
        for (String name : OURS) {
            if (properties.containsKey(name)) {
                throw new IllegalArgumentException("--kafka-config: " + file + " sets " + name
                        + ", which is the exporter's own: it stores how far it has read with the events; take it out");
            }
        }
        if (servers != null) {
            properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        if (!properties.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "--kafka-servers: missing; name brokers, such as broker-1:9092,broker-2:9092");
        }
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /** What the file may say otherwise. */
    private static Map<String, Object> defaults() {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "watchbill-exporter");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 << 20));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        return properties;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("--kafka-config: there is no file " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            // The message may quote a line, and a line may be a password.
            throw new IllegalArgumentException(
                    "--kafka-config: cannot read " + file + " as UTF-8 properties (name=value, one a line)", e);
        }
    }
}
