package io.watchbill.rules.proof;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.QueryExpectation;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What promtool must see of an alert at one time. */
final class ExpectedFiring {

    private ExpectedFiring() {}

    static AlertExpectation none(Duration at, PlannedAlert alert) {
        return new AlertExpectation(Durations.format(at), alert.name(), List.of());
    }

    /** That it fires, whatever its value is then. */
    static QueryExpectation some(Duration at, PlannedAlert alert) {
        return new QueryExpectation(
                "count(ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\"})",
                Durations.format(at),
                List.of(new QueryExpectation.Sample("{}", BigDecimal.ONE)));
    }

    /** The alert with these labels and this value; empty where its texts hold templates that are not read here. */
    static Optional<AlertExpectation> one(Duration at, PlannedAlert alert, Map<String, String> identity, double value) {
        TemplateReading templates = new TemplateReading(identity, value);
        Optional<Map<String, String>> own = templates.readAll(alert.labels());
        Optional<Map<String, String>> annotations = templates.readAll(alert.annotations());
        if (own.isEmpty() || annotations.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>(identity);
        // Every query keeps the cluster, where its series have one.
        labels.keySet()
                .removeIf(label -> !label.equals(LabelNames.CLUSTER)
                        && !alert.identityLabels().contains(label));
        labels.putAll(own.get());
        return Optional.of(new AlertExpectation(
                Durations.format(at), alert.name(), List.of(new ExpectedAlert(labels, annotations.get()))));
    }
}
