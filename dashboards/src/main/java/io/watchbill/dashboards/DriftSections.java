package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.FieldConfig.Color;
import io.watchbill.dashboards.grafana.FieldConfig.FieldLink;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftThresholds;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Data drift: which column, since when, how far, whether it is chance, and how its values moved. */
final class DriftSections {

    private static final String COLUMN = LabelNames.COLUMN;

    /** How many bands a panel of the usual height holds, and how many one more row of the grid. */
    private static final int USUAL_BANDS = 10;

    private static final int BANDS_PER_ROW = 2;

    private final Scope scope;

    private DriftSections(Scope scope) {
        this.scope = scope;
    }

    static List<Section> of(Plan plan) {
        Scope scope = new Scope(plan.specification());
        if (scope.models().isEmpty()) {
            return List.of();
        }
        DriftSections drift = new DriftSections(scope);
        return List.of(
                Section.open(
                        View.DRIFT.key(),
                        "Which column, and since when?",
                        List.of(
                                drift.since(),
                                drift.answers(),
                                drift.scoreboard().sized(Draft.FULL, Draft.HEIGHT))),
                Section.open(
                        "column",
                        "One column in detail: $column",
                        List.of(
                                DriftedBins.sideBySide(),
                                DriftedBins.moved(),
                                drift.ofColumn(),
                                drift.evidenceOfColumn(),
                                drift.samplesOfColumn())),
                Section.folded("columns", "All columns", drift.ofAll()));
    }

    private List<Draft> ofAll() {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(score(
                PanelKeys.FEATURE_DRIFT + ".psi",
                "PSI",
                MetricFamilies.DRIFT_PSI,
                DriftThresholds::psi,
                "Population Stability Index: how far the shares of the bins have moved, 0 for not at all."));
        if (scope.hasFeature(FeatureType.NUMERIC)) {
            drafts.add(score(
                    PanelKeys.FEATURE_DRIFT + ".ks",
                    "KS distance",
                    MetricFamilies.DRIFT_KS_STATISTIC,
                    DriftThresholds::ks,
                    "The largest gap between the two cumulative distributions, of numeric columns."));
        }
        if (scope.hasFeature(FeatureType.CATEGORICAL)) {
            drafts.add(score(
                    "drift/v",
                    "Effect size V",
                    MetricFamilies.DRIFT_V,
                    DriftThresholds::cramersV,
                    "How far the shares of the categories have moved, between 0 and 1."));
        }
        drafts.add(evidence());
        drafts.add(samples());
        drafts.add(incomplete());
        return drafts;
    }

    private Draft evidenceOfColumn() {
        Draft draft = Draft.lines("drift/column-evidence", "$column: evidence against chance", false)
                .says(
                        "Minus the decimal logarithm of the column's adjusted p-value: 3 means that chance alone gives this once in"
                                + " a thousand times. Drift is both: a score over its line, and evidence over its own."
                                + linesAre())
                .whenEmpty("no score yet: see the first row")
                .decimals(1)
                .from(0)
                .line(Evidence.promql(maxBy(COLUMN, inWindow(MetricFamilies.DRIFT_ADJUSTED_P_VALUE))), "evidence")
                .sized(Draft.THIRD, Draft.HEIGHT);
        return withLines(draft, thresholds -> Evidence.of(thresholds.pValue()));
    }

    private Draft samplesOfColumn() {
        Draft draft = Draft.lines("drift/column-samples", "$column: samples in the window", false)
                .says("How many values the scores rest on. Under minimumSamples, the dashed line, there is no verdict.")
                .whenEmpty("none yet")
                .from(0)
                .line(maxBy(COLUMN, inWindow(MetricFamilies.DRIFT_WINDOW_SAMPLES)), "samples")
                .sized(Draft.THIRD, Draft.HEIGHT);
        return scope.agreed(model -> model.drift().minimumSamples())
                .map(minimum ->
                        draft.troubles(List.of(new Looks.Trouble(Looks.under(BigDecimal.valueOf(minimum)), false))))
                .orElse(draft);
    }

    private Draft since() {
        int columns = scope.models().stream()
                .mapToInt(model -> model.features().size())
                .max()
                .orElse(0);
        boolean many = columns > USUAL_BANDS;
        int rows = many ? (columns - USUAL_BANDS + BANDS_PER_ROW - 1) / BANDS_PER_ROW : 0;
        return Draft.bands(PanelKeys.FEATURE_DRIFT, "Which column drifts, and since when")
                .says(
                        "The verdict of each column in the chosen window. Warning and critical need both: an effect over the"
                                + " specification's threshold, and a p-value (adjusted for the number of columns) under its pValue."
                                + " Click a band and choose the column to see how its values moved.")
                .whenEmpty("no verdict yet: see the first row")
                .mapped(Looks.verdict())
                .thresholds(Looks.verdictColors())
                .valueLink(
                        "Look at this column",
                        "/d/${__dashboard.uid}?${datasource:queryparam}&${model:queryparam}"
                                + "&${version:queryparam}&${window:queryparam}&var-column=${__field.labels.column}"
                                + "&${__url_time_range}")
                .line(maxBy(COLUMN, verdicts().where(LabelNames.KIND, "feature").text()), "{{column}}")
                .sized(many ? Draft.FULL : Draft.HALF, Draft.HEIGHT + rows);
    }

    private Draft answers() {
        return Draft.bands(PanelKeys.PREDICTION_DRIFT, "Do the answers drift, and since when")
                .says(
                        "The verdict of the predictions and of their confidence in the chosen window, by the same rule. Answers"
                                + " that drift while no feature does: the model or what calls it has changed.")
                .whenEmpty("no verdict yet: see the first row")
                .mapped(Looks.verdict())
                .thresholds(Looks.verdictColors())
                .line(
                        maxBy(
                                COLUMN,
                                verdicts().whereNot(LabelNames.KIND, "feature").text()),
                        "{{column}}");
    }

    private static Series verdicts() {
        return Series.inWindow(MetricFamilies.DRIFT_VERDICT);
    }

    private Draft scoreboard() {
        Map<String, String> names = new LinkedHashMap<>();
        Draft draft = Draft.table("drift/scoreboard", "Scoreboard", "Verdict", true)
                .says(
                        "Every column in the chosen window, the worst first: its verdict, how far it moved (PSI, KS distance,"
                                + " V), whether that may be chance (adjusted p), how much more the counts vary than independent"
                                + " events would (overdispersion), and on how many values that rests. Click a column's name.")
                .whenEmpty("-")
                .decimals(3)
                .transformed(Transformation.joinBy(COLUMN));
        names.put(COLUMN, "Column");
        List<Score> scores = new ArrayList<>();
        scores.add(new Score("Verdict", MetricFamilies.DRIFT_VERDICT));
        scores.add(new Score("PSI", MetricFamilies.DRIFT_PSI));
        if (scope.hasFeature(FeatureType.NUMERIC)) {
            scores.add(new Score("KS", MetricFamilies.DRIFT_KS_STATISTIC));
        }
        if (scope.hasFeature(FeatureType.CATEGORICAL)) {
            scores.add(new Score("V", MetricFamilies.DRIFT_V));
        }
        scores.add(new Score("Adjusted p", MetricFamilies.DRIFT_ADJUSTED_P_VALUE));
        scores.add(new Score("Overdispersion", MetricFamilies.DRIFT_OVERDISPERSION));
        scores.add(new Score("Samples", MetricFamilies.DRIFT_WINDOW_SAMPLES));
        for (int i = 0; i < scores.size(); i++) {
            draft.rows(maxBy(COLUMN, Series.inWindow(scores.get(i).family()).text()));
            names.put("Value #" + (char) ('A' + i), scores.get(i).name());
        }
        List<String> dropped = new ArrayList<>();
        dropped.add("Time");
        for (int i = 1; i <= scores.size(); i++) {
            dropped.add("Time " + i);
        }
        draft.transformed(Transformation.arrange(dropped, names))
                .transformed(Transformation.sortBy("PSI", true))
                .except(FieldOverride.byName(
                        "Column",
                        new Property(
                                "links",
                                List.of(new FieldLink(
                                        "Look at this column",
                                        "/d/${__dashboard.uid}?${datasource:queryparam}&${model:queryparam}"
                                                + "&${version:queryparam}&${window:queryparam}&var-column=${__value.text}"
                                                + "&${__url_time_range}",
                                        false)))))
                .except(colored("Verdict", Looks.verdictColors(), new Property("mappings", List.of(Looks.verdict()))));
        colored(draft, "PSI", DriftThresholds::psi);
        colored(draft, "KS", DriftThresholds::ks);
        colored(draft, "V", DriftThresholds::cramersV);
        return draft.except(FieldOverride.byName("Samples", new Property("decimals", 0)));
    }

    private record Score(String name, MetricFamily family) {}

    private void colored(Draft draft, String field, Function<DriftThresholds, BigDecimal> limit) {
        scope.agreed(Model::drift)
                .ifPresent(drift -> draft.except(
                        colored(field, Looks.rising(limit.apply(drift.warning()), limit.apply(drift.critical())))));
    }

    private static FieldOverride colored(String field, Thresholds thresholds, Property... more) {
        List<Property> properties = new ArrayList<>();
        properties.add(new Property("thresholds", thresholds));
        properties.add(Looks.coloredText());
        properties.addAll(List.of(more));
        return FieldOverride.byName(field, properties.toArray(Property[]::new));
    }

    private Draft ofColumn() {
        Draft draft = Draft.lines("drift/column", "$column: score over time", false)
                .says(
                        "PSI of the chosen column in the chosen window, beside the PSI that sampling alone gives (noise floor)."
                                + linesAre())
                .whenEmpty("no score yet: see the first row")
                .decimals(3)
                .from(0)
                .line(maxBy(COLUMN, inWindow(MetricFamilies.DRIFT_PSI)), "PSI")
                .line(maxBy(COLUMN, inWindow(MetricFamilies.DRIFT_PSI_NOISE_FLOOR)), "noise floor")
                .except(FieldOverride.byName("noise floor", new Property("color", Color.fixed(Looks.TRAINING))))
                .sized(Draft.THIRD, Draft.HEIGHT);
        return withLines(draft, DriftThresholds::psi);
    }

    private Draft score(
            String key,
            String title,
            MetricFamily family,
            Function<DriftThresholds, BigDecimal> limit,
            String meaning) {
        Draft draft = Draft.lines(key, title + ", all columns", true)
                .says(meaning + linesAre())
                .whenEmpty("no score yet: see the first row")
                .decimals(3)
                .from(0)
                .besideAlerts(
                        Series.inWindow(family).where(LabelNames.KIND, "feature"),
                        series -> maxBy(COLUMN, series),
                        "{{column}}");
        return withLines(draft, limit);
    }

    private Draft evidence() {
        Draft draft = Draft.lines("drift/evidence", "Evidence against chance, all columns", true)
                .says(
                        "Minus the decimal logarithm of the adjusted p-value: 3 means that chance alone gives this once in a"
                                + " thousand times. High evidence with a small score is a small shift in many events: no alarm."
                                + linesAre())
                .whenEmpty("no score yet: see the first row")
                .decimals(1)
                .from(0)
                .line(
                        Evidence.promql(maxBy(
                                COLUMN,
                                Series.inWindow(MetricFamilies.DRIFT_ADJUSTED_P_VALUE)
                                        .text())),
                        "{{column}}");
        return withLines(draft, thresholds -> Evidence.of(thresholds.pValue()));
    }

    private Draft samples() {
        return Draft.lines("drift/samples", "Samples in the window", true)
                .says(
                        "Values of each column in the chosen window. A column that falls behind the others lost its values on the"
                                + " way.")
                .from(0)
                .whenEmpty("none yet")
                .line(
                        maxBy(
                                COLUMN,
                                Series.inWindow(MetricFamilies.DRIFT_WINDOW_SAMPLES)
                                        .text()),
                        "{{column}}");
    }

    private Draft incomplete() {
        return Draft.lines("drift/incomplete", "Missing, invalid and unseen values a second", true)
                .says("Values that are absent, of the wrong type, or of a category that the training data never had, by"
                        + " column. Normal is what it was last week; a step is an upstream change.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .emptyWhenHealthy("none")
                .line(
                        sumBy(
                                        COLUMN,
                                        Series.ofModel(MetricFamilies.COLUMN_MISSING)
                                                .rate()) + " > 0",
                        "{{column}} missing")
                .line(
                        sumBy(
                                        COLUMN,
                                        Series.ofModel(MetricFamilies.COLUMN_INVALID)
                                                .rate()) + " > 0",
                        "{{column}} invalid")
                .line(sumBy(COLUMN, Series.ofModel(MetricFamilies.COLUMN_UNSEEN).rate()) + " > 0", "{{column}} unseen");
    }

    private Draft withLines(Draft draft, Function<DriftThresholds, BigDecimal> limit) {
        scope.agreed(Model::drift)
                .map(drift -> Looks.troubles(limit.apply(drift.warning()), limit.apply(drift.critical())))
                .ifPresent(draft::troubles);
        return draft;
    }

    private String linesAre() {
        return scope.agreed(Model::drift)
                .map(Drift::warning)
                .map(any -> " The dashed lines are the specification's warning and critical thresholds.")
                .orElse(" The models have thresholds of their own, so that no line is drawn here.");
    }

    private static String inWindow(MetricFamily family) {
        return Series.inWindow(family).where(COLUMN, "$column").text();
    }
}
