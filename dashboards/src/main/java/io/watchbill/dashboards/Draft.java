package io.watchbill.dashboards;

import io.watchbill.dashboards.Looks.Trouble;
import io.watchbill.dashboards.grafana.Custom;
import io.watchbill.dashboards.grafana.DatasourceRef;
import io.watchbill.dashboards.grafana.FieldConfig;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.dashboards.grafana.Link;
import io.watchbill.dashboards.grafana.Options;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A panel before it has a place: what it shows, how, and how large it is. Every panel says what it shows and, where it
 * has a unit, what stands there while there is nothing to show.
 */
final class Draft {

    /** As the name of series whose labels nobody knows: Grafana shows those in which they differ. */
    static final String LABELS_THAT_DIFFER = "__auto";

    static final int SMALL_HEIGHT = 4;
    static final int HEIGHT = 8;
    static final int HALF = 12;
    static final int THIRD = 8;
    static final int QUARTER = 6;
    static final int FULL = 24;

    private final String key;
    private final String title;
    private final Options options;
    private int width = HALF;
    private int height = HEIGHT;
    private String description = "";
    private String unit = GrafanaUnit.NUMBER;
    private String noValue = "no data";
    private boolean emptyWhenHealthy;
    private @Nullable Integer decimals;
    private @Nullable BigDecimal minimum;
    private @Nullable BigDecimal maximum;
    private FieldConfig.Color color;
    private Thresholds thresholds = Thresholds.none("green");
    private @Nullable Custom custom;
    private final List<ValueMapping> mappings = new ArrayList<>();
    private final List<FieldConfig.FieldLink> fieldLinks = new ArrayList<>();
    private final List<FieldOverride> overrides = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private final Set<String> alertedWindows = new TreeSet<>();
    private final Set<String> alertedSeries = new LinkedHashSet<>();
    private final List<Transformation> transformations = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private Duration leastStep = Duration.ZERO;

    private Draft(String key, String title, Options options, FieldConfig.Color color, @Nullable Custom custom) {
        this.key = key;
        this.title = title;
        this.options = options;
        this.color = color;
        this.custom = custom;
    }

    /** Lines over time; {@code many}: more than four, so that their names stand at the right. */
    static Draft lines(String key, String title, boolean many) {
        Options.Legend legend = many ? Options.Legend.TABLE_RIGHT : Options.Legend.TABLE;
        return new Draft(
                key,
                title,
                new Options.Timeseries(legend, Options.Tooltip.ALL),
                FieldConfig.Color.BY_SERIES,
                Custom.Lines.plain(false));
    }

    /** Shares of a whole over time. */
    static Draft shares(String key, String title) {
        Draft draft = lines(key, title, true);
        draft.custom = Custom.Lines.shares();
        return draft;
    }

    /** One number on its colour. */
    static Draft number(String key, String title) {
        return new Draft(key, title, Options.Stat.NUMBER, FieldConfig.Color.BY_THRESHOLDS, null)
                .sized(QUARTER, SMALL_HEIGHT);
    }

    /** Several numbers with their names. */
    static Draft numbers(String key, String title) {
        return new Draft(key, title, Options.Stat.NAMED, FieldConfig.Color.BY_THRESHOLDS, null)
                .sized(QUARTER, SMALL_HEIGHT);
    }

    /** Bars, one group per value of the field. */
    static Draft bars(String key, String title, String field) {
        return new Draft(key, title, Options.Barchart.by(field), FieldConfig.Color.BY_SERIES, new Custom.Bars(1, 80));
    }

    /** Bands of state over time. */
    static Draft bands(String key, String title) {
        return new Draft(
                key, title, Options.StateTimeline.BANDS, FieldConfig.Color.BY_THRESHOLDS, new Custom.Bands(0, 75));
    }

    /** Cells coloured by value. */
    static Draft heatmap(String key, String title, Options.Heatmap options) {
        return new Draft(key, title, options, FieldConfig.Color.BY_SERIES, null);
    }

    /** Rows and columns, opened in the order of one of them. */
    static Draft table(String key, String title, String sortedBy, boolean descending) {
        return new Draft(
                key,
                title,
                new Options.Table(true, "sm", List.of(new Options.Table.SortBy(sortedBy, descending))),
                FieldConfig.Color.BY_THRESHOLDS,
                Custom.Cells.PLAIN);
    }

    /** Markdown. */
    static Draft text(String key, String title, String markdown) {
        return new Draft(key, title, Options.Text.markdown(markdown), FieldConfig.Color.BY_THRESHOLDS, null);
    }

    Draft sized(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    /** What stands behind the i. */
    Draft says(String text) {
        description = text;
        return this;
    }

    Draft unit(String grafanaUnit) {
        unit = grafanaUnit;
        return this;
    }

    /** What stands where there is nothing to show. */
    Draft whenEmpty(String words) {
        noValue = words;
        return this;
    }

    /** As {@link #whenEmpty}, for a panel that shows nothing while all is well. */
    Draft emptyWhenHealthy(String words) {
        emptyWhenHealthy = true;
        return whenEmpty(words);
    }

    boolean isEmptyWhenHealthy() {
        return emptyWhenHealthy;
    }

    Draft decimals(int count) {
        decimals = count;
        return this;
    }

    Draft from(int least) {
        minimum = BigDecimal.valueOf(least);
        return this;
    }

    Draft upTo(int most) {
        maximum = BigDecimal.valueOf(most);
        return this;
    }

    Draft colored(FieldConfig.Color newColor) {
        color = newColor;
        return this;
    }

    /** Colours by value, on lines as dashed lines that are always on the picture. */
    Draft thresholds(Thresholds newThresholds) {
        thresholds = newThresholds;
        if (custom instanceof Custom.Lines) {
            List<BigDecimal> limits = newThresholds.steps().stream()
                    .<BigDecimal>mapMulti((step, each) -> {
                        if (step.value() != null) {
                            each.accept(step.value());
                        }
                    })
                    .sorted()
                    .toList();
            if (!limits.isEmpty()) {
                custom = Custom.Lines.plain(true).reaching(limits.get(0), limits.get(limits.size() - 1));
            }
        }
        return this;
    }

    Draft mapped(ValueMapping mapping) {
        mappings.add(mapping);
        return this;
    }

    Draft valueLink(String linkTitle, String url) {
        fieldLinks.add(new FieldConfig.FieldLink(linkTitle, url, false));
        return this;
    }

    Draft except(FieldOverride override) {
        overrides.add(override);
        return this;
    }

    /** A series over the time range; the series' name may hold {@code {{label}}}. */
    Draft line(String promql, String legend) {
        return query(ref -> Target.over(ref, promql, legend));
    }

    /** As {@link #line}, but an alert's own expression takes its place where the panel has alerts. */
    Draft unlessAlerted(String promql, String legend) {
        queries.add(new Query(ref -> Target.over(ref, promql, legend), legend, Replaced.BY_ANY_ALERT));
        return this;
    }

    /**
     * A series for each window, but where an alert draws its own window, that one is left out here.
     *
     * @param promql the query of a series
     */
    Draft perWindow(Series series, UnaryOperator<String> promql, String legend) {
        queries.add(new Query(
                ref -> Target.over(
                        ref, promql.apply(series.exceptWindows(alertedWindows).text()), legend),
                legend,
                Replaced.BY_ALERT_ON_ALL_WINDOWS));
        return this;
    }

    /**
     * As {@link #line}, without those series that an alert draws itself.
     *
     * @param promql the query of series
     */
    Draft besideAlerts(Series series, UnaryOperator<String> promql, String legend) {
        return query(ref -> Target.over(
                ref,
                promql.apply(alertedSeries.stream()
                        .filter(alerted -> alerted.startsWith(series.name() + "{"))
                        .map(alerted -> " unless " + alerted)
                        .collect(Collectors.joining("", series.text(), ""))),
                legend));
    }

    /** One value at the end of the time range. */
    Draft now(String promql, String legend) {
        return query(ref -> Target.now(ref, promql, legend));
    }

    /** Rows at the end of the time range, labels as columns. */
    Draft rows(String promql) {
        return query(ref -> Target.table(ref, promql));
    }

    /** Buckets by {@code le} over the time range. */
    Draft buckets(String promql) {
        return query(ref -> Target.buckets(ref, promql));
    }

    /** Points at least so far apart, however short the time range. */
    Draft atLeastEvery(Duration step) {
        leastStep = step;
        return this;
    }

    Draft transformed(Transformation transformation) {
        transformations.add(transformation);
        return this;
    }

    Draft linked(Link link) {
        links.add(link);
        return this;
    }

    /** Draws what the alerts compare in place of what is drawn only without them. */
    Draft replacedBy(List<AlertLine> lines, boolean severalModels) {
        if (lines.isEmpty() || !(options instanceof Options.Timeseries)) {
            return this;
        }
        boolean everyWindow = lines.stream().anyMatch(line -> line.window().isEmpty());
        lines.forEach(line -> line.window().ifPresent(alertedWindows::add));
        lines.forEach(line -> line.series().map(Selector::text).ifPresent(alertedSeries::add));
        List<Query> kept = queries.stream()
                .filter(query -> query.replaced() == Replaced.NEVER
                        || (query.replaced() == Replaced.BY_ALERT_ON_ALL_WINDOWS && !everyWindow))
                .toList();
        String name = queries.stream()
                .filter(query -> query.replaced() == Replaced.BY_ANY_ALERT)
                .map(Query::legend)
                .findFirst()
                .orElse(title);
        queries.clear();
        AlertQueries.of(lines, severalModels, name).forEach(this::line);
        queries.addAll(kept);
        return this;
    }

    /** Draws the bounds that must not hold, beside those drawn before; only lines over time have them. */
    Draft troubles(List<Trouble> more) {
        if (options instanceof Options.Timeseries && !more.isEmpty()) {
            troubles.addAll(more);
            thresholds(Looks.of(troubles));
        }
        return this;
    }

    /** Says more behind the i. */
    Draft adding(String text) {
        description = description.isEmpty() ? text : description + "\n\n" + text;
        return this;
    }

    /** What the panel's identity is made of: a name that never changes with its place. */
    String key() {
        return key;
    }

    String title() {
        return title;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /**
     * The panel in its place.
     *
     * @param scrapeInterval how often there is a new sample
     */
    Panel at(long id, GridPos place, Duration scrapeInterval) {
        FieldConfig.Defaults defaults = new FieldConfig.Defaults(
                unit, decimals, minimum, maximum, noValue, color, thresholds, mappings, fieldLinks, custom);
        FieldConfig looks = options instanceof Options.Text ? null : new FieldConfig(defaults, overrides);
        return new Panel(
                id,
                title,
                description,
                DatasourceRef.CHOSEN,
                place,
                links,
                targets(scrapeInterval),
                transformations,
                looks,
                options);
    }

    private enum Replaced {
        NEVER,
        BY_ANY_ALERT,
        BY_ALERT_ON_ALL_WINDOWS
    }

    /**
     * A query that gets its letter when the panel is made.
     *
     * @param target made of the letter
     * @param legend what its series are called; empty where nothing needs a name
     * @param replaced when alerts' own expressions take its place
     */
    private record Query(Function<String, Target> target, String legend, Replaced replaced) {}

    private Draft query(Function<String, Target> target) {
        queries.add(new Query(target, "", Replaced.NEVER));
        return this;
    }

    private List<Target> targets(Duration scrapeInterval) {
        String least = Durations.format(leastStep.compareTo(scrapeInterval) > 0 ? leastStep : scrapeInterval);
        return IntStream.range(0, queries.size())
                .mapToObj(i -> queries.get(i).target().apply(String.valueOf((char) ('A' + i))))
                .map(target -> target.every(least))
                .toList();
    }
}
