package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs of a batch model on the page. Prices are 0 to 9, in the reference a hundred of each. */
class RunPageTest {
    /** Two o'clock in New York, when the schedule starts a run. */
    private static final Instant DAY = Instant.parse("2026-11-20T07:00:00Z");

    private RunningExporter exporter;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path specification = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop, description: A small system for tests.}
                models:
                  demand:
                    task: regression
                    references: {default: demand.profile.json}
                    features: {price: {type: numeric}}
                    clock: replay
                    serving: {batch: {schedule: "every day 02:00", deadline: "05:00", rows: 900..1100}}
                    drift: {windows: [1run, 3run], minimumSamples: 500}
                  online:
                    task: regression
                    features: {price: {type: numeric}}
                onCall: {timezone: America/New_York}
                """);
        NumericReferenceBuilder price = new NumericReferenceBuilder("price", ColumnKind.FEATURE, 1_000);
        for (int value = 0; value < 10; value++) {
            price.add(value, 100);
        }
        Files.writeString(
                folder.resolve("demand.profile.json"),
                ProfileJson.write(new ReferenceProfile(
                        "demand",
                        null,
                        1_000,
                        null,
                        null,
                        "made for this test",
                        List.of(price.build(0, 0)),
                        null,
                        null)));
        exporter = RunningExporter.watching(specification, InstantSource.fixed(DAY.plus(Duration.ofDays(30))));
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    private static Instant day(int day, String after) {
        return DAY.plus(Duration.ofDays(day)).plus(Duration.parse(after));
    }

    /** So many rows of each price. */
    private void rows(int day, String run, String version, int... counts) {
        List<String> lines = new ArrayList<>();
        for (int price = 0; price < counts.length; price++) {
            for (int i = 0; i < counts[price]; i++) {
                lines.add("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"" + version + "\",\"time\":\""
                        + day(day, "PT10M") + "\",\"run\":\"" + run + "\",\"prediction\":1,\"features\":{\"price\":"
                        + price + "}}");
            }
        }
        exporter.post(String.join("\n", lines));
    }

    private String ended(Instant time, String run, String more) {
        return exporter.post("{\"kind\":\"run\",\"model\":\"demand\",\"run\":\"" + run + "\",\"time\":\"" + time + "\""
                        + more + "}")
                .body();
    }

    private void complete(int day, String run) {
        ended(day(day, "PT1H"), run, ",\"status\":\"complete\"");
    }

    private static int[] even(int count) {
        int[] counts = new int[10];
        Arrays.fill(counts, count);
        return counts;
    }

    /** PSI from its definition: half a count added to every one of ten bins. */
    private static double psi(int... counts) {
        double n = Arrays.stream(counts).sum();
        double sum = 0;
        for (int count : counts) {
            double p = (count + 0.5) / (n + 5);
            double q = 100.5 / 1_005;
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }

    private static final int[] CHEAP = {400, 300, 50, 50, 50, 50, 25, 25, 25, 25};

    private double psi(MetricsText page, String window) {
        return page.value("ml_drift_psi", "column", "price", "window", window);
    }

    private double samples(MetricsText page, String window) {
        return page.value("ml_drift_window_samples", "column", "price", "window", window);
    }

    @Test
    void aWindowOfRunsHoldsTheLastCompleteOnes() {
        rows(0, "a", "v1", even(100));
        assertThat(samples(exporter.page(), "1run")).isZero();

        complete(0, "a");
        rows(1, "b", "v1", CHEAP);
        MetricsText first = exporter.page();
        assertThat(samples(first, "1run")).isEqualTo(1_000);
        assertThat(psi(first, "1run")).isCloseTo(0, within(1e-12));
        assertThat(first.value("ml_drift_verdict", "column", "price", "window", "1run"))
                .isZero();

        complete(1, "b");
        MetricsText second = exporter.page();
        assertThat(psi(second, "1run")).isCloseTo(psi(CHEAP), within(1e-12));
        assertThat(second.value("ml_drift_verdict", "column", "price", "window", "1run"))
                .isEqualTo(2);
        assertThat(samples(second, "3run")).isEqualTo(2_000);
        assertThat(second.value(
                        "ml_drift_no_verdict_info", "column", "price", "window", "3run", "reason", "window_filling"))
                .isEqualTo(1);

        for (int day = 2; day < 5; day++) {
            rows(day, "even" + day, "v1", even(100));
            complete(day, "even" + day);
        }
        MetricsText last = exporter.page();
        assertThat(samples(last, "3run")).isEqualTo(3_000);
        assertThat(psi(last, "3run")).isCloseTo(0, within(1e-12));
        assertThat(last.value("ml_drift_verdict", "column", "price", "window", "3run"))
                .isZero();
        assertThat(last.value("ml_window_end_timestamp_seconds", "model", "demand", "window", "3run"))
                .isEqualTo(day(4, "PT1H").getEpochSecond());
    }

    @Test
    void rowsBelongToTheirRunThoughTheyComeAfterItIsComplete() {
        rows(0, "a", "v1", 400, 300, 0, 0, 0, 0, 0, 0, 0, 0);
        complete(0, "a");
        rows(0, "a", "v1", 0, 0, 50, 50, 50, 50, 25, 25, 25, 25);

        assertThat(psi(exporter.page(), "1run")).isCloseTo(psi(CHEAP), within(1e-12));
    }

    @Test
    void runsThatAreOpenAtOnceStayApart() {
        rows(0, "a", "v1", 400, 300, 0, 0, 0, 0, 0, 0, 0, 0);
        rows(0, "b", "v1", even(100));
        rows(0, "a", "v1", 0, 0, 50, 50, 50, 50, 25, 25, 25, 25);
        complete(0, "a");

        assertThat(psi(exporter.page(), "1run")).isCloseTo(psi(CHEAP), within(1e-12));
    }

    @Test
    void theRowsOfAFailedRunAreForgottenAndItsNameIsFree() {
        rows(0, "a", "v1", CHEAP);
        ended(day(0, "PT30M"), "a", ",\"status\":\"failed\"");
        rows(0, "a", "v1", even(100));
        complete(0, "a");

        MetricsText page = exporter.page();
        assertThat(samples(page, "1run")).isEqualTo(1_000);
        assertThat(psi(page, "1run")).isCloseTo(0, within(1e-12));
        assertThat(page.value("ml_runs_total", "model", "demand", "version", "v1", "status", "failed"))
                .isEqualTo(1);
        assertThat(page.value("ml_runs_total", "model", "demand", "version", "v1", "status", "complete"))
                .isEqualTo(1);
    }

    @Test
    void theLastSuccessIsThatOfTheRunThatEndedLast() {
        rows(1, "b", "v1", even(100));
        ended(day(1, "PT1H"), "b", ",\"status\":\"complete\",\"rows\":1998231");
        rows(0, "a", "v1", even(50));
        complete(0, "a");

        MetricsText page = exporter.page();
        assertThat(page.value("ml_run_last_success_timestamp_seconds", "model", "demand"))
                .isEqualTo(day(1, "PT1H").getEpochSecond());
        assertThat(page.value("ml_run_rows", "model", "demand")).isEqualTo(1_998_231);
        assertThat(samples(page, "3run")).isEqualTo(1_500);
    }

    @Test
    void withoutANumberTheRowsThatCameAreCounted() {
        rows(0, "a", "v1", even(90));
        complete(0, "a");

        assertThat(exporter.page().value("ml_run_rows", "model", "demand")).isEqualTo(900);
    }

    @Test
    void onlyTheVersionThatRanLastShowsTheRun() {
        rows(0, "a", "v1", even(100));
        complete(0, "a");
        rows(1, "b", "v2", even(80));
        complete(1, "b");

        MetricsText page = exporter.page();
        assertThat(page.value("ml_run_rows", "model", "demand", "version", "v2"))
                .isEqualTo(800);
        assertThat(page.find("ml_run_rows", "model", "demand", "version", "v1")).isEmpty();
        assertThat(page.value("ml_drift_window_samples", "column", "price", "version", "v1", "window", "1run"))
                .isZero();
    }

    @Test
    void aRepeatedCompleteChangesNothing() {
        rows(0, "a", "v1", even(100));
        complete(0, "a");
        ended(day(2, "PT1H"), "a", ",\"status\":\"complete\",\"rows\":5");

        MetricsText page = exporter.page();
        assertThat(page.value("ml_run_rows", "model", "demand")).isEqualTo(1_000);
        assertThat(page.value("ml_run_last_success_timestamp_seconds", "model", "demand"))
                .isEqualTo(day(0, "PT1H").getEpochSecond());
        assertThat(page.value("watchbill_ignored_values_total", "model", "demand", "reason", "closed_run"))
                .isEqualTo(1);
    }

    @Test
    void theOldestOfTooManyOpenRunsIsAbandonedButMaySucceed() {
        for (int run = 0; run < 9; run++) {
            rows(0, "r" + run, "v1", even(1));
        }
        assertThat(exporter.page().value("ml_runs_total", "model", "demand", "status", "abandoned"))
                .isEqualTo(1);

        assertThat(exporter.page().value("watchbill_limit_used", "limit", "open_runs"))
                .isEqualTo(8);
        assertThat(exporter.page().value("watchbill_limit_max", "limit", "open_runs"))
                .isEqualTo(8);
        assertThat(exporter.page().value("watchbill_limit_dropped_total", "limit", "open_runs"))
                .isEqualTo(1);

        rows(0, "r0", "v1", even(7));
        complete(0, "r0");

        MetricsText page = exporter.page();
        assertThat(page.value("ml_run_last_success_timestamp_seconds", "model", "demand"))
                .isEqualTo(day(0, "PT1H").getEpochSecond());
        assertThat(page.find("ml_run_rows", "model", "demand")).isEmpty();
        assertThat(page.value("watchbill_ignored_values_total", "model", "demand", "reason", "closed_run"))
                .isEqualTo(70);
    }

    @Test
    void aRunIsDueWhenItsDeadlineHasPassedInTheZoneOfTheSchedule() {
        rows(0, "a", "v1", even(1));
        ended(day(1, "PT2H59M"), "a", ",\"status\":\"complete\"");
        // The run of the first day started before anything was known of the model.
        assertThat(exporter.page().find("ml_run_due_timestamp_seconds", "model", "demand"))
                .isEmpty();

        ended(day(1, "PT3H1S"), "b", ",\"status\":\"complete\"");
        assertThat(exporter.page().value("ml_run_due_timestamp_seconds", "model", "demand"))
                .isEqualTo(day(1, "PT0S").getEpochSecond());

        ended(day(2, "PT2H59M"), "c", ",\"status\":\"complete\"");
        assertThat(exporter.page().value("ml_run_due_timestamp_seconds", "model", "demand"))
                .isEqualTo(day(1, "PT0S").getEpochSecond());
    }

    @Test
    void theLastSuccessStaysHoweverLongAgo() {
        rows(0, "a", "v1", even(1));
        complete(0, "a");
        exporter.post("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"v2\",\"time\":\"" + day(6, "PT0S")
                + "\",\"prediction\":1}");
        exporter.post("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"v2\",\"time\":\"" + day(12, "PT0S")
                + "\",\"prediction\":1}");
        exporter.post("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"v2\",\"time\":\"" + day(18, "PT0S")
                + "\",\"prediction\":1}");

        assertThat(exporter.page().value("ml_run_last_success_timestamp_seconds", "model", "demand", "version", "v1"))
                .isEqualTo(day(0, "PT1H").getEpochSecond());
    }

    @Test
    void aStatusThatIsNotKnownCostsItsLine() {
        assertThat(ended(DAY, "a", ",\"status\":\"half\"")).contains("status: expected complete or failed");
    }

    @Test
    void aRunOfAModelThatIsServedOnlineIsIgnored() {
        exporter.post("{\"kind\":\"run\",\"model\":\"online\",\"run\":\"a\",\"status\":\"complete\"}");

        assertThat(exporter.page()
                        .value("watchbill_ignored_values_total", "model", "online", "reason", "unexpected_run"))
                .isEqualTo(1);
    }
}
