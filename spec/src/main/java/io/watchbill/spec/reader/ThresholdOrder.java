package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.math.BigDecimal;
import java.util.Optional;

/** Holds warning thresholds against critical ones: a warning comes first. */
final class ThresholdOrder {
    private final MapReader map;

    /** @param map the map that holds {@code warning} and {@code critical} */
    ThresholdOrder(MapReader map) {
        this.map = map;
    }

    /** Worse is higher. */
    void rising(String key, BigDecimal warning, BigDecimal critical) {
        if (warning.compareTo(critical) > 0) {
            report(key, "at most", warning, critical);
        }
    }

    /** Worse is lower. */
    void falling(String key, BigDecimal warning, BigDecimal critical) {
        if (warning.compareTo(critical) < 0) {
            report(key, "at least", warning, critical);
        }
    }

    private void report(String key, String relation, BigDecimal warning, BigDecimal critical) {
        Location location = map.optionalSection("warning")
                .filter(section -> section.has(key))
                .or(() -> map.optionalSection("critical"))
                .map(section -> section.locationOf(key))
                .orElse(map.anchor());
        map.context()
                .findings()
                .add(
                        SpecificationCode.THRESHOLDS_REVERSED,
                        location,
                        "the warning %s %s is beyond the critical %s"
                                .formatted(key, warning.toPlainString(), critical.toPlainString()),
                        Optional.of("a warning of " + relation + " " + critical.toPlainString()),
                        Optional.empty());
    }
}
