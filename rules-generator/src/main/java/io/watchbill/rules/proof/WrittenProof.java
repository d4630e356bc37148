package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertTest;
import io.watchbill.spec.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tests that an alert's author wrote. */
final class WrittenProof {

    private final Plan plan;
    private final PlannedAlert alert;

    WrittenProof(Plan plan, PlannedAlert alert) {
        this.plan = plan;
        this.alert = alert;
    }

    /** Of PromQL, of which nobody else knows any. */
    Proof proof() {
        Proof written = with(new Proof(List.of(), List.of()));
        return written.cases().isEmpty() && written.gaps().isEmpty()
                ? Proof.missing(alert.name(), "only its author knows what series make PromQL fire, and wrote no test")
                : written;
    }

    /** Beside others. */
    Proof with(Proof generated) {
        List<ProvenCase> cases = new ArrayList<>(generated.cases());
        List<Proof.Gap> gaps = new ArrayList<>(generated.gaps());
        List<AlertTest> tests = tests();
        // Written for the times of production, which a demo scales.
        if (plan.target().timeScale() != 1 && !tests.isEmpty()) {
            gaps.add(new Proof.Gap(alert.name() + " as its author wrote", AlertProof.SCALED));
            return new Proof(cases, gaps);
        }
        for (int i = 0; i < tests.size(); i++) {
            Optional<TestCase> test = test(tests.get(i), tests.size() == 1 ? "" : ", " + (i + 1));
            if (test.isPresent()) {
                cases.add(new ProvenCase(Cadence.of(plan, tests.get(i).end()), test.get()));
            } else {
                gaps.add(new Proof.Gap(
                        alert.name() + " as its author wrote", "its texts hold templates that are not read"));
            }
        }
        return new Proof(cases, gaps);
    }

    private List<AlertTest> tests() {
        return plan.specification().alerting().alerts().stream()
                .filter(definition -> definition.name().equals(alert.name()))
                .findFirst()
                .map(AlertDefinition::tests)
                .orElse(List.of());
    }

    private Optional<TestCase> test(AlertTest test, String number) {
        TemplateReading templates =
                new TemplateReading(test.labels(), test.value().doubleValue());
        Optional<Map<String, String>> own = templates.readAll(alert.labels());
        Optional<Map<String, String>> annotations = templates.readAll(alert.annotations());
        if (own.isEmpty() || annotations.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>(test.labels());
        labels.putAll(own.get());
        AlertExpectation fires = new AlertExpectation(
                Durations.format(test.firesAt()), alert.name(), List.of(new ExpectedAlert(labels, annotations.get())));
        return Optional.of(new TestCase(
                alert.name() + " fires as its author wrote" + number,
                Durations.format(test.interval()),
                test.series().stream()
                        .map(series -> new InputSeries(series.series(), series.values()))
                        .toList(),
                Stream.concat(
                                Stream.of(fires),
                                Stream.concat(test.quietAt().stream(), test.resolvesAt().stream())
                                        .map(time -> ExpectedFiring.none(time, alert)))
                        .toList()));
    }
}
