package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.promql.DurationRewrite;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ServiceLevelObjective;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was promised, how much of it is used up, and when the rest is gone. */
final class SloSection {

    private static final Pattern PATH = Pattern.compile("/slos/(\\d+)");
    private static final Pattern RANGE = Pattern.compile("\\[(\\w+)]");
    private static final String OBJECTIVE = "objective";

    private final Plan plan;
    private final List<Objective> objectives;

    private SloSection(Plan plan) {
        this.plan = plan;
        this.objectives = objectives(plan);
    }

    /**
     * An objective and the alerts on its budget, the fastest burning first.
     *
     * @param alerts at least one
     */
    private record Objective(ServiceLevelObjective slo, List<PlannedAlert> alerts) {

        BigDecimal budget() {
            return BigDecimal.ONE.subtract(slo.objective());
        }

        /** The share of bad events over the alert's long window. */
        static Expression badShare(PlannedAlert alert) {
            return AlertLine.of(alert).get(0).value();
        }

        /** How many times faster than allowed the budget burns over the alert's long window. */
        String burn(PlannedAlert alert) {
            return "max(" + badShare(alert).text() + ") / " + budget().toPlainString();
        }
    }

    static Section of(Plan plan) {
        SloSection section = new SloSection(plan);
        List<Draft> drafts = new ArrayList<>();
        if (!section.objectives.isEmpty()) {
            drafts.add(section.table());
            section.objectives.forEach(objective -> drafts.add(lines(objective)));
        }
        return new Section("slo-section", "Objectives and their error budgets", drafts);
    }

    private static List<Objective> objectives(Plan plan) {
        Map<Integer, List<PlannedAlert>> alerts = plan.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.SLO_BURN)
                .collect(Collectors.groupingBy(SloSection::index, TreeMap::new, Collectors.toList()));
        List<ServiceLevelObjective> slos = plan.specification().slos();
        return alerts.entrySet().stream()
                .map(entry -> new Objective(slos.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static int index(PlannedAlert alert) {
        Matcher path = PATH.matcher(alert.specPath());
        if (!path.matches()) {
            throw new IllegalArgumentException(alert.name() + " belongs to no objective: " + alert.specPath());
        }
        return Integer.parseInt(path.group(1));
    }

    private Draft table() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(OBJECTIVE, "Objective");
        Draft draft = Draft.table(PanelKeys.SLO, "Objectives", "Budget left", false)
                .says(
                        "Each objective over its period: what was promised, how much of the error budget is left, when the rest"
                                + " is gone if it burns on as in the second window, and how many times faster than allowed it burns"
                                + " in each alert's window. 1 uses the budget up exactly at the end of the period.")
                .whenEmpty("-")
                .decimals(2)
                .transformed(Transformation.joinBy(OBJECTIVE))
                .sized(Draft.FULL, 2 + 2 * Math.max(2, objectives.size()));
        column(
                draft,
                names,
                "Promised",
                objective -> "vector(" + objective.slo().objective().toPlainString() + ")");
        column(draft, names, "Budget left", this::budgetLeft);
        column(draft, names, "Gone in", this::goneIn);
        for (Priority priority : Priority.values()) {
            boolean any = objectives.stream()
                    .flatMap(objective -> objective.alerts().stream())
                    .anyMatch(alert -> alert.priority() == priority);
            if (any) {
                column(
                        draft,
                        names,
                        "Burn, " + priority,
                        objective -> objective.alerts().stream()
                                .filter(alert -> alert.priority() == priority)
                                .map(objective::burn)
                                .findFirst()
                                .orElse(""));
            }
        }
        List<String> dropped = new ArrayList<>(List.of("Time"));
        for (int i = 1; i < names.size(); i++) {
            dropped.add("Time " + i);
        }
        return draft.transformed(Transformation.arrange(dropped, names))
                .except(FieldOverride.byName(
                        "Promised", new Property("unit", GrafanaUnit.SHARE), new Property("decimals", 3)))
                .except(FieldOverride.byName(
                        "Budget left",
                        new Property("unit", GrafanaUnit.SHARE),
                        new Property(
                                "thresholds",
                                Thresholds.rising(
                                        Looks.CRITICAL,
                                        List.of(
                                                new Step(Looks.WARNING, BigDecimal.ZERO),
                                                new Step(Looks.GOOD, new BigDecimal("0.25"))))),
                        Looks.coloredText()))
                .except(FieldOverride.byName("Gone in", new Property("unit", GrafanaUnit.AGE)));
    }

    private void column(Draft draft, Map<String, String> names, String name, Function<Objective, String> query) {
        String rows = objectives.stream()
                .filter(objective -> !query.apply(objective).isEmpty())
                .map(objective -> "label_replace(" + query.apply(objective) + ", \"" + OBJECTIVE + "\", "
                        + new Text(objective.slo().name()).text() + ", \"\", \"\")")
                .collect(Collectors.joining(" or "));
        names.put("Value #" + (char) ('A' + names.size() - 1), name);
        draft.rows(rows);
    }

    /** The share of the period's budget that is not used up; under nought it is overspent. */
    private String budgetLeft(Objective objective) {
        Duration period = period(objective);
        Expression overPeriod = Objective.badShare(objective.alerts().get(0)).withDurations(new DurationRewrite() {
            @Override
            public Duration range(Duration range) {
                return period;
            }

            @Override
            public Duration step(Duration step) {
                return step;
            }

            @Override
            public Duration offset(Duration offset) {
                return offset;
            }
        });
        return "1 - max(" + overPeriod.text() + ") / " + objective.budget().toPlainString();
    }

    private String goneIn(Objective objective) {
        PlannedAlert steady =
                objective.alerts().get(Math.min(1, objective.alerts().size() - 1));
        return "clamp_min(" + budgetLeft(objective) + ", 0) * "
                + period(objective).toSeconds() + " / (" + objective.burn(steady) + " > 0)";
    }

    private Duration period(Objective objective) {
        return objective.slo().period().dividedBy(plan.target().timeScale());
    }

    private static Draft lines(Objective objective) {
        Draft draft = Draft.lines(
                        PanelKeys.SLO + "/" + objective.slo().name(),
                        "Bad share: " + objective.slo().name() + " ("
                                + objective.slo().target() + ")",
                        false)
                .says("The share of bad events over each alert's window. A window's alert fires over its own line: the"
                        + " shorter the window, the higher. The lowest line is the budget itself.")
                .unit(GrafanaUnit.SHARE)
                .decimals(3)
                .from(0)
                .whenEmpty("no traffic")
                .sized(Draft.THIRD, Draft.HEIGHT);
        List<Looks.Trouble> troubles = new ArrayList<>();
        for (PlannedAlert alert : objective.alerts()) {
            AlertLine line = AlertLine.of(alert).get(0);
            String text = line.value().text();
            Matcher range = RANGE.matcher(text);
            draft.line(
                    text,
                    range.find() ? "over " + range.group(1) : objective.slo().name());
            troubles.add(new Looks.Trouble(line.bound(), line.critical()));
        }
        return draft.troubles(troubles)
                .adding("The promise: " + objective.slo().target() + " over "
                        + Durations.format(objective.slo().period()) + ".");
    }
}
