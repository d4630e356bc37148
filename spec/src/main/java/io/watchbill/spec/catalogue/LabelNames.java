package io.watchbill.spec.catalogue;

import java.util.Set;

/** Every label name that the exporter or a generated alert uses, written once. */
public final class LabelNames {

    public static final String MODEL = "model";
    public static final String VERSION = "version";
    public static final String OUTCOME = "outcome";
    public static final String CLASS = "class";
    public static final String ARM = "arm";
    public static final String NAME = "name";
    public static final String COLUMN = "column";
    public static final String KIND = "kind";
    public static final String BIN = "bin";
    public static final String WINDOW = "window";
    public static final String REASON = "reason";
    public static final String PREDICTED = "predicted";
    public static final String ACTUAL = "actual";
    public static final String SIGN = "sign";
    public static final String METRIC = "metric";
    public static final String DETECTOR = "detector";
    public static final String SIGNAL = "signal";
    public static final String RESULT = "result";
    public static final String SEGMENT = "segment";
    public static final String VALUE = "value";
    public static final String EVENT = "event";
    public static final String UNIT = "unit";
    public static final String RATING = "rating";
    public static final String CONSUMER = "consumer";
    public static final String SOURCE = "source";
    public static final String STATUS = "status";
    public static final String LIMIT = "limit";
    public static final String HASH = "hash";
    public static final String LISTENER = "listener";

    public static final String PART = "part";

    /** Labels of generated alerts; no exported family may use one of them. */
    public static final String SYSTEM = "system";

    public static final String TEAM = "team";
    public static final String LAYER = "layer";
    public static final String PRIORITY = "priority";
    public static final String SEVERITY = "severity";

    /** The severity of the alert that always fires and is no trouble, as mixins write it. */
    public static final String NO_SEVERITY = "none";

    public static final String ENVIRONMENT = "environment";

    /** Labels of the series recorded for objectives, and of the alerts on them. */
    public static final String SLO = "slo";

    public static final String TIER = "tier";

    /** Kept by every alert where the scrape configuration sets it. */
    public static final String CLUSTER = "cluster";

    /** Names that belong to generated alerts alone. */
    public static final Set<String> RESERVED = Set.of(SYSTEM, TEAM, LAYER, PRIORITY, SEVERITY, ENVIRONMENT, SLO, TIER);

    private LabelNames() {}
}
