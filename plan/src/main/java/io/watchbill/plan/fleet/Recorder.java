package io.watchbill.plan.fleet;

import io.watchbill.plan.RecordedSeries;
import io.watchbill.plan.promql.Expression;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Collects the rules of a model's group. Each sets the model's name, which its elements have, so that no two are alike. */
final class Recorder {

    private final String model;
    private final String group;
    private final List<RecordedSeries> rules = new ArrayList<>();

    Recorder(String model, String group) {
        this.model = model;
        this.group = group;
    }

    List<RecordedSeries> rules() {
        return List.copyOf(rules);
    }

    void add(String name, Expression expression) {
        add(name, expression, Map.of());
    }

    void add(MetricFamily family, Expression expression) {
        add(FleetSeries.of(family), expression);
    }

    void add(String name, Expression expression, Map<String, String> labels) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(LabelNames.MODEL, model);
        own.putAll(labels);
        rules.add(new RecordedSeries(name, expression, own, group));
    }

    /**
     * The increases over windows, and before them the shorter ones that they are added up from.
     *
     * @param chosen what is kept of an increase over a window
     */
    void increases(
            Increases increases,
            List<TimeWindow> windows,
            UnaryOperator<Expression> chosen,
            String name,
            Map<String, String> labels) {
        List<Duration> lengths = windows.stream().map(TimeWindow::length).toList();
        increases.shortIncrease(lengths).ifPresent(increase -> add(increases.shortName(), increase, labels));
        increases.longIncrease(lengths).ifPresent(increase -> add(increases.longName(), increase, labels));
        for (TimeWindow window : windows) {
            Map<String, String> withWindow = new LinkedHashMap<>(labels);
            withWindow.put(LabelNames.WINDOW, window.label());
            add(name, chosen.apply(increases.over(window.length())), withWindow);
        }
    }
}
