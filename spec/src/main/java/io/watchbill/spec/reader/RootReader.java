package io.watchbill.spec.reader;

import io.watchbill.spec.Alerting;
import io.watchbill.spec.Business;
import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Incidents;
import io.watchbill.spec.LinkBases;
import io.watchbill.spec.Metadata;
import io.watchbill.spec.Model;
import io.watchbill.spec.Monitoring;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.Sources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the whole specification. */
final class RootReader {
    static final String API_VERSION = "watchbill/v1";
    static final String KIND = "OperationsSpecification";

    private RootReader() {}

    static OperationsSpecification read(MapReader root) {
        fixed(root, "apiVersion", API_VERSION);
        fixed(root, "kind", KIND);
        Metadata metadata = metadata(section(root, "metadata"));
        List<Model> models = ModelReader.read(root);
        Business business = BusinessReader.read(root.section("business"));
        Sources sources = SourcesReader.read(root.section("sources"));
        List<CustomMetric> metrics = CustomMetricReader.read(root);
        MetricChecks checks = new MetricChecks(root.context(), models, business, sources, metrics);
        Monitoring monitoring = new MonitoringReader(checks).read(root.section("monitoring"));
        Alerting alerting = new AlertingReader(checks).read(root.section("alerting"));
        List<ServiceLevelObjective> slos = new ServiceLevelReader(checks).read(root);
        OnCall onCall = OnCallReader.read(root.section("onCall"));
        OperationsSpecification specification = new OperationsSpecification(
                metadata,
                models,
                business,
                sources,
                metrics,
                monitoring,
                alerting,
                slos,
                onCall,
                MaintenanceReader.read(root, onCall.timezone()),
                RunbooksReader.read(root.section("runbooks")),
                incidents(root.section("incidents")),
                DashboardsReader.read(root.section("dashboards")));
        root.end();
        return specification;
    }

    private static void fixed(MapReader root, String key, String value) {
        String written = root.text(key);
        if (root.has(key) && !written.equals(value)) {
            root.context()
                    .findings()
                    .add(
                            SpecificationCode.WRONG_VERSION,
                            root.locationOf(key),
                            key + " is " + Printed.quoted(written),
                            Optional.of(value),
                            Optional.empty());
        }
    }

    private static MapReader section(MapReader root, String key) {
        if (!root.has(key)) {
            root.missing(key);
        }
        return root.section(key);
    }

    private static Metadata metadata(MapReader map) {
        String name = map.isWritten() ? map.required("name", Forms.LABEL_NAME_OF_DNS, "system") : "system";
        Metadata metadata = new Metadata(
                name,
                map.text("title", title(name)),
                map.optional("useCase", Forms.NAME_ON_THE_WIRE),
                map.isWritten() ? map.text("owner") : "",
                map.optional("environment", Forms.LABEL_NAME_OF_DNS),
                map.text("description", ""),
                links(map.section("links")));
        map.end();
        return metadata;
    }

    private static String title(String name) {
        String words = name.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static LinkBases links(MapReader map) {
        LinkBases links = new LinkBases(
                map.optional("dashboards", Forms.BASE_URL),
                map.optional("runbooks", Forms.BASE_URL),
                map.optional("site", Forms.BASE_URL),
                map.optional("logs", Forms.BASE_URL));
        map.end();
        return links;
    }

    private static Incidents incidents(MapReader map) {
        Incidents incidents =
                new Incidents(new LinkedHashSet<>(map.values("openFor", Forms.PRIORITY, Incidents.DEFAULT_OPEN_FOR)));
        map.end();
        return incidents;
    }
}
