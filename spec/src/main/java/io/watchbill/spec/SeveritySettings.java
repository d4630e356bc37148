package io.watchbill.spec;

import java.time.Duration;
import java.util.Map;

/**
 * What a priority means.
 *
 * @param receiver name of the receiver that is told
 * @param labels set on every alert of this priority; {@code severity} is always among them
 */
public record SeveritySettings(
        Priority priority, String title, ResponseTime respondWithin, String receiver, Map<String, String> labels) {
    public SeveritySettings {
        labels = Ordered.copyOf(labels);
    }

    /** The settings of a priority where nothing is written. */
    public static SeveritySettings defaultOf(Priority priority) {
        return switch (priority) {
            case P1 -> of(priority, "Critical", within(Duration.ofMinutes(15)), "page", "critical");
            case P2 -> of(priority, "High", within(Duration.ofHours(1)), "page", "critical");
            case P3 -> of(priority, "Medium", within(Duration.ofHours(4)), "chat", "warning");
            case P4 -> of(priority, "Low", new ResponseTime.NextBusinessDay(), "mail", "info");
        };
    }

    private static ResponseTime within(Duration duration) {
        return new ResponseTime.Within(duration);
    }

    private static SeveritySettings of(
            Priority priority, String title, ResponseTime respondWithin, String receiver, String severity) {
        return new SeveritySettings(priority, title, respondWithin, receiver, Map.of("severity", severity));
    }
}
