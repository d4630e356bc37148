package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four hundred offers of a champion and a hundred of the holdout, an hour ago, and what became of them; windows of an
 * hour, which end half an hour ago because conversions are waited for that long.
 */
class BusinessPageTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant OFFERED = NOW.minus(Duration.ofMinutes(60));

    private static RunningExporter exporter;
    private static MetricsText page;

    @BeforeAll
    static void feed(@TempDir Path folder) throws IOException {
        Path specification = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: offers, title: Offers, owner: team-offers, description: A small system for tests.}
                models:
                  offer:
                    task: binary-classification
                    positiveClass: "yes"
                    features: {price: {type: numeric}}
                    clock: replay
                    performance: {holdout: {arm: holdout, share: 0.2}}
                business:
                  windows: [1h]
                  conversion: {event: bought, within: 30m, per: prediction}
                  value: {event: bought, unit: usd}
                  feedback: {positive: [good, fine], negative: [bad]}
                  downstream: {failed: [rejected]}
                """);
        exporter = RunningExporter.watching(specification, InstantSource.fixed(NOW));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add(line(
                    "prediction",
                    OFFERED,
                    ",\"version\":\"v1\",\"id\":\"o" + i + "\",\"prediction\":\"yes\",\"arm\":\""
                            + (i < 400 ? "champion" : "holdout") + "\""));
        }
        // Eighty of the champion in time, one of them twice; ten of the holdout; one of the champion too late.
        for (int i = 0; i < 80; i++) {
            lines.add(bought("o" + i, 20, 10));
        }
        lines.add(bought("o0", 25, 5));
        for (int i = 400; i < 410; i++) {
            lines.add(bought("o" + i, 30, 100));
        }
        lines.add(bought("o100", 31, 7));
        lines.add(line("business", OFFERED, ",\"version\":\"v1\",\"event\":\"returned\",\"unit\":\"usd\",\"value\":3"));
        // Three good and two bad within the hour, one too long ago, one about the holdout, one that is neither.
        lines.add(feedback("o1", NOW.minusSeconds(60), "good"));
        lines.add(feedback("o2", NOW.minusSeconds(60), "fine"));
        lines.add(feedback("o3", NOW.minusSeconds(1_800), "good"));
        lines.add(feedback("o4", NOW.minusSeconds(60), "bad"));
        lines.add(feedback("o5", NOW.minusSeconds(60), "bad"));
        lines.add(feedback("o6", NOW.minus(Duration.ofHours(3)), "bad"));
        lines.add(feedback("o401", NOW.minusSeconds(60), "bad"));
        lines.add(feedback("o7", NOW.minusSeconds(60), "green"));
        for (int i = 0; i < 5; i++) {
            lines.add(line(
                    "downstream",
                    NOW,
                    ",\"id\":\"o" + i + "\",\"consumer\":\"mail\",\"outcome\":\"" + (i == 0 ? "rejected" : "sent")
                            + "\""));
        }
        assertThat(exporter.post(String.join("\n", lines)).body())
                .isEqualTo("{\"accepted\":" + lines.size() + ",\"rejected\":[]}");
        page = exporter.page();
    }

    private static String line(String kind, Instant time, String more) {
        return "{\"kind\":\"" + kind + "\",\"model\":\"offer\",\"time\":\"" + time + "\"" + more + "}";
    }

    private static String bought(String id, int minutes, int value) {
        return line(
                "business",
                OFFERED.plus(Duration.ofMinutes(minutes)),
                ",\"id\":\"" + id + "\",\"event\":\"bought\",\"unit\":\"usd\",\"value\":" + value);
    }

    private static String feedback(String id, Instant time, String rating) {
        return line("feedback", time, ",\"id\":\"" + id + "\",\"rating\":\"" + rating + "\"");
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    @Test
    void aConversionCountsOnceAndInItsTime() {
        assertThat(page.value("ml_conversion_ratio", "version", "v1", "window", "1h", "arm", "champion"))
                .isEqualTo(80 / 400.0);
        assertThat(page.value("ml_conversion_ratio", "version", "v1", "window", "1h", "arm", "holdout"))
                .isEqualTo(10 / 100.0);
    }

    @Test
    void theChampionIsComparedWithTheHoldout() {
        assertThat(page.value("ml_holdout_difference", "version", "v1", "metric", "conversion"))
                .isCloseTo(0.2 - 0.1, within(1e-12));
        assertThat(page.value("ml_holdout_sample_ratio_p_value", "version", "v1", "metric", "conversion"))
                .isEqualTo(1);
    }

    @Test
    void everyValueIsDividedByThePredictionsOfItsArm() {
        double champion = 80 * 10 + 5 + 7;
        assertThat(page.value("ml_value_per_prediction", "window", "1h", "arm", "champion", "unit", "usd"))
                .isEqualTo(champion / 400);
        assertThat(page.value("ml_value_per_prediction", "window", "1h", "arm", "holdout", "unit", "usd"))
                .isEqualTo(10);
        assertThat(page.value("ml_business_events_total", "event", "bought", "arm", "champion", "unit", "usd"))
                .isEqualTo(82);
        assertThat(page.value("ml_business_value_total", "event", "bought", "arm", "champion", "unit", "usd"))
                .isEqualTo(champion);
        assertThat(page.value("ml_business_value_total", "event", "returned", "unit", "usd"))
                .isEqualTo(3);
    }

    @Test
    void theFeedbackScoreIsTheShareOfGoodRatingsInTheWindow() {
        assertThat(page.value("ml_feedback_score", "version", "v1", "window", "1h"))
                .isEqualTo(3 / 5.0);
        assertThat(page.value("ml_feedback_total", "version", "v1", "rating", "bad"))
                .isEqualTo(4);
        assertThat(page.value("ml_feedback_total", "version", "v1", "rating", "green"))
                .isEqualTo(1);
    }

    @Test
    void effectsAreCountedByConsumerForTheVersionOfThePrediction() {
        assertThat(page.value(
                        "ml_downstream_effects_total", "version", "v1", "consumer", "mail", "outcome", "rejected"))
                .isEqualTo(1);
        assertThat(page.value("ml_downstream_effects_total", "version", "v1", "consumer", "mail", "outcome", "sent"))
                .isEqualTo(4);
    }
}
