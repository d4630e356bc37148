package io.watchbill.dashboards.grafana;

/** Which data source answers: always the one that the reader chose in the variable {@code datasource}. */
public record DatasourceRef(String type, String uid) {

    /** The Prometheus chosen in the variable {@code datasource}. */
    public static final DatasourceRef CHOSEN = new DatasourceRef("prometheus", "${datasource}");

    /** Grafana's own store, which holds hand-made annotations. */
    public static final DatasourceRef GRAFANA = new DatasourceRef("grafana", "-- Grafana --");
}
