package io.watchbill.plan.lint;

import io.watchbill.plan.Plan;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.promql.Query;
import io.watchbill.spec.reader.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rules judge, and where they say what they found. */
final class Judged {
    private final Plan plan;
    private final Places places;
    private final Surroundings surroundings;
    private final List<Finding> findings = new ArrayList<>();

    Judged(Plan plan, Places places, Surroundings surroundings) {
        this.plan = plan;
        this.places = places;
        this.surroundings = surroundings;
    }

    /**
     * A hand-written alert that tells somebody.
     *
     * @param pointer to the alert
     */
    record Written(AlertDefinition alert, String pointer) {
        /** Where its expression stands. */
        String expression() {
            return pointer + (alert.expression() instanceof AlertExpression.Promql ? "/promql" : "/condition");
        }
    }

    /**
     * PromQL of the specification.
     *
     * @param alert where it is an alert's
     */
    record WrittenQuery(String text, Query query, String pointer, Optional<Written> alert) {}

    Plan plan() {
        return plan;
    }

    OperationsSpecification specification() {
        return plan.specification();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Places places() {
        return places;
    }

    List<Written> writtenAlerts() {
        List<Written> written = new ArrayList<>();
        List<AlertDefinition> alerts = specification().alerting().alerts();
        for (int i = 0; i < alerts.size(); i++) {
            if (alerts.get(i).state() == AlertState.ACTIVE) {
                written.add(new Written(alerts.get(i), "/alerting/alerts/" + i));
            }
        }
        return written;
    }

    /** The PromQL of alerts. */
    List<WrittenQuery> alertQueries() {
        List<WrittenQuery> queries = new ArrayList<>();
        for (Written written : writtenAlerts()) {
            if (written.alert().expression() instanceof AlertExpression.Promql promql) {
                queries.add(query(promql.query(), written.expression(), Optional.of(written)));
            }
        }
        return queries;
    }

    /** The PromQL of alerts and of the team's own metrics. */
    List<WrittenQuery> queries() {
        List<WrittenQuery> queries = new ArrayList<>(alertQueries());
        List<CustomMetric> metrics = specification().metrics();
        for (int i = 0; i < metrics.size(); i++) {
            queries.add(query(metrics.get(i).promql(), "/metrics/" + i + "/promql", Optional.empty()));
        }
        return queries;
    }

    private static WrittenQuery query(String text, String pointer, Optional<Written> alert) {
        try {
            return new WrittenQuery(text, Query.parse(text), pointer, alert);
        } catch (MisfitException misfit) {
            throw new IllegalArgumentException("the reader lets no such query pass: " + text, misfit);
        }
    }

    void report(LintCode code, String pointer, String message, String expected, String help) {
        report(code, places.of(pointer), message, expected, help);
    }

    /** Reports a part of a text. */
    void report(LintCode code, String pointer, Span span, String message, String expected, String help) {
        report(code, places.of(pointer, span), message, expected, help);
    }

    private void report(LintCode code, Location place, String message, String expected, String help) {
        findings.add(places.finding(code, place, message, Optional.of(expected), Optional.of(help)));
    }

    List<Finding> findings() {
        return findings;
    }
}
