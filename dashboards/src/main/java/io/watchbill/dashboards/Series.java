package io.watchbill.dashboards;

import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Matcher;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The series of a family as a query names them, with Grafana's variables as label values. The text holds only names
 * of the catalogue and variables, so that nothing in it needs quoting; what comes from a specification goes through
 * {@link #where}.
 */
record Series(String name, String matchers) {

    private static final String RATE = "[$__rate_interval]";

    /** The chosen model and version. */
    static Series ofModel(MetricFamily family) {
        return new Series(family.name(), "").where(LabelNames.MODEL, "$model").where(LabelNames.VERSION, "$version");
    }

    /** The chosen model, version and window. */
    static Series inWindow(MetricFamily family) {
        return ofModel(family).where(LabelNames.WINDOW, "$window");
    }

    /** Every series of the family. */
    static Series of(MetricFamily family) {
        return new Series(family.name(), "");
    }

    /** The buckets of a histogram. */
    Series buckets() {
        return new Series(name + "_bucket", matchers);
    }

    Series where(String label, String value) {
        return with(LabelMatcher.equal(label, value));
    }

    Series whereNot(String label, String value) {
        return with(new LabelMatcher(label, Matcher.Operator.NOT_EQUAL, value));
    }

    /** With one of these values. */
    Series whereAny(String label, List<String> values) {
        String any = values.stream().map(Series::literal).collect(Collectors.joining("|"));
        return with(new LabelMatcher(label, Matcher.Operator.MATCHES, any));
    }

    private static String literal(String value) {
        return value.replaceAll("[.\\\\+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    /** Without these windows. */
    Series exceptWindows(Set<String> windows) {
        Series rest = this;
        for (String window : windows) {
            rest = rest.whereNot(LabelNames.WINDOW, window);
        }
        return rest;
    }

    private Series with(LabelMatcher added) {
        String matcher = added.text();
        return new Series(name, matchers.isEmpty() ? matcher : matchers + "," + matcher);
    }

    /** As it is. */
    String text() {
        return matchers.isEmpty() ? name : name + "{" + matchers + "}";
    }

    /** Of a counter: how fast it grows, a second. */
    String rate() {
        return "rate(" + text() + RATE + ")";
    }

    /** Of a counter: how fast it grew then, a second. */
    String rateBefore(String ago) {
        return "rate(" + text() + RATE + " offset " + ago + ")";
    }

    /** Of a counter: by how much it grew since the point before, where points are far apart. */
    String growthInStep() {
        return growthOver("$__interval");
    }

    /** Of a counter: by how much it grew lately, over as many scrapes as a rate needs. */
    String growth() {
        return "increase(" + text() + RATE + ")";
    }

    /** Of a counter: by how much it grew over so long a time. */
    String growthOver(String range) {
        return "increase(" + text() + "[" + range + "])";
    }

    /** Of a counter: by how much it grew over the dashboard's time range. */
    String growthInRange() {
        return growthOver("$__range");
    }

    /** All of the dashboard's time range, the same seen from each of its points: Prometheus reads it once. */
    String inRange() {
        return text() + "[$__range] @ end()";
    }

    /** {@code sum by (label) (query)}. */
    static String sumBy(String label, String query) {
        return "sum by (" + label + ") (" + query + ")";
    }

    /** {@code max by (label) (query)}. */
    static String maxBy(String label, String query) {
        return "max by (" + label + ") (" + query + ")";
    }

    /** A query's answers with one more label. In a replacement a dollar sign would stand for a group. */
    static String labelled(String query, String label, String value) {
        return "label_replace(" + query + ", \"" + label + "\", " + new Text(value.replace("$", "$$")).text()
                + ", \"\", \"\")";
    }

    /**
     * What came since the point before and was not there on the day before that: one sample for each set of these labels,
     * however far apart the points are.
     */
    static String appeared(String labels, Series series) {
        String now = "last_over_time(" + series.text() + "[$__interval])";
        String before = "last_over_time(" + series.text() + "[1d] offset $__interval)";
        return "group by (" + labels + ") (" + now + ") unless group by (" + labels + ") (" + before + ")";
    }

    /** Each part divided by the sum of all; nothing where the sum is nought. */
    static String shareBy(String label, String query) {
        return sumBy(label, query) + " / on () group_left () (sum(" + query + ") > 0)";
    }
}
