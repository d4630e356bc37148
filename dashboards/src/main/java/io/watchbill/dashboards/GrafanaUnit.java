package io.watchbill.dashboards;

import io.watchbill.spec.Unit;

/** Grafana's names of the units that we draw, each written once. */
final class GrafanaUnit {

    static final String NUMBER = "short";
    static final String SHARE = "percentunit";
    static final String SECONDS = "s";
    static final String AGE = "dtdurations";
    static final String EVENTS_PER_SECOND = "cps";
    static final String REQUESTS_PER_SECOND = "reqps";
    static final String BYTES = "bytes";
    static final String DATE = "dateTimeAsIso";

    private GrafanaUnit() {}

    /** Grafana's name of a unit of the specification. */
    static String of(Unit unit) {
        return switch (unit) {
            case RATIO -> SHARE;
            case SECONDS -> SECONDS;
            case BYTES -> BYTES;
            case BYTES_PER_SECOND -> "Bps";
            case PER_SECOND -> EVENTS_PER_SECOND;
            case COUNT, NUMBER -> NUMBER;
        };
    }
}
