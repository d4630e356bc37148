package io.watchbill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final String LABELS =
            "{\"alertname\":\"SystemFeatureDrift\",\"priority\":\"P2\",\"column\":\"distance\"}";
    private static final String ROUTED = "[{\"labels\":" + LABELS + ",\"receivers\":[{\"name\":\"system/page\"}]}]";

    private final Webhooks webhooks = new Webhooks();
    private HttpServer alertmanager;
    private String alerts = "[]";

    @BeforeEach
    void startAlertmanager() throws IOException {
        alertmanager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        alertmanager.createContext("/api/v2/alerts", exchange -> {
            byte[] body = alerts.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        alertmanager.start();
    }

    @AfterEach
    void stop() {
        alertmanager.stop(0);
        webhooks.close();
    }

    @Test
    void anAlertHasReachedTheReceiverWhenWebhookAndAlertmanagerBothSaySo() throws Exception {
        deliver("firing", "system/page", LABELS);
        alerts = ROUTED;

        assertThat(verdict().reached("distance"))
                .hasValueSatisfying(notification ->
                        assertThat(notification.annotations().get("summary")).isEqualTo("It drifted."));
    }

    @Test
    void aWebhookThatAlertmanagerKnowsNothingOfIsNotBelieved() throws Exception {
        deliver("firing", "system/page", LABELS);

        assertThat(verdict().reached("distance")).isEmpty();
    }

    @Test
    void whatAlertmanagerHoldsButHasNotSentHasNotReachedAnybody() {
        alerts = ROUTED;

        assertThat(verdict().reached("distance")).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}, {2} of priority {3} on column {4}")
    @CsvSource({
        "resolved, system/page, SystemFeatureDrift, P2, distance",
        "firing,   system/mail, SystemFeatureDrift, P2, distance",
        "firing,   system/page, SystemDown,         P2, distance",
        "firing,   system/page, SystemFeatureDrift, P4, distance",
        "firing,   system/page, SystemFeatureDrift, P2, origin"
    })
    void anotherNotificationIsNotTheOne(String status, String receiver, String name, String priority, String column)
            throws Exception {
        String labels =
                "{\"alertname\":\"" + name + "\",\"priority\":\"" + priority + "\",\"column\":\"" + column + "\"}";
        deliver(status, receiver, labels);
        alerts = "[{\"labels\":" + labels + ",\"receivers\":[{\"name\":\"system/page\"},{\"name\":\"system/mail\"}]}]";

        assertThat(verdict().reached("distance")).isEmpty();
    }

    private Verdict verdict() {
        JsonHttp http = new JsonHttp();
        URI address = URI.create("http://127.0.0.1:" + alertmanager.getAddress().getPort());
        return new Verdict(
                new PrometheusApi(http, address),
                new AlertmanagerApi(http, address),
                webhooks,
                Set.of("SystemFeatureDrift"),
                "system/page");
    }

    /** Posts what Alertmanager posts to a webhook. */
    private void deliver(String status, String receiver, String labels) throws Exception {
        String payload = "{\"receiver\":\"" + receiver + "\",\"status\":\"" + status + "\",\"alerts\":[{\"status\":\""
                + status + "\",\"labels\":" + labels + ",\"annotations\":{\"summary\":\"It drifted.\"}}]}";
        int code = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(webhooks.address("page"))
                                .POST(BodyPublishers.ofString(payload))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(code).isEqualTo(200);
    }
}
