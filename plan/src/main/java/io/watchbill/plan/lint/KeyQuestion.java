package io.watchbill.plan.lint;

import io.watchbill.spec.Drift;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.Model;
import io.watchbill.spec.Named;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.Runbooks;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question that whoever runs a system must be able to answer.
 *
 * @param answer what the specification says; empty where it says nothing
 * @param section where the answer would stand, as a JSON pointer
 * @param help what to write
 */
public record KeyQuestion(String question, Optional<String> answer, String section, String help) {

    /** The seven questions with their answers. */
    public static List<KeyQuestion> of(LoadedSpecification loaded) {
        return of(loaded.specification(), loaded.places());
    }

    static List<KeyQuestion> of(OperationsSpecification specification, Places places) {
        List<KeyQuestion> questions = new ArrayList<>();
        questions.add(new KeyQuestion(
                "What metrics matter most?",
                listed(specification.monitoring().keyMetrics(), KeyMetric::metric),
                "/monitoring/keyMetrics",
                "list the few numbers that say how the system is, with what is normal, worrying and too much"));
        questions.add(new KeyQuestion(
                "Who is on-call?",
                listed(specification.onCall().rotations(), Rotation::role),
                "/onCall/rotations",
                "write the roles with their schedules; a schedule that a pager owns as external"));
        questions.add(new KeyQuestion(
                "What are the SLOs/SLAs?",
                listed(specification.slos(), slo -> slo.name() + " " + slo.target()),
                "/slos",
                "promise something: availability, latency, errors; a first guess can be mended"));
        questions.add(new KeyQuestion(
                "What's the escalation path?",
                listed(specification.onCall().escalation().levels(), Escalation.Level::contact),
                "/onCall/escalation/levels",
                "write who is told at once, and who is when nobody acknowledges"));
        questions.add(new KeyQuestion(
                "How is drift detected?",
                drift(specification.models()),
                "/models",
                "give a model its references, made by 'watchbill profile'"));
        questions.add(new KeyQuestion(
                "What's the incident response process?",
                response(specification),
                "/runbooks/troubleshooting",
                "write for each symptom what to look at and what to do"));
        questions.add(new KeyQuestion(
                "When are maintenance windows?",
                maintenance(specification.maintenance(), places),
                "/maintenance",
                "write when planned work is done; 'maintenance: []' says that there is none"));
        return questions;
    }

    private static Optional<String> drift(List<Model> models) {
        return listed(
                models.stream().filter(model -> !model.references().isEmpty()).toList(),
                model -> model.name() + " by " + scores(model.drift()));
    }

    private static String scores(Drift drift) {
        return Stream.concat(drift.numeric().stream(), drift.categorical().stream())
                .map(Named::text)
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static Optional<String> response(OperationsSpecification specification) {
        return listed(specification.runbooks().troubleshooting(), Runbooks.Troubleshooting::id)
                .map(entries -> "incidents for "
                        + specification.incidents().openFor().stream()
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))
                        + "; runbooks " + entries);
    }

    private static Optional<String> maintenance(List<MaintenanceWindow> windows, Places places) {
        return windows.isEmpty() && places.written("/maintenance")
                ? Optional.of("never")
                : listed(
                        windows,
                        window -> window.name() + " " + window.frequency().text());
    }

    private static <T> Optional<String> listed(List<T> items, Function<T, String> text) {
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(items.stream().map(text).collect(Collectors.joining(", ")));
    }
}
