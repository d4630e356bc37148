package io.watchbill.cli;

import io.watchbill.cli.compile.Platform;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.rules.kubernetes.ScrapeAccess;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that say how Prometheus gets its rules and its targets. */
final class PlatformOptions {

    private static final String FILES = "prometheus";
    private static final String OPERATOR = "prometheus-operator";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before platform()
    private CommandSpec spec;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            defaultValue = FILES,
            description =
                    "prometheus (a prometheus.yml that reads the rules) or prometheus-operator (a PrometheusRule for"
                            + " each system, a ServiceMonitor and the Secret of Alertmanager's configuration, in"
                            + " DIR/kubernetes). Default: prometheus.")
    private String platform = FILES;

    @Option(
            names = "--scrape-basic-auth",
            paramLabel = "SECRET",
            description = "The Kubernetes secret whose keys username and password let the operator's Prometheus in.")
    private @Nullable String basicAuth;

    @Option(
            names = "--scrape-tls",
            paramLabel = "SECRET",
            description = "Scrape by TLS; the Kubernetes secret whose key ca.crt vouches for the exporter.")
    private @Nullable String tls;

    @Option(
            names = "--dashboards",
            paramLabel = "FORM",
            defaultValue = "files",
            description =
                    "How Grafana gets the dashboards, beside their JSON: files (a provisioning file), configmaps (one"
                            + " ConfigMap each, for the sidecar of Grafana's Helm chart) or grafana-operator (one GrafanaDashboard"
                            + " each), in DIR/kubernetes. Default: files.")
    private String dashboards = DashboardForm.FILES.text();

    DashboardForm dashboards() {
        return Arrays.stream(DashboardForm.values())
                .filter(form -> form.text().equals(dashboards))
                .findFirst()
                .orElseThrow(() -> wrong("Invalid value for option '--dashboards': '" + dashboards + "' is none of "
                        + Arrays.stream(DashboardForm.values())
                                .map(DashboardForm::text)
                                .collect(Collectors.joining(", "))));
    }

    Platform platform() {
        return switch (platform) {
            case FILES -> {
                if (basicAuth != null || tls != null) {
                    throw wrong(
                            "--scrape-basic-auth and --scrape-tls name secrets of Kubernetes: they go with --platform "
                                    + OPERATOR);
                }
                yield new Platform.Files();
            }
            case OPERATOR ->
                new Platform.Operator(
                        new ScrapeAccess(secret("--scrape-basic-auth", basicAuth), secret("--scrape-tls", tls)));
            default ->
                throw wrong("Invalid value for option '--platform': '" + platform + "' is neither " + FILES + " nor "
                        + OPERATOR);
        };
    }

    private Optional<String> secret(String option, @Nullable String name) {
        if (name != null && !name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            throw wrong("Invalid value for option '" + option + "': '" + name + "' is not the name of a secret: small"
                    + " letters, digits, dashes and dots");
        }
        return Optional.ofNullable(name);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
