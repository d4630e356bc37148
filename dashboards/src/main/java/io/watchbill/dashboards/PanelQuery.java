package io.watchbill.dashboards;

/**
 * A query as Grafana sends it to Prometheus, its variables filled in.
 *
 * @param panel the panel's title
 * @param panelId the panel's id in its dashboard
 * @param refId the query's letter in the panel
 * @param promql what is asked
 * @param instant whether one value at the end of the range is asked for, instead of a series over it
 * @param mayBeEmpty whether no answer means that all is well
 */
public record PanelQuery(
        String panel, long panelId, String refId, String promql, boolean instant, boolean mayBeEmpty) {}
