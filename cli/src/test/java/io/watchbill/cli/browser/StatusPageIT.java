package io.watchbill.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The exporter's status page as a browser shows it: one column has drifted, and a sender is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPageIT {
    private static final double READABLE = 4.5;
    private static final int PREDICTIONS = 2_000;
    private static final String HOSTILE = "<img src=x onerror=alert(1)><script>document.title='owned'</script>";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Process exporter;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private URI page;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @BeforeAll
    void open() throws Exception {
        exporter = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Path.of("../exporter/target/watchbill-exporter.jar").toString(),
                        "--spec=" + specification(),
                        "--data-dir=" + folder.resolve("data"),
                        "--listen=127.0.0.1:0",
                        "--ingest=127.0.0.1:0",
                        "--maximum-waiting=10",
                        "--score-interval=20ms")
                .redirectErrorStream(true)
                .start();
        BufferedReader log = exporter.inputReader(StandardCharsets.UTF_8);
        page = address(log, "metrics on ").resolve("/");
        post(address(log, "events to POST "));
        browser = Browser.open(page, folder.resolve("browser"), 1200, 900);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (exporter != null) {
            exporter.destroyForcibly().onExit().join();
        }
    }

    private static Path specification() throws IOException {
        NumericReferenceBuilder price = new NumericReferenceBuilder("price", ColumnKind.FEATURE, 2_000);
        NumericReferenceBuilder size = new NumericReferenceBuilder("size", ColumnKind.FEATURE, 2_000);
        for (int i = 0; i < 2_000; i++) {
            price.add(i, 1);
            size.add(i, 1);
        }
        Files.writeString(
                folder.resolve("demand.profile.json"),
                ProfileJson.write(new ReferenceProfile(
                        "demand",
                        null,
                        2_000,
                        null,
                        null,
                        "made for this test",
                        List.of(price.build(0, 0), size.build(0, 0)),
                        null,
                        null)));
        return Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop, description: A small system for tests.}
                models:
                  demand:
                    task: regression
                    references: {default: demand.profile.json}
                    features: {price: {type: numeric}, size: {type: numeric}}
                    drift: {windows: [1h], minimumSamples: 500}
                """);
    }

    private static URI address(BufferedReader log, String before) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(before)) {
                return URI.create(line.substring(line.indexOf(before) + before.length()));
            }
            said.add(line);
        }
        throw new AssertionError("the exporter ended:\n" + String.join("\n", said));
    }

    /** Prices are half of what they were; sizes are as before. Nine labels wait, of ten that may. */
    private void post(URI ingest) throws IOException, InterruptedException {
        Instant start = Instant.now().minusSeconds(2 * 3_600);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PREDICTIONS; i++) {
            lines.add("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"" + HOSTILE + "\",\"time\":\""
                    + start.plusMillis(3_600L * i) + "\",\"prediction\":1,\"features\":{\"price\":" + i * 7 % 1_000
                    + ",\"size\":" + i * 13 % 2_000 + "}}");
        }
        for (int i = 0; i < 9; i++) {
            lines.add("{\"kind\":\"label\",\"model\":\"demand\",\"id\":\"" + i + "\",\"label\":1}");
        }
        for (int i = 0; i < 100; i++) {
            lines.add("{\"kind\":\"prediction\",\"model\":\"nobody\"}");
        }
        HttpClient client = HttpClient.newHttpClient();
        client.send(
                HttpRequest.newBuilder(ingest)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(String.join("\n", lines)))
                        .build(),
                BodyHandlers.discarding());
        String shown = "";
        for (int i = 0; i < 1_000 && !shown.contains("Critical drift"); i++) {
            shown = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body();
        }
        assertThat(shown).contains("Critical drift");
    }

    private List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        browser.ask("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @Test
    void theConsoleIsEmptyAndNothingButThePageIsLoaded() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(page.toString());
    }

    @Test
    void whatIsWrongIsOnTheFirstScreenTheWorstFirst() {
        assertThat(texts(".findings .badge")).containsExactly("critical", "warning", "warning");
        assertThat(texts(".findings .what"))
                .satisfiesExactly(
                        what -> assertThat(what)
                                .isEqualTo("Critical drift in demand, version " + HOSTILE + ": price (1h)."),
                        what -> assertThat(what).contains("wait for their prediction of demand are at 90%"),
                        what -> assertThat(what).contains("100 of 2,109 events from http were refused"));
        assertThat(browser.ask("document.querySelector('.banner').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(900);
        assertThat(browser.ask("document.title").asText()).isEqualTo("3 things are wrong · Watchbill exporter");
    }

    @Test
    void aVersionThatLooksLikeMarkupIsText() {
        assertThat(texts("h3")).containsExactly("Version " + HOSTILE);
        assertThat(browser.ask("document.querySelectorAll('img, script').length")
                        .asInt())
                .isZero();
    }

    @Test
    void theWindowThatDriftedIsOpenWithItsWorstColumnFirst() {
        assertThat(texts("details[open] tbody th").stream()
                        .map(text -> text.replace("feature", ""))
                        .collect(Collectors.toList()))
                .containsExactly("price", "size");
        assertThat(texts("details[open] tbody .badge")).containsExactly("critical", "no drift");
        assertThat(browser.ask("document.querySelector('details[open] table').getBoundingClientRect().height > 60")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theModelsTableLeadsToTheModel() {
        browser.ask("document.querySelector('#models a').click()");

        assertThat(browser.ask("document.querySelector(':target h2').textContent")
                        .asText())
                .isEqualTo("demand");
    }

    @Test
    void aBoundThatIsNearlyFullStandsFirstAndIsMarked() {
        assertThat(texts("#bounds tbody tr:first-child th")).containsExactly("waiting_eventsdemand");
        assertThat(texts("#bounds .near")).first().asString().startsWith("9 (90%, nearly full)");
        assertThat(browser.ask("""
                        (() => { const bar = document.querySelector('#bounds .bar.near');
                          return bar.querySelector('.used').getBoundingClientRect().width
                            / bar.querySelector('.all').getBoundingClientRect().width; })()""").asDouble()).isBetween(0.89, 0.91);
    }

    @Test
    void theStoreIsThereWithItsSizeAndLastSnapshot() {
        assertThat(texts("#store dd"))
                .hasSize(6)
                .startsWith("succeed", "succeed")
                .anyMatch(text -> text.endsWith(" ago"));
    }

    @Test
    void textCanBeReadInLightAndInDark() {
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            JsonNode least = browser.leastContrast();
            assertThat(least.get("ratio").asDouble()).as(scheme + ": " + least).isGreaterThanOrEqualTo(READABLE);
        }
        assertThat(browser.ask("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .as("the policy lets the page's own style through")
                .isEqualTo("rgb(13, 17, 23)");
        browser.colours("light");
    }

    @Test
    void onAPhoneThePageIsNoWiderThanTheScreenAndNoTableHidesItsEnd() {
        browser.size(390, 800);

        assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
        assertThat(browser.ask("""
                        [...document.querySelectorAll('.scroll')].filter(e => e.offsetParent !== null
                          && e.scrollWidth > e.clientWidth + 1).map(e => e.closest('section').id)""")).isEmpty();
        browser.size(1200, 900);
    }
}
