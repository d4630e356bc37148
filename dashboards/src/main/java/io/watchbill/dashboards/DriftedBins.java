package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.shareBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.FieldConfig.Color;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Options;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the values of the chosen column went: training against production, at once and over time. Of a column with many
 * bins those are shown that moved most over the whole time range, the same at each of its points, and the others as one.
 */
final class DriftedBins {

    private static final String BIN = LabelNames.BIN;

    /** The label that takes the bin's place: its name, or that of all others. */
    private static final String SHOWN = "shown";

    /** How many bins can be told apart; numeric columns have no more. */
    private static final int MOST = 20;

    /** So many values of a bin say little. */
    private static final int FEW = 10;

    /** Doublings at which a colour is full. */
    private static final BigDecimal REACH = BigDecimal.ONE;

    /** Seen from each point of the time range the same, so that Prometheus reads it once; an hour's outage hides nothing. */
    private static final String RECENTLY = "[1h] @ end()";

    private static final Duration STEP = Duration.ofMinutes(30);

    private static final String WHICH =
            " Of many bins those " + MOST + " are shown that moved most in the time range, the rest as one.";

    private DriftedBins() {}

    static Draft sideBySide() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(SHOWN, "bin");
        names.put("Value #A", "Training");
        names.put("Value #B", "Production");
        return Draft.bars("drift/side-by-side", "$column: training against production", "bin")
                .says(
                        "The shares of the bins in the training data and in production over the dashboard's time range. This is"
                                + " how the column moved; what is new on the right or gone on the left names the cause more often"
                                + " than any score." + WHICH)
                .unit(GrafanaUnit.SHARE)
                .from(0)
                .whenEmpty("no values in this time range")
                .rows(shareOfShown(training()))
                .rows(shareOfShown(production().growthInRange()))
                .transformed(Transformation.joinBy(SHOWN))
                .transformed(Transformation.arrange(List.of("Time", "Time 1", "Time 2"), names))
                .transformed(Transformation.sortBy("bin", false))
                .except(FieldOverride.byName("Training", new Property("color", Color.fixed(Looks.TRAINING))))
                .except(FieldOverride.byName("Production", new Property("color", Color.fixed(Looks.PRODUCTION))));
    }

    static Draft moved() {
        String values = production().growthInStep();
        return Draft.heatmap("drift/moved", "$column: where the mass moved", Options.Heatmap.differences(REACH))
                .says(
                        "How many values each bin got, against as many as the training data lead to expect, over time and in"
                                + " doublings: red at 1 for twice as many, blue at -1 for half. Where few values came, cells stay"
                                + " pale: " + FEW
                                + " are added to both. A change that starts at one moment is a release or a broken"
                                + " pipeline; one that creeps is the world." + WHICH)
                .whenEmpty("no values in this time range")
                .atLeastEvery(STEP)
                .line(
                        "log2((" + sumOfShown(values) + " + " + FEW + ") / (" + shareOfShown(training())
                                + " * on () group_left () (sum(" + values + ") > 0) + " + FEW + "))",
                        "{{" + SHOWN + "}}");
    }

    private static String sumOfShown(String byBin) {
        return sumBy(SHOWN, byBin + " * on (" + BIN + ") group_left (" + SHOWN + ") " + shown());
    }

    private static String shareOfShown(String byBin) {
        return sumOfShown(byBin) + " / on () group_left () (sum(" + byBin + ") > 0)";
    }

    /** For each bin 1, with what it is shown as. */
    private static String shown() {
        return "(label_join(group by (" + BIN + ") (" + mostMoved() + "), \"" + SHOWN + "\", \"\", \"" + BIN
                + "\") or on (" + BIN + ") label_replace(group by (" + BIN + ") (" + training() + "), \"" + SHOWN
                + "\", \"the rest\", \"\", \"\"))";
    }

    /**
     * The bins whose shares differ most. How often each was counted is told by its counter at the ends of the time range,
     * which is read in no time; a counter that began anew in between misleads only about which bins to show.
     */
    private static String mostMoved() {
        String end = sumBy(BIN, "last_over_time(" + production().text() + RECENTLY + ")");
        String begin = sumBy(BIN, "last_over_time(" + production().text() + RECENTLY + " offset $__range)");
        String counted = "abs(" + end + " - (" + begin + " or 0 * " + end + "))";
        return "topk(" + MOST + ", abs(" + shareBy(BIN, counted) + " - on (" + BIN + ") " + shareBy(BIN, training())
                + "))";
    }

    /** What the training data have in each bin; it does not change. */
    private static String training() {
        return "last_over_time("
                + Series.ofModel(MetricFamilies.COLUMN_REFERENCE_SAMPLES)
                        .where(LabelNames.COLUMN, "$column")
                        .text()
                + RECENTLY + ")";
    }

    private static Series production() {
        return Series.ofModel(MetricFamilies.COLUMN_BIN).where(LabelNames.COLUMN, "$column");
    }
}
