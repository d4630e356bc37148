package io.watchbill.spec.catalogue;

import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.QualityScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The metrics that conditions may name: one place maps each name to its layer, its unit, its direction and the series
 * it is read from. Immutable.
 */
public final class MetricCatalogue {

    private static final List<Preset> PRESETS = Preset.all();
    private static final MetricCatalogue STANDARD = new MetricCatalogue(StandardMetrics.of(PRESETS));

    private final Map<String, CatalogueMetric> metrics = new LinkedHashMap<>();

    private MetricCatalogue(Collection<CatalogueMetric> metrics) {
        for (CatalogueMetric metric : metrics) {
            this.metrics.put(metric.name(), metric);
        }
    }

    /** The metrics that every specification may name. */
    public static MetricCatalogue standard() {
        return STANDARD;
    }

    /** The metrics that this specification may name: the standard ones, its own, and its models' quality scores. */
    public static MetricCatalogue of(OperationsSpecification specification) {
        return STANDARD.with(specification.metrics())
                .withQuality(specification.models().stream()
                        .flatMap(model -> model.quality().stream())
                        .toList());
    }

    /** This catalogue and a team's own metrics; one of a standard name takes its place. */
    public MetricCatalogue with(Collection<CustomMetric> own) {
        return and(own.stream().map(MetricCatalogue::custom).toList());
    }

    /** This catalogue and {@code quality.NAME} for each score. */
    public MetricCatalogue withQuality(Collection<QualityScore> scores) {
        Set<String> falling = scores.stream()
                .filter(score -> score.minimum().signum() < 0)
                .map(QualityScore::name)
                .collect(Collectors.toSet());
        return and(scores.stream()
                .map(score -> QualityMetric.of(score, falling.contains(score.name())))
                .toList());
    }

    /** The metric of that name. */
    public Optional<CatalogueMetric> find(String name) {
        return Optional.ofNullable(metrics.get(name));
    }

    /** All names, in the order of the documentation. */
    public List<String> names() {
        return List.copyOf(metrics.keySet());
    }

    /** All metrics, in the order of the documentation. */
    public List<CatalogueMetric> all() {
        return List.copyOf(metrics.values());
    }

    /** Every preset that comes with Watchbill. */
    public static List<Preset> presets() {
        return PRESETS;
    }

    /** The preset of that name. */
    public static Optional<Preset> preset(String name) {
        return PRESETS.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    private MetricCatalogue and(List<CatalogueMetric> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<CatalogueMetric> all = new ArrayList<>(metrics.values());
        all.addAll(more);
        return new MetricCatalogue(all);
    }

    private static CatalogueMetric custom(CustomMetric own) {
        return new CatalogueMetric(
                own.name(),
                own.layer(),
                own.unit(),
                own.worse(),
                WindowRule.NONE,
                "A metric of the team's own.",
                List.of(new Measure.Custom(own.promql())));
    }
}
