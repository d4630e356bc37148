package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that every rendered dashboard keeps, on the JSON itself; each fault names the panel. */
final class DashboardLint {

    private static final Set<String> TYPES =
            Set.of("row", "timeseries", "stat", "table", "barchart", "heatmap", "state-timeline", "text");
    private static final Set<String> UNITS =
            Set.of("short", "percentunit", "s", "bytes", "Bps", "cps", "reqps", "dtdurations", "none");
    private static final Set<String> REDUCERS = Set.of("lastNotNull", "max", "min", "mean", "sum");
    private static final Set<String> TRANSFORMATIONS = Set.of("joinByField", "organize", "sortBy");
    private static final Set<String> MATCHERS = Set.of("byName", "byFrameRefID");
    private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__range", "__interval", "__url_time_range");
    private static final Set<String> OTHER_SERIES = Set.of("ALERTS", "ALERTS_FOR_STATE", "up");
    private static final Set<String> WORDS = Set.of("or", "and", "unless", "bool", "offset");
    private static final int MOST_BYTES = 250_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)[}:.]|\\$(\\w+)");
    private static final Pattern RANGE = Pattern.compile("\\[([^\\]]*)]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()");

    private final JsonNode dashboard;
    private final Set<String> alertQueries;
    private final Set<String> periods;
    private final Set<String> knownSeries;
    private final List<String> faults = new ArrayList<>();

    private DashboardLint(JsonNode dashboard, Set<String> alertQueries, Set<String> periods) {
        this.dashboard = dashboard;
        this.alertQueries = alertQueries;
        this.periods = periods;
        this.knownSeries = Stream.of(
                        MetricFamilies.all().stream().flatMap(family -> family.seriesNames().stream()),
                        MetricCatalogue.presets().stream()
                                .flatMap(preset -> preset.queries().values().stream())
                                .flatMap(query -> query.series().stream()),
                        OTHER_SERIES.stream())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    /**
     * The faults.
     *
     * @param alertQueries queries of alerts, whose ranges are those of their conditions
     * @param periods of the objectives, over which budgets are counted
     */
    static List<String> faults(JsonNode dashboard, Set<String> alertQueries, Set<String> periods) {
        DashboardLint lint = new DashboardLint(dashboard, alertQueries, periods);
        lint.check();
        return List.copyOf(lint.faults);
    }

    private void check() {
        require(dashboard.path("uid").asText().matches("[A-Za-z0-9_-]{1,40}"), "the uid is not one");
        require(dashboard.path("schemaVersion").asInt() == 39, "schemaVersion is not 39");
        require(!dashboard.path("title").asText().isBlank(), "there is no title");
        require(!dashboard.path("editable").asBoolean(true), "people may edit what is generated");
        require(!dashboard.has("__inputs"), "__inputs are not resolved by provisioning");
        require(dashboard.path("refresh").isTextual(), "refresh is not text");
        require(dashboard.toPrettyString().length() <= MOST_BYTES, "more than " + MOST_BYTES + " bytes");
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panels::add);
        require(!panels.isEmpty() && panels.get(0).path("type").asText().equals("row"), "the first item is no row");
        grid(panels);
        panels.forEach(this::panel);
        variables();
    }

    private void grid(List<JsonNode> panels) {
        Set<Long> ids = new HashSet<>();
        List<GridPos> places = new ArrayList<>();
        for (JsonNode panel : panels) {
            String name = panel.path("title").asText();
            long id = panel.path("id").asLong();
            require(id > 0 && id <= Integer.MAX_VALUE, name + ": the id is no positive int");
            require(ids.add(id), name + ": the id " + id + " is used twice");
            JsonNode grid = panel.path("gridPos");
            int x = grid.path("x").asInt(-1);
            int w = grid.path("w").asInt(-1);
            if (x < 0 || w < 1 || x + w > GridPos.COLUMNS) {
                faults.add(name + ": does not fit the grid");
                continue;
            }
            GridPos place =
                    new GridPos(grid.path("h").asInt(), w, x, grid.path("y").asInt());
            require(places.stream().noneMatch(place::overlaps), name + ": overlaps another panel");
            places.add(place);
        }
    }

    private void panel(JsonNode panel) {
        String name = panel.path("title").asText();
        String type = panel.path("type").asText();
        require(!name.isBlank(), "a panel has no title");
        require(TYPES.contains(type), name + ": there is no panel type " + type);
        if (type.equals("row")) {
            return;
        }
        require(!panel.path("description").asText().isBlank(), name + ": there is no description");
        require(panel.path("datasource").path("uid").asText().equals("${datasource}"), name + ": other data source");
        require(type.equals("text") || !panel.path("targets").isEmpty(), name + ": there is no query");
        panel.path("transformations")
                .forEach(step -> require(
                        TRANSFORMATIONS.contains(step.path("id").asText()),
                        name + ": there is no transformation " + step.path("id").asText()));
        panel.findValues("calcs")
                .forEach(calcs -> calcs.forEach(calc ->
                        require(REDUCERS.contains(calc.asText()), name + ": there is no reducer " + calc.asText())));
        if (!type.equals("text")) {
            fields(name, panel.path("fieldConfig"));
        }
        Set<String> refIds = new HashSet<>();
        panel.path("targets").forEach(target -> {
            require(refIds.add(target.path("refId").asText()), name + ": the same letter twice");
            require(target.path("refId").asText().matches("[A-Z]"), name + ": more queries than letters");
            require(
                    target.path("datasource").path("uid").asText().equals("${datasource}"),
                    name + ": other data source");
            query(name, target.path("expr").asText());
        });
        panel.path("links")
                .forEach(link ->
                        require(link.path("url").asText().matches("https?://.+"), name + ": a link leads nowhere"));
    }

    private void fields(String name, JsonNode fieldConfig) {
        JsonNode defaults = fieldConfig.path("defaults");
        require(
                UNITS.contains(defaults.path("unit").asText()),
                name + ": there is no unit " + defaults.path("unit").asText());
        require(!defaults.path("noValue").asText().isBlank(), name + ": nothing is said where there is no value");
        JsonNode steps = defaults.path("thresholds").path("steps");
        require(steps.size() > 0 && steps.get(0).path("value").isNull(), name + ": the first step has a value");
        for (int i = 1; i < steps.size(); i++) {
            BigDecimal value = steps.get(i).path("value").decimalValue();
            boolean rises =
                    i == 1 || value.compareTo(steps.get(i - 1).path("value").decimalValue()) > 0;
            require(rises, name + ": the steps do not rise");
        }
        fieldConfig
                .path("overrides")
                .forEach(override -> require(
                        MATCHERS.contains(override.path("matcher").path("id").asText()),
                        name + ": there is no matcher "
                                + override.path("matcher").path("id").asText()));
    }

    private void query(String name, String promql) {
        boolean ofAlert = alertQueries.stream().anyMatch(promql::contains);
        RANGE.matcher(promql)
                .results()
                .map(range -> range.group(1))
                .filter(range -> !ofAlert)
                .forEach(range -> require(
                        range.equals("$__rate_interval") || range.equals("$__range") || periods.contains(range),
                        name + ": the range [" + range + "] is not Grafana's"));
        for (String series : series(promql)) {
            require(ofAlert || knownSeries.contains(series), name + ": nothing exposes " + series);
            boolean counter = MetricFamilies.ofSeries(series)
                    .map(family -> family.type() == MetricType.COUNTER)
                    .orElse(false);
            boolean grown = Pattern.compile("(rate|increase)\\(" + series + "\\b")
                    .matcher(promql)
                    .find();
            require(ofAlert || !counter || grown, name + ": the counter " + series + " is drawn as it is");
        }
    }

    /** The names of the series that a query reads. */
    static Set<String> series(String promql) {
        String bare = promql.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^\\]]*]", "")
                .replaceAll("\\b(by|on|ignoring|group_left|without)\\s*\\([^)]*\\)", " ");
        return NAME.matcher(bare)
                .results()
                .map(match -> match.group(1))
                .filter(word -> !WORDS.contains(word))
                .filter(word -> !word.matches("\\d.*|e|[smhdwy]"))
                .collect(Collectors.toSet());
    }

    private void variables() {
        Set<String> declared = new HashSet<>();
        dashboard.path("templating").path("list").forEach(variable -> {
            String name = variable.path("name").asText();
            require(declared.add(name), "the variable " + name + " is declared twice");
            require(!variable.path("label").asText().isBlank(), "the variable " + name + " has no label");
            boolean query = variable.path("type").asText().equals("query");
            require(!query || variable.path("refresh").asInt() == 2, "the variable " + name + " is not refreshed");
        });
        Set<String> used = VARIABLE.matcher(dashboard.path("panels").toString()
                        + dashboard.path("templating").toString()
                        + dashboard.path("annotations"))
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(name -> !name.startsWith("__"))
                .filter(name -> !name.equals("labels") && !name.equals("value"))
                .collect(Collectors.toSet());
        used.stream()
                .filter(name -> !declared.contains(name) && !BUILT_IN.contains(name))
                .forEach(name -> faults.add("the variable " + name + " is not declared"));
        declared.stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> faults.add("the variable " + name + " is not used"));
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
