package io.watchbill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

    @TempDir
    Path directory;

    @Test
    void prometheusAnswersQueriesOnceItIsStarted() throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "{}\n");

        try (PrometheusServer prometheus = PrometheusServer.start(directory, configuration)) {
            assertThat(prometheus.query("vector(7)")).contains("\"7\"");
        }
    }

    @Test
    void aServerThatCannotStartFailsWithItsOwnWords() throws IOException {
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "nonsense: true\n");

        assertThatThrownBy(() -> PrometheusServer.start(directory, configuration))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("instead of being ready")
                .hasMessageContaining("field nonsense not found");
    }

    @Test
    void alertmanagerDeliversAnAlertToTheSink() throws IOException {
        try (WebhookSink sink = WebhookSink.start()) {
            Path configuration =
                    Files.writeString(directory.resolve("alertmanager.yml"), """
                    route: {receiver: page, group_wait: 0s}
                    receivers: [{name: page, webhook_configs: [{url: '%s'}]}]
                    """.formatted(sink.address("/page")));
            try (AlertmanagerServer alertmanager = AlertmanagerServer.start(directory, configuration)) {
                alertmanager.send("[{\"labels\":{\"alertname\":\"Down\"}}]");

                assertThat(sink.take(Duration.ofSeconds(20))).hasValueSatisfying(delivery -> {
                    assertThat(delivery.path()).isEqualTo("/page");
                    assertThat(delivery.body()).contains("\"alertname\":\"Down\"");
                });
                assertThat(alertmanager.alerts()).contains("\"alertname\":\"Down\"");
            }
        }
    }
}
