package io.watchbill.spec.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a query and its stimuli a program's page does not have. */
final class SampleCheck {

    /** A selector, and the function with a range that it may stand in. */
    private static final Pattern SELECTOR =
            Pattern.compile("(?:(rate|increase|avg_over_time)\\()?([a-zA-Z_:][\\w:]*)?\\{([^}]*)}(\\[)?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

    /** Whether a page could be had is said by Prometheus, and by no page. */
    private static final String OF_PROMETHEUS = "up";

    /** Labels that a scrape gives, and not the page. */
    private static final Set<String> OF_SCRAPES = Set.of("cluster", "instance");

    private final SamplePage page;
    private final List<String> faults = new ArrayList<>();

    private SampleCheck(SamplePage page) {
        this.page = page;
    }

    /** The faults of a query, in words. */
    static List<String> faults(SamplePage page, Measure.Query query) {
        SampleCheck check = new SampleCheck(page);
        Set<String> labels = check.selectors(query.promql());
        Matcher grouping = GROUPING.matcher(query.promql());
        while (grouping.find()) {
            Arrays.stream(grouping.group(1).split(", "))
                    .filter(label -> !OF_SCRAPES.contains(label) && !labels.contains(label))
                    .forEach(label -> check.faults.add("not every selector has the label " + label + " to group by"));
        }
        query.stimuli().forEach(check::stimulus);
        return check.faults;
    }

    /** The faults of selectors that stand alone. */
    static List<String> faults(SamplePage page, String selector) {
        SampleCheck check = new SampleCheck(page);
        check.selectors(selector);
        return check.faults;
    }

    /** Checks every selector; the labels that the series of each of them have. */
    private Set<String> selectors(String promql) {
        Optional<Set<String>> common = Optional.empty();
        Matcher selector = SELECTOR.matcher(promql);
        while (selector.find()) {
            String name = selector.group(2);
            if (OF_PROMETHEUS.equals(name)) {
                continue;
            }
            Matcher any = Pattern.compile("__name__=~\"([^\"]*)\"").matcher(selector.group(3));
            String names = name != null ? name : any.find() ? any.group(1) : "";
            List<SamplePage.Series> series = page.named(names);
            if (series.isEmpty()) {
                faults.add("the page has no series " + names);
                continue;
            }
            matchers(names, series, selector.group(3));
            type(series, selector.group(1), selector.group(4) != null);
            Set<String> labels = new HashSet<>();
            series.forEach(line -> labels.addAll(line.labels().keySet()));
            common.ifPresent(labels::retainAll);
            common = Optional.of(labels);
        }
        return common.orElse(Set.of());
    }

    private void matchers(String names, List<SamplePage.Series> series, String matchers) {
        List<SamplePage.Series> selected = series;
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (label.equals("__name__")) {
                continue;
            }
            if (series.stream().noneMatch(line -> line.labels().containsKey(label))) {
                faults.add(names + " has no label " + label);
            }
            String operator = matcher.group(2);
            String value = matcher.group(3);
            selected = selected.stream()
                    .filter(line -> matches(operator, value, line.labels().getOrDefault(label, "")))
                    .toList();
        }
        if (selected.isEmpty()) {
            faults.add(names + "{" + matchers + "} selects nothing of the page");
        }
    }

    private static boolean matches(String operator, String value, String actual) {
        return switch (operator) {
            case "=" -> actual.equals(value);
            case "!=" -> !actual.equals(value);
            case "=~" -> actual.matches(value);
            default -> !actual.matches(value);
        };
    }

    private void type(List<SamplePage.Series> series, String function, boolean ranged) {
        for (SamplePage.Series line : series) {
            boolean growth = "rate".equals(function) || "increase".equals(function);
            if (ranged && growth != page.isCounter(line.name())) {
                faults.add(line.name() + " is a " + page.type(line.name()).orElse("stranger") + " under " + function);
            } else if (!ranged
                    && function == null
                    && page.isCounter(line.name())
                    && !line.name().endsWith("_bucket")) {
                faults.add(line.name() + " is a counter that is read as it is");
            }
        }
    }

    private void stimulus(Stimulus stimulus) {
        if (stimulus.series().equals(OF_PROMETHEUS)) {
            return;
        }
        List<SamplePage.Series> series = page.named(Pattern.quote(stimulus.series()));
        if (series.isEmpty()) {
            faults.add("the page has no series " + stimulus.series() + " to stimulate");
            return;
        }
        for (Map.Entry<String, String> label : stimulus.labels().entrySet()) {
            if (series.stream().noneMatch(line -> line.labels().containsKey(label.getKey()))) {
                faults.add("the stimulus of " + stimulus.series() + " has another label " + label.getKey());
            }
        }
        if (page.isCounter(stimulus.series()) != (stimulus.shape() == Stimulus.Shape.COUNTER)) {
            faults.add("the stimulus of " + stimulus.series() + " moves like a "
                    + stimulus.shape().name());
        }
    }
}
