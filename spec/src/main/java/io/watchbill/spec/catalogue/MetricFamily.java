package io.watchbill.spec.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One metric family as a scrape shows it.
 *
 * @param name the full name on the page, with {@code _total} on counters and {@code _info} on infos
 * @param labels label names in the order in which the exporter registers them
 */
public record MetricFamily(String name, MetricType type, Layer layer, String help, List<String> labels) {

    private static final List<String> BASE_UNITS = List.of("seconds", "bytes", "ratio");

    public MetricFamily {
        labels = List.copyOf(labels);
        if (type == MetricType.COUNTER != name.endsWith("_total")) {
            throw new IllegalArgumentException(name + ": counters and only counters end in _total");
        }
        if (type == MetricType.INFO != name.endsWith("_info")) {
            throw new IllegalArgumentException(name + ": infos and only infos end in _info");
        }
        if (new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException(name + ": the same label twice in " + labels);
        }
    }

    /** The name without {@code _total} or {@code _info}, as Prometheus client libraries register it. */
    public String baseName() {
        return switch (type) {
            case COUNTER -> name.substring(0, name.length() - "_total".length());
            case INFO -> name.substring(0, name.length() - "_info".length());
            case GAUGE, HISTOGRAM -> name;
        };
    }

    /** The base unit that ends the name ({@code seconds}, {@code bytes} or {@code ratio}), if it has one. */
    public Optional<String> unit() {
        return BASE_UNITS.stream()
                .filter(unit -> baseName().endsWith("_" + unit))
                .findFirst();
    }

    /** The series names that a scrape shows: the name itself, or the three of a classic histogram. */
    public List<String> seriesNames() {
        return type == MetricType.HISTOGRAM ? List.of(name + "_bucket", name + "_count", name + "_sum") : List.of(name);
    }
}
