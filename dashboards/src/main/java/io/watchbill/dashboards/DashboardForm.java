package io.watchbill.dashboards;

/** How dashboards get into Grafana. The JSON files are there in every form. */
public enum DashboardForm {
    /** Grafana reads the JSON files: a provisioning file says where they lie. */
    FILES("files"),
    /** A ConfigMap for each dashboard, for the sidecar of Grafana's Helm chart. */
    CONFIG_MAPS("configmaps"),
    /** A {@code GrafanaDashboard} for each dashboard, for the Grafana Operator. */
    GRAFANA_OPERATOR("grafana-operator");

    private final String text;

    DashboardForm(String text) {
        this.text = text;
    }

    /** As it is written on the command line. */
    public String text() {
        return text;
    }
}
