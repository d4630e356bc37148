package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page of an exporter that has seen two hours of events: distances that drift, origins that do not. */
class StatusAnswerTest {
    private static final int PREDICTIONS = 4_000;
    private static final String HOSTILE = "<script>alert('v')</script>";

    private static RunningExporter exporter;
    private static HttpResponse<String> answer;
    private static String page;
    private static MetricsText metrics;

    @BeforeAll
    static void feed(@TempDir Path folder) {
        exporter = RunningExporter.start(folder);
        Random random = new Random(1);
        Instant start = Instant.now().minusSeconds(7_200);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            lines.add("{\"kind\":\"prediction\",\"model\":\"flight\",\"version\":\"v1\",\"id\":\"f" + i
                    + "\",\"time\":\"" + start.plusMillis(1_800L * i) + "\",\"features\":{\"distance\":"
                    + random.nextInt(500) + ",\"origin\":\"" + (random.nextInt(4) == 0 ? "B" : "A")
                    + "\"},\"prediction\":\"on_time\",\"confidence\":" + (0.5 + random.nextDouble() / 2) + "}");
        }
        lines.add(
                "{\"kind\":\"prediction\",\"model\":\"spam\",\"version\":\"" + HOSTILE + "\",\"prediction\":\"spam\"}");
        lines.add("{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"early\",\"label\":\"late\"}");
        for (int i = 0; i < 60; i++) {
            lines.add("{\"kind\":\"prediction\",\"model\":\"nobody\"}");
        }
        exporter.post(String.join("\n", lines));
        metrics = exporter.page();
        answer = exporter.get("/");
        page = answer.body();
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    @Test
    void whatIsWrongIsOnTopWithWhatToDo() {
        String top = page.substring(0, page.indexOf("<main>"));

        assertThat(top)
                .contains("Critical drift in flight, version v1: distance (1h)")
                .contains("60 of 4,062 events from http were refused so far: 60 unknown model.")
                .contains("Look into the answers that senders get");
        assertThat(page).contains("things are wrong · Watchbill exporter</title>");
    }

    @Test
    void aWindowShowsItsWorstColumnsFirstWithTheFiguresOfTheMetricsPage() {
        String window = page.substring(page.indexOf("Drift over 1h", page.indexOf(">Version v1<")));
        window = window.substring(0, window.indexOf("</details>"));
        double psi = metrics.value("ml_drift_psi", "column", "distance", "version", "v1");
        double samples = metrics.value("ml_drift_window_samples", "column", "distance", "version", "v1");

        assertThat(window.indexOf(">distance<")).isPositive().isLessThan(window.indexOf(">origin<"));
        assertThat(window)
                .contains("critical")
                .contains(">" + String.format(Locale.ROOT, psi < 1 ? "%.4f" : "%.3f", psi) + "<")
                .contains(">" + String.format(Locale.ROOT, "%,.0f", samples) + "<");
    }

    @Test
    void everyModelSourceAndWaitingEventIsThere() {
        assertThat(page)
                .contains(">flight</a>", ">demand</a>", ">spam</a>", ">topic</a>")
                .contains("No event of this model has come yet.")
                .contains(">4,002</td>")
                .contains("Predictions in memory for their labels</dt><dd>4,000</dd>")
                .contains("Labels and events that wait for predictions</dt><dd>1</dd>");
    }

    @Test
    void whatSendersChooseIsText() {
        assertThat(page).doesNotContain("<script").contains("Version &lt;script&gt;alert(&#39;v&#39;)&lt;/script&gt;");
    }

    @Test
    void thePolicyAllowsThePagesOwnStyleAndNothingElse() throws Exception {
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'sha256-" + hash
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page).doesNotContain(" style=").doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void headGivesTheHeadersOnly() {
        HttpResponse<String> head = exporter.send(
                HttpRequest.newBuilder(exporter.metrics("/")).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
