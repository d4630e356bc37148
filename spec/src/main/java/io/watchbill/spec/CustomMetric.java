package io.watchbill.spec;

import io.watchbill.spec.catalogue.Layer;
import java.util.Optional;

/**
 * A team's own metric.
 *
 * @param name as conditions name it
 * @param promql an instant query in the metric's unit
 * @param stimulus series with which tests make the metric good and bad
 */
public record CustomMetric(
        String name, Layer layer, Unit unit, Worse worse, String promql, Optional<Stimulus> stimulus) {
    /**
     * Input of generated tests.
     *
     * @param series one series with its labels
     * @param good values in promtool's notation under which nothing fires
     * @param bad values in promtool's notation under which the alerts fire
     */
    public record Stimulus(String series, String good, String bad) {}
}
