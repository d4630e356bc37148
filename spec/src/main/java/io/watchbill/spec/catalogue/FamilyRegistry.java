package io.watchbill.spec.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the families of {@link MetricFamilies} are declared, and the list that declaring them makes. */
final class FamilyRegistry {

    private static final Map<String, MetricFamily> ALL = new LinkedHashMap<>();

    private FamilyRegistry() {}

    static Collection<MetricFamily> all() {
        return ALL.values();
    }

    static Optional<MetricFamily> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static MetricFamily drift(String name, String help) {
        return model(MetricType.GAUGE, name, help, LabelNames.COLUMN, LabelNames.KIND, LabelNames.WINDOW);
    }

    static MetricFamily performance(String metric, String help) {
        return model(MetricType.GAUGE, "ml_performance_" + metric, help, LabelNames.WINDOW);
    }

    static MetricFamily model(MetricType type, String name, String help, String... labels) {
        return model(Layer.MODEL, type, name, help, labels);
    }

    static MetricFamily model(Layer layer, MetricType type, String name, String help, String... labels) {
        List<String> all = new ArrayList<>(List.of(LabelNames.MODEL, LabelNames.VERSION));
        all.addAll(Arrays.asList(labels));
        return register(new MetricFamily(name, type, layer, help, all));
    }

    static MetricFamily own(MetricType type, String name, String help, String... labels) {
        return register(new MetricFamily(name, type, Layer.MONITORING, help, List.of(labels)));
    }

    private static MetricFamily register(MetricFamily family) {
        ALL.put(family.name(), family);
        return family;
    }
}
