package io.watchbill.alertmanager;

import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.plan.Plan;
import io.watchbill.spec.Alerting;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.SeveritySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receivers of one system: those that a priority, a level of escalation or a fixed role uses. */
final class SystemReceivers {

    private SystemReceivers() {}

    static List<ReceiverEntry> of(Plan plan, Escalations escalations) {
        Map<String, ReceiverEntry> entries = new LinkedHashMap<>();
        Map<String, Map<String, Object>> settings = settings(plan);
        for (SeveritySettings severity :
                plan.specification().alerting().severities().values()) {
            add(entries, ReceiverNames.of(plan.system(), severity.receiver()), settings.get(severity.receiver()));
        }
        for (String role : List.of(ReceiverNames.WATCHDOG, ReceiverNames.CATCH_ALL, ReceiverNames.RECORDER)) {
            if (settings.containsKey(role)) {
                add(entries, ReceiverNames.of(plan.system(), role), settings.get(role));
            }
        }
        for (Escalations.Step step : escalations.all()) {
            add(entries, step.receiver(), settings.get(step.settings()));
        }
        return List.copyOf(entries.values());
    }

    /** @param elsewhere names of receivers that a base file has */
    static List<RoutingProblem> problems(Plan plan, Set<String> elsewhere) {
        List<RoutingProblem> problems = new ArrayList<>();
        Alerting alerting = plan.specification().alerting();
        for (Receiver receiver : alerting.receivers()) {
            problems.addAll(ReceiverSettings.problems(
                    plan.system(),
                    receiver,
                    "/alerting/receivers/" + receiver.name(),
                    plan.target().alertmanager()));
        }
        Map<String, Map<String, Object>> settings = settings(plan);
        for (Priority priority : Priority.values()) {
            String name = alerting.severity(priority).receiver();
            if (!settings.containsKey(name) && !elsewhere.contains(name)) {
                problems.add(new RoutingProblem(
                        plan.system(),
                        "/alerting/severities/" + priority + "/receiver",
                        false,
                        "receiver '" + name + "' has no settings, so alerts of " + priority
                                + " tell nobody: add it to alerting.receivers"));
            }
        }
        return problems;
    }

    private static void add(Map<String, ReceiverEntry> entries, String name, @Nullable Map<String, Object> settings) {
        entries.put(name, new ReceiverEntry(name, settings == null ? Map.of() : settings));
    }

    private static Map<String, Map<String, Object>> settings(Plan plan) {
        Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        plan.specification()
                .alerting()
                .receivers()
                .forEach(receiver -> settings.put(receiver.name(), receiver.settings()));
        return settings;
    }
}
