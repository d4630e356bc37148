package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quality scores of answers: 500 of groundedness at random, some of sentiment, and what does not belong. */
class QualityPageTest {
    private static final double[] SENTIMENTS = {-1, -0.95, -0.9, 0, 0.05, 1};

    private static RunningExporter exporter;
    private static MetricsText page;
    private static String answer;
    private static final double[] SCORES = new Random(7)
            .doubles(500)
            .map(score -> Math.round(score * 1_000) / 1_000.0)
            .toArray();

    @BeforeAll
    static void feed(@TempDir Path folder) throws IOException {
        Path specification = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: answers, title: Answers, owner: team-answers, description: A small system for tests.}
                models:
                  rag:
                    task: generation
                    features: {length: {type: numeric}}
                    quality:
                      groundedness: {range: 0..1, worse: lower}
                      sentiment: {range: -1..1, worse: lower}
                """);
        exporter = RunningExporter.watching(specification, InstantSource.system());
        List<String> lines = new ArrayList<>();
        lines.add(
                "{\"kind\":\"prediction\",\"model\":\"rag\",\"version\":\"v2\",\"id\":\"q1\",\"prediction\":\"an answer\","
                        + "\"features\":{\"length\":9,\"tone\":\"kind\",\"words\":[1,2]}}");
        for (double score : SCORES) {
            lines.add(score("groundedness", score));
        }
        for (double score : SENTIMENTS) {
            lines.add(score("sentiment", score));
        }
        lines.add(score("groundedness", 1.5));
        lines.add(score("groundedness", -0.1));
        lines.add(score("relevance", 0.5));
        lines.add("{\"kind\":\"score\",\"model\":\"rag\",\"name\":\"groundedness\",\"value\":NaN}");
        lines.add("{\"kind\":\"score\",\"model\":\"rag\",\"name\":\"groundedness\",\"value\":\"high\"}");
        lines.add("{\"kind\":\"score\",\"model\":\"rag\",\"name\":\"groundedness\",\"value\":null}");
        answer = exporter.post(String.join("\n", lines)).body();
        page = exporter.page();
    }

    /** With the id of a prediction of v2. */
    private static String score(String name, double value) {
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"score\",\"model\":\"rag\",\"id\":\"q1\",\"name\":\"%s\",\"value\":%s}",
                name,
                value);
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    private static double bucket(String name, String bound) {
        return page.value("ml_quality_score_bucket", "version", "v2", "name", name, "le", bound);
    }

    @Test
    void aScoreIsCountedForTheVersionOfItsPrediction() {
        double sum = 0;
        double low = 0;
        for (double score : SCORES) {
            sum += score;
            low += score <= 0.15 ? 1 : 0;
        }
        assertThat(page.value("ml_quality_score_count", "version", "v2", "name", "groundedness"))
                .isEqualTo(500);
        assertThat(page.value("ml_quality_score_sum", "version", "v2", "name", "groundedness"))
                .isCloseTo(sum, within(1e-9));
        assertThat(bucket("groundedness", "0.15")).isEqualTo(low);
    }

    @Test
    void theBucketsDivideTheDeclaredRange() {
        assertThat(bucket("sentiment", "-0.9")).isEqualTo(3);
        assertThat(bucket("sentiment", "0.0")).isEqualTo(4);
        assertThat(bucket("sentiment", "0.1")).isEqualTo(5);
        assertThat(bucket("sentiment", "1.0")).isEqualTo(6);
        assertThat(page.value("ml_quality_score_sum", "version", "v2", "name", "sentiment"))
                .isCloseTo(-1.8, within(1e-12));
    }

    @Test
    void aScoreOutsideTheRangeIsInvalidAndNotClamped() {
        assertThat(page.value("ml_quality_score_invalid_total", "version", "v2", "name", "groundedness"))
                .isEqualTo(2);
        assertThat(page.value("ml_quality_score_invalid_total", "version", "v2", "name", "sentiment"))
                .isZero();
        assertThat(bucket("groundedness", "+Inf")).isEqualTo(500);
    }

    @Test
    void aScoreThatIsNoNumberIsRejectedWithItsReason() {
        assertThat(answer)
                .contains("value: expected the score as a number")
                .contains("value: missing; a score needs it")
                .contains("\"accepted\":510");
    }

    @Test
    void whatTheSpecificationDoesNotDeclareIsCountedAndIgnored() {
        assertThat(page.value("watchbill_ignored_values_total", "model", "rag", "reason", "undeclared_score"))
                .isEqualTo(1);
        assertThat(page.value("watchbill_ignored_values_total", "model", "rag", "reason", "unknown_feature"))
                .isEqualTo(2);
        assertThat(page.text()).doesNotContain("relevance").doesNotContain("tone");
    }
}
