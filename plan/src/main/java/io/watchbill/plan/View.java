package io.watchbill.plan;

import io.watchbill.spec.catalogue.Layer;
import java.util.Locale;
import java.util.Set;

/** The dashboards of a system, in the order in which people read them. */
public enum View {
    OVERVIEW("Overview", "Is it healthy, what burns, who looks after it, what changed"),
    INFRASTRUCTURE("Infrastructure", "Layer 1: what the machines measure"),
    APPLICATION("Application", "Layer 2: requests, errors, latency, capacity"),
    MODEL("Model", "Layer 3: what the model answers, how sure it is, whether it is right"),
    DRIFT("Drift", "Which column moved, since when, how far, and whether it is chance"),
    BUSINESS("Business", "Layer 4: what the predictions are worth, beside drift"),
    SLO("SLO and error budget", "What was promised, what is left of it, when the rest is gone"),
    ON_CALL("On call", "What fires, how long there is time to answer, who answers"),
    EXPORTER("Exporter health", "Whether the monitoring itself is well");

    /** Metrics of layer 3 that say how columns moved. */
    private static final Set<String> OF_COLUMNS =
            Set.of("drifted_columns", "missing_rate", "invalid_rate", "unseen_rate");

    private final String title;
    private final String purpose;

    View(String title, String purpose) {
        this.title = title;
        this.purpose = purpose;
    }

    /** The part of uids that names the view, e.g. {@code on-call}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What people call it; the system's title stands before it. */
    public String title() {
        return title;
    }

    /** The question that it answers. */
    public String purpose() {
        return purpose;
    }

    /** Where the panel of an alert is. */
    static View of(String panelKey, Layer layer) {
        if (panelKey.startsWith(PanelKeys.SLO + "/")) {
            return SLO;
        }
        String metric = panelKey.contains(".") ? panelKey.substring(0, panelKey.indexOf('.')) : panelKey;
        if (metric.endsWith("_drift") || OF_COLUMNS.contains(metric)) {
            return DRIFT;
        }
        return switch (layer) {
            case INFRASTRUCTURE -> INFRASTRUCTURE;
            case APPLICATION -> APPLICATION;
            case MODEL -> MODEL;
            case BUSINESS -> BUSINESS;
            case MONITORING -> EXPORTER;
        };
    }
}
