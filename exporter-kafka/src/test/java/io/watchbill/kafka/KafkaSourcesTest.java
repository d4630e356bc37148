package io.watchbill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.exporter.SourceProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The options, and what is wrong with them. */
class KafkaSourcesTest {
    @TempDir
    Path folder;

    @Command
    private static final class Exporter {}

    private static KafkaSources parsed(String... arguments) {
        KafkaSources sources = new KafkaSources();
        CommandLine command = new CommandLine(new Exporter());
        command.addMixin("kafka", sources.options());
        command.parseArgs(arguments);
        return sources;
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> parsed(arguments).sources())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theExporterFindsThisSource() {
        assertThat(ServiceLoader.load(SourceProvider.class)).hasAtLeastOneElementOfType(KafkaSources.class);
    }

    @Test
    void withoutATopicNothingIsRead() {
        assertThat(parsed().sources()).isEmpty();
        assertRefused("--kafka-topic: missing; name the topics that are to be read", "--kafka-servers", "a:1");
    }

    @Test
    void topicsAreTheInputs() {
        assertThat(parsed("--kafka-servers", "a:1", "--kafka-topic", "x", "--kafka-topic", "y")
                        .sources()
                        .get(0)
                        .inputs())
                .containsExactly("x", "y");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertRefused(
                "--kafka-servers: missing; name brokers, such as broker-1:9092,broker-2:9092", "--kafka-topic", "x");
        assertRefused(
                "--kafka-start: expected earliest or latest, not 'now'",
                "--kafka-servers",
                "a:1",
                "--kafka-topic",
                "x",
                "--kafka-start",
                "now");
        assertRefused("--kafka-topic: a topic is given twice", "--kafka-topic", "x", "--kafka-topic", "x");
        Path nothing = folder.resolve("nothing");
        assertRefused(
                "--kafka-config: there is no file " + nothing,
                "--kafka-topic",
                "x",
                "--kafka-config",
                nothing.toString());
    }

    @Test
    void theFileMayNameTheBrokersAndWhatIsOurDefault() throws Exception {
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                "bootstrap.servers=b:2\nisolation.level=read_uncommitted\nsasl.mechanism=PLAIN\n");

        assertThat(ClientProperties.of(null, file))
                .containsEntry("bootstrap.servers", "b:2")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("auto.offset.reset", "none");
        assertThat(ClientProperties.of("a:1", file)).containsEntry("bootstrap.servers", "a:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.id", "enable.auto.commit", "auto.offset.reset", "value.deserializer"})
    void whatIsTheExportersOwnCannotBeSet(String name) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), name + "=x\n");

        assertThatThrownBy(() -> ClientProperties.of("a:1", file))
                .hasMessage("--kafka-config: " + file + " sets " + name
                        + ", which is the exporter's own: it stores how far it has read with the events; take it out");
    }

    @Test
    void aBrokenFileIsNamedAndNotQuoted() throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "sasl.jaas.config=s3cret\\u00zz\n");

        assertThatThrownBy(() -> ClientProperties.of("a:1", file))
                .hasMessage("--kafka-config: cannot read " + file + " as UTF-8 properties (name=value, one a line)");
    }

    @Test
    void theHelpShowsTheOptionsUnderAHeadingOfTheirOwn() {
        CommandLine command = new CommandLine(new Exporter());
        command.addMixin("kafka", new KafkaSources().options());

        assertThat(command.getUsageMessage()).contains("\nEvents from Kafka:\n      --kafka-");
    }
}
