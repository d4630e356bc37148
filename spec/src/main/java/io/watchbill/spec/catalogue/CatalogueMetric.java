package io.watchbill.spec.catalogue;

import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import java.util.List;
import java.util.Optional;

/**
 * A metric that a condition may name.
 *
 * @param name as conditions write it, e.g. {@code feature_drift.psi}
 * @param unit in which thresholds are compared
 * @param worse the direction of trouble
 * @param window what {@code over} means
 * @param help one sentence for people
 * @param measures how it is read: one for what the exporter computes, one a preset for what other programs measure
 */
public record CatalogueMetric(
        String name, Layer layer, Unit unit, Worse worse, WindowRule window, String help, List<Measure> measures) {

    public CatalogueMetric {
        measures = List.copyOf(measures);
    }

    /** The measure for a source of that preset: the preset's own, or the one that needs no source. */
    public Optional<Measure> measure(String preset) {
        return measures.stream()
                .filter(measure -> presetOf(measure).map(preset::equals).orElse(true))
                .findFirst();
    }

    /** The measure that needs no source, if the exporter or the team's own query gives the metric. */
    public Optional<Measure> ownMeasure() {
        return measures.stream().filter(measure -> presetOf(measure).isEmpty()).findFirst();
    }

    /** The presets that measure it; empty where it needs no source. */
    public List<String> presets() {
        return measures.stream().flatMap(measure -> presetOf(measure).stream()).toList();
    }

    /** The label names that a condition on it may match, each once. */
    public List<String> matcherLabels() {
        return measures.stream()
                .flatMap(measure -> measure.identityLabels().stream())
                .distinct()
                .toList();
    }

    private static Optional<String> presetOf(Measure measure) {
        return measure instanceof Measure.Query query ? query.preset() : Optional.empty();
    }
}
