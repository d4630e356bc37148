package io.watchbill.plan;

import io.watchbill.plan.PlannedAlert.DashboardLink;
import io.watchbill.plan.PlannedAlert.RunbookLink;
import io.watchbill.spec.Metadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The stable names of everything that is generated for one system: files, anchors, dashboard uids, panel ids and the
 * addresses made of them. They depend on names alone, never on order, so that inserting something moves no link.
 */
public record Links(Metadata metadata) {

    private static final Pattern UNNAMED = Pattern.compile("[^a-z0-9]+");
    private static final Pattern AROUND = Pattern.compile("^-|-$");

    /** The longest uid that every Grafana takes. */
    private static final int LONGEST_UID = 40;

    /** The Operations Specification document's file name. */
    private static final String DOCUMENT = "operations-specification.md";

    /** The manifest of a compiled folder. */
    public static final String MANIFEST_PATH = "index.json";

    /** Alertmanager's configuration for the whole fleet. */
    public static final String ALERTMANAGER_PATH = "alertmanager/alertmanager.yml";

    /** Prometheus' configuration for the whole fleet. */
    public static final String PROMETHEUS_PATH = "prometheus/prometheus.yml";

    /** How the Prometheus operator scrapes the exporter. */
    public static final String SERVICE_MONITOR_PATH = "kubernetes/servicemonitor.yaml";

    /** How the Prometheus operator scrapes the incident server. */
    public static final String INCIDENTS_MONITOR_PATH = "kubernetes/servicemonitor-incidents.yaml";

    /** The configuration of Alertmanager as a secret of Kubernetes. */
    public static final String ALERTMANAGER_SECRET_PATH = "kubernetes/alertmanager-secret.yaml";

    /** The file of the system's rules as a resource of the Prometheus operator. */
    public String prometheusRulePath() {
        return "kubernetes/prometheusrule-" + metadata.name() + ".yaml";
    }

    /** The file of the system's routes as a resource of the Prometheus operator. */
    public String alertmanagerConfigPath() {
        return "kubernetes/alertmanagerconfig-" + metadata.name() + ".yaml";
    }

    /** The file of the system's rules. */
    public String rulesPath() {
        return "rules/" + metadata.name() + ".yaml";
    }

    /** The file of what is recorded for objectives and of the alerts on them. No system's name has a dot. */
    public String objectiveRulesPath() {
        return "rules/" + metadata.name() + ".slo.yaml";
    }

    /** The file of a dashboard. */
    public String dashboardPath(View view) {
        return "dashboards/" + dashboardUid(view) + ".json";
    }

    /** The file of the system's runbook. */
    public String runbookPath() {
        return "runbooks/" + metadata.name() + ".md";
    }

    /** The file of the Operations Specification document: by use case where there is one, else by system. */
    public String documentPath() {
        return metadata.useCase().orElse(metadata.name()) + "/05_Operations/" + DOCUMENT;
    }

    /**
     * The uid of a dashboard: system, environment and view; over 40 characters, the first 31 of them and a digest of
     * the whole.
     */
    public String dashboardUid(View view) {
        String uid = metadata.name()
                + metadata.environment().map(name -> "-" + slug(name)).orElse("") + "-" + view.key();
        return uid.length() <= LONGEST_UID
                ? uid
                : uid.substring(0, 31) + "-" + HexFormat.of().formatHex(digest(uid), 0, 4);
    }

    /** The dashboard over all systems. No system's uid is it: theirs end in a view. */
    public static final String FLEET_UID = "watchbill-fleet";

    /** The id of a panel of the dashboard over all systems. */
    public static int fleetPanelId(String panelKey) {
        return id(FLEET_UID + "/" + panelKey);
    }

    /** The id of a panel: from its view and key, between 1 and 2,147,483,647. */
    public static int panelId(View view, String panelKey) {
        return id(view.key() + "/" + panelKey);
    }

    private static int id(String key) {
        return Math.max(1, ByteBuffer.wrap(digest(key)).getInt() & Integer.MAX_VALUE);
    }

    /** The anchor of an alert's section in the runbook: its name in lower case, with dashes for underscores. */
    public static String alertAnchor(String alertName) {
        return slug(alertName);
    }

    /** The anchor of a troubleshooting entry in the runbook. */
    public static String troubleshootingAnchor(String id) {
        return slug(id);
    }

    /** The file of the system's page in a site, {@code <system>.html}. */
    public String pagePath() {
        return metadata.name() + ".html";
    }

    /** The address of the system's runbook: its page where {@code metadata.links.site} is given, else its file. */
    public Optional<String> runbookUrl() {
        return metadata.links()
                .site()
                .map(base -> base + "/" + pagePath())
                .or(() -> metadata.links().runbooks().map(base -> base + "/" + metadata.name() + ".md"));
    }

    /** The link to the section of the runbook about an alert. */
    public RunbookLink runbook(String alertName) {
        String anchor = alertAnchor(alertName);
        return new RunbookLink(Optional.of(runbookPath()), anchor, runbookUrl().map(url -> url + "#" + anchor));
    }

    /** The address of a dashboard, where {@code metadata.links.dashboards} is given. */
    public Optional<String> dashboardUrl(View view) {
        return metadata.links().dashboards().map(base -> base + "/d/" + dashboardUid(view));
    }

    /**
     * The link to a panel.
     *
     * @param variables labels of the alert that are variables of the dashboard: the link passes their values on
     */
    public DashboardLink panel(View view, String panelKey, List<String> variables) {
        StringBuilder query = new StringBuilder("?viewPanel=").append(panelId(view, panelKey));
        for (String variable : variables) {
            query.append("&var-")
                    .append(variable)
                    .append("={{ $labels.")
                    .append(variable)
                    .append(" | urlquery }}");
        }
        return new DashboardLink(view, panelKey, dashboardUrl(view).map(url -> url + query));
    }

    /** Lower case, with dashes for everything but letters and digits. */
    static String slug(String text) {
        String dashed = UNNAMED.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
        return AROUND.matcher(dashed).replaceAll("");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
