package io.watchbill.dashboards.grafana;

/** What a dashboard's grid holds. */
public sealed interface Item permits Panel, Row {

    /** Unique in its dashboard and stable: a link to {@code viewPanel=<id>} keeps its meaning. */
    long id();

    /** What is drawn: {@code row} or the panel's kind. */
    String type();

    /** The words above it. */
    String title();

    /** Where it lies. */
    GridPos gridPos();
}
