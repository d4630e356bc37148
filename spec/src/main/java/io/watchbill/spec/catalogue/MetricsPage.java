package io.watchbill.spec.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code docs/metrics.md}, made from the families and the catalogue, so that it cannot be stale. */
public final class MetricsPage {

    private MetricsPage() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder();
        page.append(INTRODUCTION);
        names(page);
        PresetsOfPage.write(page);
        families(page);
        page.append(TRUTH);
        return page.toString();
    }

    private static void names(StringBuilder page) {
        page.append("""

                ## Names for conditions

                Key metrics, alerts and objectives name these: `error_rate > 2% for 5m`,
                `feature_drift.psi{column="distance"} > 0.25 over 24h`.
                `over` is a *range* for rates (five minutes where it is left out); elsewhere it is one of the windows of
                the model's drift, of its performance, or of the business metrics. What is measured
                by sources needs one whose [preset](#presets) measures it.

                """);
        MetricCatalogue catalogue = MetricCatalogue.standard();
        for (Layer layer : Layer.values()) {
            List<CatalogueMetric> metrics = catalogue.all().stream()
                    .filter(metric -> metric.layer() == layer)
                    .toList();
            if (metrics.isEmpty()) {
                continue;
            }
            page.append("### ").append(title(layer)).append("\n\n");
            page.append("| name | unit | worse | over | source | meaning |\n|---|---|---|---|---|---|\n");
            for (CatalogueMetric metric : metrics) {
                row(
                        page,
                        code(metric.name()),
                        metric.unit().text(),
                        metric.worse().text(),
                        over(metric.window()),
                        sources(metric),
                        metric.help());
            }
            page.append('\n');
        }
        page.append("A model's quality scores are named `quality.NAME`. A team's own metrics (`metrics` in the")
                .append(" specification) join the list.\n");
    }

    private static void families(StringBuilder page) {
        page.append("""

                ## Families on the page of the exporter

                `ml_` families speak of models, `watchbill_` families of the exporter itself; beside them stand `jvm_` and
                `process_` families. A score that cannot be computed is absent, never 0 and never NaN.
                """);
        for (Layer layer : Layer.values()) {
            List<MetricFamily> families = MetricFamilies.all().stream()
                    .filter(family -> family.layer() == layer)
                    .toList();
            if (families.isEmpty()) {
                continue;
            }
            page.append("\n### ").append(title(layer)).append("\n\n");
            page.append("| family | type | labels | meaning |\n|---|---|---|---|\n");
            for (MetricFamily family : families) {
                row(
                        page,
                        code(family.name()),
                        family.type().name().toLowerCase(Locale.ROOT),
                        family.labels().stream().map(MetricsPage::code).collect(Collectors.joining(", ")),
                        family.help());
            }
        }
    }

    private static String title(Layer layer) {
        return layer.text().substring(0, 1).toUpperCase(Locale.ROOT)
                + layer.text().substring(1);
    }

    private static String over(WindowRule rule) {
        return switch (rule) {
            case NONE -> "–";
            case RATE -> "range";
            case DRIFT -> "drift window";
            case PERFORMANCE -> "performance window";
            case BUSINESS -> "business window";
        };
    }

    private static String sources(CatalogueMetric metric) {
        return metric.ownMeasure().isPresent() ? "exporter" : "[presets](#presets)";
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    static void row(StringBuilder page, String... cells) {
        List<String> escaped = new ArrayList<>();
        for (String cell : cells) {
            escaped.add(cell.replace("|", "\\|"));
        }
        page.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }

    private static final String INTRODUCTION = """
            # Metrics

            What a specification may name in conditions, how it is measured, and what the exporter exposes. This page is
            generated from the code that registers the metrics; `./test -Dwatchbill.update=true` refreshes it.
            `watchbill metrics` prints the names on a terminal.
            """;

    private static final String TRUTH = """

            ## Labels that come late

            A label finds its prediction by `id`, whichever comes first, and counts in the window of the *prediction's* time.
            `predictionTime` in a label picks one of several predictions with its id, and lets a label that is too late be an
            orphan at once instead of waiting.

            | `ml_labels_total{result}` | what happened | windows and segments | counters |
            |---|---|---|---|
            | `joined` | the prediction's first label | counted | counted |
            | `duplicate` | the same label again, or one older than that which counts | unchanged | unchanged |
            | `relabelled` | another label with a newer `time` (at the same time: the later arrival) | corrected, as long as they hold the prediction | keep the first label: a counter cannot go down |
            | `orphan` | no prediction came within `maximumLabelDelay` | unchanged | unchanged |

            So rates over `ml_labelled_predictions_total` and the sums of errors are those of first labels, and
            `ml_labels_total{result="relabelled"}` over `result="joined"` says how far they can be off; the exporter's own
            windows, and the holdout, are right. `ml_label_delay_seconds` is that of first labels. A prediction without a label in
            time is counted in `ml_predictions_unlabelled_total`.

            `ml_class_performance` and the `ml_segment_` families stand apart so that no sum over the others counts twice. A segment's
            drift is against all of the training data. The error of a regression, for `ml_change_detected_total`, is to be off by
            more than the profile's mean absolute error. A version's holdout is the traffic of that arm: with the same version where that
            serves others too, else that which came while the version was served. `ml_holdout_difference` of `mae` is in the unit of
            the target, and so is the specification's `difference`.

            ## Bounds

            `watchbill_limit_used` and `watchbill_limit_max` show, for each bound, the model that is nearest to it, and
            `watchbill_limit_dropped_total` what it has cost, over all models.

            | `limit` | bound | at the bound |
            |---|---|---|
            | `join_entries` | `--maximum-joins`: predictions in memory that a label may come for, labelled ones too. Those that are being written to the disk, or are there, do not count: they are bounded by `maximumLabelDelay` alone | with `--data-dir` senders get 503 until the others are on the disk; without, the oldest is forgotten, and unlabelled |
            | `waiting_events` | `--maximum-waiting`: labels and business events that wait for their prediction | the oldest is an orphan |
            | `segments` | `maximumValues` of the segment that is nearest to it | a new value is `other` |
            | `versions`, `classes`, `arms` | `--maximum-versions`, `--maximum-classes`, `--maximum-arms` of a model | a new one is `other` |
            | `business_events`, `units`, `ratings`, `consumers`, `downstream_outcomes` | `--maximum-label-values` of a model, each | a new one is `other` |
            | `combinations` | `--maximum-combinations` of a model, over its versions: business events by unit and arm, downstream outcomes by consumer, pairs of predicted and actual class by arm | a new one is `other` in each of its names; sums stay right |
            | `open_runs` | `--maximum-open-runs` of a batch model | the one that opened first is abandoned |
            | `closed_runs` | `--maximum-closed-runs` of a batch model: names of runs that are over and in no window | the one that was over first is forgotten, which is no loss: what names it later opens a new run |
            | `models`, `columns` | `--maximum-models`, `--maximum-columns`: what the specifications ask for | with more nothing starts, and nothing is reloaded |
            | `categories` | `--maximum-categories`: those of the column of a reference profile that has most | likewise |
            | `connections` | `--maximum-connections` to the listener for events | a new one is closed at once |
            | `bytes_in_flight` | `--maximum-in-flight` | senders get 429 |
            | `cloudevents_queue_bytes` | `--maximum-cloudevents-queue`: CloudEvents that are answered and not yet read | more are `dropped`, and answered 429 |
            | `cloudevents_waiting_bytes` | `--maximum-cloudevents-waiting`: logged requests and responses that wait for one another | the oldest is `dropped` |
            | `idempotency_keys` | `--maximum-keys` | the oldest is forgotten |
            | `streams` | `--maximum-streams`: files and partitions whose position is remembered | the one that was read longest ago is forgotten, and read again if it comes back |
            """;
}
