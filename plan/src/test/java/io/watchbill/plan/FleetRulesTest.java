package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is recorded where several replicas of the exporter share the events. */
class FleetRulesTest {

    private static final String MODELS = """
            models:
              spam:
                task: binary-classification
                positiveClass: "yes"
                references: {default: spam.profile.json}
                features: {length: {type: numeric}, language: {type: categorical}}
                drift: {windows: [1h, 24h, 7d], numeric: [ks, psi, jensen-shannon]}
                performance: {windows: [24h], holdout: {arm: control, share: 0.05}}
              price:
                task: regression
                references: {default: price.profile.json}
                features: {size: {type: numeric}}
                drift: {windows: [30m]}
                performance: {windows: [30m, 7d]}
              topic:
                task: multiclass-classification
                features: {words: {type: numeric}}
                performance: {windows: [24h]}
              answers:
                task: generation
                features: {words: {type: numeric}}
                performance: {windows: [24h]}
              nightly:
                task: regression
                references: {default: nightly.profile.json}
                features: {size: {type: numeric}}
                serving: {batch: {schedule: "every day 02:00"}}
                drift: {windows: [1run]}
                performance: {windows: [24h]}
            """;

    private static Plan plan(String monitoring) {
        return Planner.plan(Specifications.shop(MODELS + monitoring), Target.DEFAULT);
    }

    private static final Plan SEVERAL = plan("monitoring: {replicas: several}\n");

    @Test
    void theRulesAreTheReviewedOnes() {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (RecordedSeries series : SEVERAL.recordings()) {
            if (!series.group().equals(group)) {
                group = series.group();
                text.append("group ").append(group).append("\n\n");
            }
            text.append(series.name()).append(' ').append(series.labels()).append("\n  ");
            text.append(series.expression().text()).append("\n\n");
        }
        Golden.of("src/test/goldens/fleet.rules.txt").holds(text.toString());
    }

    @Test
    void promtoolAcceptsThem() {
        assertThat(Promtool.check(SEVERAL))
                .contains("SUCCESS: "
                        + (SEVERAL.alerts().size() + SEVERAL.recordings().size())
                        + " rules found");
    }

    @Test
    void oneReplicaHasScoresOfItsOwn() {
        assertThat(plan("").recordings()).isEmpty();
    }

    @Test
    void driftNeedsAReferenceAndWindowsOfTimeAndOfGeneratedTextOnlyConfidenceIsRecorded() {
        assertThat(SEVERAL.recordings())
                .extracting(RecordedSeries::group)
                .containsOnly(
                        "shop-drift-spam",
                        "shop-performance-spam",
                        "shop-drift-price",
                        "shop-performance-price",
                        "shop-performance-topic",
                        "shop-performance-answers",
                        "shop-performance-nightly");
    }

    @Test
    void noRangeOverCountersIsLongerThanAnHour() {
        List<String> expressions = SEVERAL.recordings().stream()
                .map(series -> series.expression().text())
                .toList();

        assertThat(expressions)
                .filteredOn(text -> text.contains("_total{"))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\[(?!1h\\]|30m\\]|5m\\])"));
    }

    @Test
    void thePageOfTheStatisticsNamesExactlyWhatIsRecorded() throws IOException {
        Pattern name = Pattern.compile("`(fleet:[a-z0-9_:]+)`");
        Set<String> described = name.matcher(Files.readString(Path.of("../docs/statistics.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        Set<String> recorded =
                SEVERAL.recordings().stream().map(RecordedSeries::name).collect(Collectors.toSet());

        assertThat(described).isEqualTo(recorded);
    }

    @Test
    void alertsReadWhatIsRecordedAndOfRunsTheExportersOwn() {
        Plan plan = plan("""
                monitoring:
                  replicas: several
                  keyMetrics:
                    - {metric: 'feature_drift.psi{model="spam"}', over: 24h, warning: "> 0.2"}
                    - {metric: 'prediction_drift.psi{model="nightly"}', over: 1run, warning: "> 0.2"}
                    - {metric: 'accuracy{model="spam"}', over: 24h, warning: "< 70%"}
                    - {metric: 'log_loss{model="spam"}', over: 24h, warning: "> 1"}
                """);
        assertThat(expression(plan, "ShopFeatureDriftPsiHighWarning"))
                .contains("fleet:ml_drift_psi:union{", "fleet:ml_drift_verdict:union{")
                .doesNotContain("ml_drift_psi{");
        assertThat(expression(plan, "ShopPredictionDriftPsiHighWarning"))
                .contains("ml_drift_psi{", "ml_drift_verdict{")
                .doesNotContain("fleet:");
        assertThat(expression(plan, "ShopAccuracyLowWarning")).contains("fleet:ml_performance_accuracy:union{");
        assertThat(expression(plan, "ShopLogLossHighWarning")).doesNotContain("fleet:");
        assertThat(expression(plan, "ShopFeatureDrift"))
                .contains("fleet:ml_drift_verdict:union{", " or ")
                .contains("ml_drift_verdict{kind=\"feature\",model=~\"spam|price|nightly\",window=~\"[0-9]+run\"}");
        assertThat(expression(plan, "ShopNoVerdict"))
                .contains("reason!~\"window_filling|insufficient_data\"", "unless on (");
    }

    private static String expression(Plan plan, String alert) {
        return plan.alert(alert).orElseThrow().expression().text();
    }
}
