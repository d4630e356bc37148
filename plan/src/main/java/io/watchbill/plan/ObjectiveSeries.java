package io.watchbill.plan;

import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Durations;
import io.watchbill.spec.ObjectivePeriod;
import io.watchbill.spec.catalogue.LabelNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the series recorded for objectives, {@code level:metric:operation}, and their selection.
 *
 * @param labels that tell this objective's series from others'
 */
record ObjectiveSeries(Map<String, String> labels) {

    static final String REMAINING = "slo:error_budget:remaining_ratio";
    static final String OBJECTIVE = "slo:objective:ratio";
    static final String BAD_SLICES = "slo:bad_slices:bool";

    static String bad(Duration window) {
        return "slo:bad_events:increase" + Durations.format(window);
    }

    static String total(Duration window) {
        return "slo:total_events:increase" + Durations.format(window);
    }

    static String burn(Duration window) {
        return "slo:burn_rate:ratio" + Durations.format(window);
    }

    static String burn(ObjectivePeriod period) {
        return "slo:burn_rate:ratio" + (period.calendarMonth() ? "_" : "") + period.text();
    }

    Selector badEvents(Duration window) {
        return select(bad(window));
    }

    Selector totalEvents(Duration window) {
        return select(total(window));
    }

    /** Events of one source, where several count them. */
    Selector totalEvents(Duration window, Optional<String> source) {
        Map<String, String> own = new LinkedHashMap<>(labels);
        source.ifPresent(name -> own.put(LabelNames.SOURCE, name));
        return new ObjectiveSeries(own).totalEvents(window);
    }

    Selector burnRate(Duration window) {
        return select(burn(window));
    }

    Selector burnRate(ObjectivePeriod period) {
        return select(burn(period));
    }

    Selector remaining() {
        return select(REMAINING);
    }

    Selector promised() {
        return select(OBJECTIVE);
    }

    Selector badSlices() {
        return select(BAD_SLICES);
    }

    private Selector select(String name) {
        List<LabelMatcher> matchers = labels.entrySet().stream()
                .map(label -> LabelMatcher.equal(label.getKey(), label.getValue()))
                .toList();
        return Selector.of(name, matchers);
    }
}
