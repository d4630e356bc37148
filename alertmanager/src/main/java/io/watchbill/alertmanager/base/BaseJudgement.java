package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.semantics.KnownFault;
import io.watchbill.plan.AlertmanagerVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What a team's own file says that cannot be meant, or that the target's version does otherwise than it reads. */
final class BaseJudgement {

    /** No month is shorter; only later days, and days from the end, depend on its length. */
    private static final int SHORTEST_MONTH = 28;

    private final BaseFile base;
    private final AlertmanagerVersion version;
    private final List<BaseProblem> problems = new ArrayList<>();

    private BaseJudgement(BaseFile base, AlertmanagerVersion version) {
        this.base = base;
        this.version = version;
    }

    static List<BaseProblem> of(BaseFile base, AlertmanagerVersion version) {
        BaseJudgement judgement = new BaseJudgement(base, version);
        judgement.routes(base.routeNode());
        if (KnownFault.MISCOUNTED_DAYS.in(version)) {
            judgement.intervals("time_intervals");
            judgement.intervals("mute_time_intervals");
        }
        return List.copyOf(judgement.problems);
    }

    private void routes(@Nullable Node route) {
        List<Node> children = BaseFile.items(BaseFile.child(route, "routes"));
        for (int i = 0; i < children.size(); i++) {
            Node child = children.get(i);
            if (i + 1 < children.size() && takesAll(child)) {
                problems.add(new BaseProblem(
                        base.place(child),
                        RoutingProblem.Kind.LESSENED,
                        "this route takes every alert, so that the " + (children.size() - i - 1)
                                + " after it are never reached: move it to the end, or write 'continue: true'"));
            }
            groupBy(child);
            routes(child);
        }
    }

    private void groupBy(Node route) {
        if (KnownFault.EMPTY_GROUP_BY.in(version)
                && BaseFile.child(route, "group_by") instanceof SequenceNode labels
                && labels.getValue().isEmpty()) {
            problems.add(new BaseProblem(
                    base.place(labels),
                    RoutingProblem.Kind.FAULT,
                    "Alertmanager " + version.text() + " takes an empty group_by for none and groups like the parent"
                            + " route; from " + KnownFault.EMPTY_GROUP_BY.until()
                            + " on it is one group: leave it out, or name the labels"));
        }
    }

    private static boolean takesAll(Node route) {
        boolean goesOn = BaseFile.child(route, "continue") instanceof ScalarNode value
                && value.getValue().equals("true");
        return !goesOn
                && BaseFile.child(route, "matchers") == null
                && BaseFile.child(route, "match") == null
                && BaseFile.child(route, "match_re") == null;
    }

    private void intervals(String key) {
        for (Node named : BaseFile.items(BaseFile.child(base.top(), key))) {
            for (Node item : BaseFile.items(BaseFile.child(named, "time_intervals"))) {
                for (Node days : BaseFile.items(BaseFile.child(item, "days_of_month"))) {
                    if (days instanceof ScalarNode range && reachesTheEnd(range.getValue())) {
                        problems.add(new BaseProblem(
                                base.place(days),
                                RoutingProblem.Kind.FAULT,
                                "Alertmanager " + version.text() + " takes a month in which the clocks go forward for a"
                                        + " day shorter, so that days '" + range.getValue()
                                        + "' are wrong then: use days up to the 28th, or UTC, or write it as a"
                                        + " maintenance window of the specification"));
                    }
                }
            }
        }
    }

    private static boolean reachesTheEnd(String range) {
        for (String end : range.split(":", 2)) {
            if (end.strip().matches("-?\\d{1,3}")) {
                int day = Integer.parseInt(end.strip());
                if (day < 0 || day > SHORTEST_MONTH) {
                    return true;
                }
            }
        }
        return false;
    }
}
