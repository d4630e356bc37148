package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.ReceiverNames;
import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.ReceiverEntry;
import io.watchbill.alertmanager.format.Route;
import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The generated routes in a team's own file. Everything of theirs stays as it is: the root route with its receiver, their
 * routes, receivers, inhibit rules, intervals. Ours come first among the routes, because each takes the alerts of one
 * system alone and a route of theirs might take all; in the other lists ours come last.
 */
public final class BaseMerge {

    private final BaseFile base;
    private final AlertmanagerFile ours;
    private final Map<String, String> theirs = new LinkedHashMap<>();

    /**
     * A team's file and what goes into it.
     *
     * @param ours made from specifications whose missing receivers the base file may have
     */
    public BaseMerge(BaseFile base, AlertmanagerFile ours) {
        this.base = base;
        this.ours = ours;
        Set<String> known = new LinkedHashSet<>(base.receivers());
        for (ReceiverEntry entry : ours.receivers()) {
            String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
            if (entry.settings().isEmpty() && !entry.name().equals(ReceiverNames.NOBODY) && known.contains(name)) {
                theirs.put(entry.name(), name);
            }
        }
    }

    /** What stands in the way of putting them together, and what is wrong with the base file for that version. */
    public List<BaseProblem> problems(AlertmanagerVersion version) {
        List<BaseProblem> problems = new ArrayList<>(BaseJudgement.of(base, version));
        problems.addAll(BaseInhibitions.of(base).problems());
        for (ReceiverEntry entry : ours.receivers()) {
            if (base.receivers().contains(entry.name()) && !isSameNobody(entry)) {
                clash(problems, "receivers", "receiver", entry.name());
            }
        }
        ours.timeIntervals().forEach(interval -> {
            for (String list : List.of("time_intervals", "mute_time_intervals")) {
                if (base.list(list).stream()
                        .anyMatch(entry -> BaseFile.name(entry).equals(interval.name()))) {
                    clash(problems, list, "time interval", interval.name());
                }
            }
        });
        return problems;
    }

    /** The whole file. */
    public String text(List<String> comments) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base.values());
        Map<String, @Nullable Object> generated = generated();
        merged.put("route", route());
        append(merged, generated, "inhibit_rules");
        append(merged, generated, "receivers");
        append(merged, generated, "time_intervals");
        return YamlText.of(merged, comments);
    }

    /**
     * What the whole file does with alerts of the systems: their routes, and what of the base file touches them. Its own
     * routes do not, because ours come before them and take these alerts alone.
     */
    AlertmanagerFile file() {
        Route root = ours.route();
        List<InhibitRule> rules = new ArrayList<>(BaseInhibitions.of(base).rules());
        rules.addAll(ours.inhibitRules());
        List<ReceiverEntry> receivers = new ArrayList<>();
        base.list("receivers").forEach(entry -> receivers.add(entry(entry)));
        for (ReceiverEntry entry : ours.receivers()) {
            String borrowed = theirs.get(entry.name());
            if (borrowed == null) {
                receivers.add(entry);
            } else if (isLevel(entry.name())) {
                receivers.add(entry(copy(borrowed, entry.name())));
            }
        }
        return new AlertmanagerFile(
                new Route(
                        root.receiver(),
                        List.of(),
                        root.groupBy(),
                        root.groupWait(),
                        root.groupInterval(),
                        root.repeatInterval(),
                        List.of(),
                        List.of(),
                        false,
                        root.routes().stream().map(this::own).toList()),
                rules,
                receivers,
                ours.timeIntervals());
    }

    private static ReceiverEntry entry(Map<String, @Nullable Object> written) {
        Map<String, Object> settings = new LinkedHashMap<>();
        written.forEach((key, value) -> {
            if (value != null && !key.equals("name")) {
                settings.put(key, value);
            }
        });
        return new ReceiverEntry(BaseFile.name(written), settings);
    }

    private boolean isSameNobody(ReceiverEntry entry) {
        return entry.name().equals(ReceiverNames.NOBODY)
                && base.list("receivers").stream()
                        .anyMatch(one -> BaseFile.name(one).equals(ReceiverNames.NOBODY) && one.size() == 1);
    }

    private void clash(List<BaseProblem> problems, String list, String what, String name) {
        problems.add(new BaseProblem(
                base.placeOf(list, name),
                RoutingProblem.Kind.REFUSED,
                "the " + what + " '" + name + "' has the name of a generated one: give yours another"));
    }

    private Map<String, @Nullable Object> route() {
        Map<String, @Nullable Object> route = new LinkedHashMap<>();
        if (base.values().get("route") instanceof Map<?, ?> written) {
            written.forEach((key, value) -> route.put(String.valueOf(key), value));
        }
        List<Object> routes = new ArrayList<>();
        ours.route().routes().forEach(child -> routes.add(own(child)));
        routes.addAll(BaseFile.maps(route.get("routes")));
        route.put("routes", routes);
        return route;
    }

    /** Ours say themselves what they would else inherit from a root that is not theirs any more. */
    private Route own(Route route) {
        return route.by(ours.route()).withReceivers(this::renamed);
    }

    private String renamed(String receiver) {
        return isLevel(receiver) ? receiver : theirs.getOrDefault(receiver, receiver);
    }

    /** Whether it is a level of escalation, which must have a name of its own even where its settings are theirs. */
    private static boolean isLevel(String receiver) {
        return receiver.chars().filter(c -> c == '/').count() > 1;
    }

    private Map<String, @Nullable Object> generated() {
        Map<String, @Nullable Object> lists = new LinkedHashMap<>();
        lists.put("inhibit_rules", ours.inhibitRules());
        lists.put("time_intervals", ours.timeIntervals());
        List<Object> receivers = new ArrayList<>();
        for (ReceiverEntry entry : ours.receivers()) {
            String borrowed = theirs.get(entry.name());
            if (borrowed == null) {
                if (!isSameNobody(entry)) {
                    receivers.add(entry);
                }
            } else if (isLevel(entry.name())) {
                receivers.add(copy(borrowed, entry.name()));
            }
        }
        lists.put("receivers", receivers);
        return lists;
    }

    private Map<String, @Nullable Object> copy(String name, String newName) {
        Optional<Map<String, @Nullable Object>> found = base.list("receivers").stream()
                .filter(entry -> BaseFile.name(entry).equals(name))
                .findFirst();
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(found.orElseThrow());
        copy.put("name", newName);
        return copy;
    }

    private static void append(
            Map<String, @Nullable Object> merged, Map<String, @Nullable Object> generated, String key) {
        List<Object> list = new ArrayList<>(BaseFile.maps(merged.get(key)));
        if (generated.get(key) instanceof List<?> ours) {
            list.addAll(ours);
        }
        if (!list.isEmpty()) {
            merged.put(key, list);
        }
    }
}
