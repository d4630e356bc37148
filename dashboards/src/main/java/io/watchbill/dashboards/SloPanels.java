package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.BurnTier;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was promised, how much of it is used up, and when the rest is gone. */
final class SloPanels {

    private static final String OBJECTIVE = "objective";
    private static final int FIFTH = 5;

    private final Plan plan;

    SloPanels(Plan plan) {
        this.plan = plan;
    }

    /** The colours of the share of a budget that is left. */
    static final Thresholds BUDGET = Thresholds.rising(
            Looks.CRITICAL,
            List.of(new Step(Looks.WARNING, BigDecimal.ZERO), new Step(Looks.GOOD, new BigDecimal("0.25"))));

    /**
     * Every objective, a row each.
     *
     * @param key of the panel
     */
    Draft table(String key) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(OBJECTIVE, "Objective");
        Draft draft = Draft.table(
                        PanelKeys.SLO + "/" + key, "Objectives, the one with least budget first", "Budget left", false)
                .says(
                        "Each objective over its period: what was promised, how much of the error budget is left, when the rest"
                                + " is gone if it burns on as in the second window, and how many times faster than allowed it burns"
                                + " in each alert's window. 1 uses the budget up exactly at the end of the period.")
                .whenEmpty("-")
                .decimals(2)
                .transformed(Transformation.joinBy(OBJECTIVE))
                .sized(Draft.FULL, Math.min(10, 3 + plan.objectives().size()));
        column(
                draft,
                names,
                "Promised",
                objective -> "vector(" + objective.objective().objective().toPlainString() + ")");
        column(draft, names, "Budget left", SloPanels::budgetLeft);
        column(draft, names, "Gone in", this::goneIn);
        for (Priority priority : Priority.values()) {
            boolean any = plan.objectives().stream()
                    .flatMap(objective -> objective.tiers().values().stream())
                    .anyMatch(tier -> tier.priority() == priority);
            if (any) {
                column(
                        draft,
                        names,
                        "Burn, " + priority,
                        objective -> objective.tiers().values().stream()
                                .filter(tier -> tier.priority() == priority)
                                .map(tier -> burn(objective, tier))
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
                        new Property("thresholds", BUDGET),
                        Looks.coloredText()))
                .except(FieldOverride.byName("Gone in", new Property("unit", GrafanaUnit.AGE)));
    }

    private void column(Draft draft, Map<String, String> names, String name, Function<PlannedObjective, String> query) {
        String rows = plan.objectives().stream()
                .filter(objective -> !query.apply(objective).isEmpty())
                .map(objective -> "label_replace(" + query.apply(objective) + ", \"" + OBJECTIVE + "\", "
                        + new Text(objective.name()).text() + ", \"\", \"\")")
                .collect(Collectors.joining(" or "));
        names.put("Value #" + (char) ('A' + names.size() - 1), name);
        draft.rows(rows);
    }

    /** The share of the period's budget that is not used up; under nought it is overspent. */
    static String budgetLeft(PlannedObjective objective) {
        return "min(" + objective.remaining().text() + ")";
    }

    private String goneIn(PlannedObjective objective) {
        List<BurnTier> tiers = List.copyOf(objective.tiers().values());
        BurnTier steady = tiers.get(Math.min(1, tiers.size() - 1));
        return "clamp_min(" + budgetLeft(objective) + ", 0) * " + period(objective) + " / (" + burn(objective, steady)
                + " > 0)";
    }

    /** The length of the objective's period, in seconds. */
    private long period(PlannedObjective objective) {
        return objective
                .objective()
                .period()
                .length()
                .dividedBy(plan.target().timeScale())
                .toSeconds();
    }

    private static String burn(PlannedObjective objective, BurnTier tier) {
        return "max(" + objective.burnRate(tier.window()).text() + ")";
    }

    /** How fast a budget burns in the eyes of each tier's alert, with the alert's line. */
    Draft burnRates(PlannedObjective objective) {
        Draft draft = Draft.lines(
                        PanelKeys.burnRate(objective.name()),
                        "Burn rate: " + objective.name() + " ("
                                + objective.objective().target() + ")",
                        false)
                .says(
                        "How many times faster than allowed the error budget burns, as each alert judges it: the lesser of the"
                                + " rates over its long window and its short one, and 0 until two events were bad. A window's alert"
                                + " fires while its line is over its own threshold: the shorter the window, the higher. At 1 the"
                                + " budget lasts exactly as long as the period. Without traffic there is no line, and where the"
                                + " events themselves vanish an alert that fires goes on.")
                .decimals(2)
                .from(0)
                .whenEmpty("no traffic")
                .sized(Draft.THIRD, Draft.HEIGHT);
        List<Looks.Trouble> troubles = new ArrayList<>();
        objective.tiers().forEach((name, tier) -> {
            String window = "over " + Durations.format(tier.window());
            List<AlertLine> compared = plan.alert(name)
                    .filter(alert -> alert.kind() == AlertKind.SLO_BURN)
                    .map(AlertLine::of)
                    .orElse(List.of());
            if (compared.isEmpty()) { // A written alert in its place has a panel of its own.
                draft.line(objective.burnRate(tier.window()).text(), window);
            } else {
                draft.line(judged(compared).text(), window + " and " + Durations.format(tier.recent()));
                troubles.add(new Looks.Trouble(
                        compared.get(0).bound(), compared.get(0).critical()));
            }
        });
        return draft.troubles(troubles)
                .adding("The promise: " + objective.objective().target() + " over "
                        + objective.objective().period().text() + ".");
    }

    /**
     * One number for a burning alert's whole condition: it is over the factor exactly while that holds.
     *
     * @param compared the rates over the long and the short window, and how many events were bad
     */
    private static Expression judged(List<AlertLine> compared) {
        Expression over = compared.get(0).value();
        Expression recent = compared.get(1).value();
        AlertLine bad = compared.get(2);
        return BinaryOperation.of(
                BinaryOperation.of(
                        BinaryOperation.of(over, Operator.AT_MOST, recent),
                        Operator.OR,
                        BinaryOperation.of(recent, Operator.LESS, over)),
                Operator.TIMES,
                new BinaryOperation(
                        bad.value(),
                        Operator.GREATER,
                        true,
                        Matching.ALL,
                        new Literal(Looks.limits(bad.bound()).get(0))));
    }

    /** What is left of a budget, over time. */
    Draft burndown(PlannedObjective objective) {
        return Draft.lines(PanelKeys.budget(objective.name()), "Budget left: " + objective.name(), false)
                .says(
                        "The share of the error budget of the period that is left; the picture is cut at -100 %. A steep fall is an"
                                + " incident, a slow one something that always fails a little. Under 0 the objective is missed.")
                .unit(GrafanaUnit.SHARE)
                .decimals(1)
                .from(-1)
                .upTo(1)
                .whenEmpty("not measured yet")
                .unlessAlerted(objective.remaining().text(), "left")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    /** Promise, what is kept of it, budget left, burn now, and the date on which the rest is gone. */
    List<Draft> numbers(PlannedObjective objective) {
        String key = PanelKeys.SLO + "/" + objective.name() + "/";
        BigDecimal budget = objective.objective().budget();
        BurnTier fastest = objective.tiers().values().iterator().next();
        return List.of(
                number(
                                key + "promised",
                                "Promised",
                                "What was promised: " + objective.objective().target() + " over "
                                        + objective.objective().period().text() + ".")
                        .unit(GrafanaUnit.SHARE)
                        .decimals(3)
                        .from(0)
                        .upTo(1)
                        .thresholds(Thresholds.none(Looks.TRAINING))
                        .now("vector(" + objective.objective().objective().toPlainString() + ")", "promised")
                        .sized(4, Draft.SMALL_HEIGHT),
                number(
                                key + "kept",
                                "Kept",
                                "The share of the period's events that were good. Normal is at least what was"
                                        + " promised.")
                        .unit(GrafanaUnit.SHARE)
                        .decimals(3)
                        .from(0)
                        .upTo(1)
                        .thresholds(Looks.of(List.of(new Looks.Trouble(
                                Looks.under(objective.objective().objective()), true))))
                        .now("1 - (1 - " + budgetLeft(objective) + ") * " + budget.toPlainString(), "kept")
                        .sized(FIFTH, Draft.SMALL_HEIGHT),
                number(
                                key + "left",
                                "Budget left",
                                "The share of the period's error budget that is left. Under 0 the"
                                        + " objective is missed; below a quarter, release nothing risky.")
                        .unit(GrafanaUnit.SHARE)
                        .decimals(1)
                        .from(-1)
                        .upTo(1)
                        .thresholds(BUDGET)
                        .now(budgetLeft(objective), "left")
                        .sized(FIFTH, Draft.SMALL_HEIGHT),
                number(
                                key + "now",
                                "Burn now",
                                "How many times faster than allowed the budget burns over "
                                        + Durations.format(fastest.window())
                                        + ". At 1 it lasts exactly as long as the period.")
                        .decimals(2)
                        .from(0)
                        .thresholds(Looks.rising(BigDecimal.ONE, fastest.factor()))
                        .now(burn(objective, fastest), "burn")
                        .sized(FIFTH, Draft.SMALL_HEIGHT),
                Draft.number(key + "exhausted", "Exhausted on")
                        .says(
                                "When the rest of the budget is gone if it burns on as in the second window. Nothing is shown while"
                                        + " it lasts for a whole period: a little always burns.")
                        .unit(GrafanaUnit.DATE)
                        .emptyWhenHealthy("not in a period")
                        .thresholds(Thresholds.none(Looks.WARNING))
                        .now("1000 * (time() + (" + goneIn(objective) + " < " + period(objective) + "))", "exhausted")
                        .sized(FIFTH, Draft.SMALL_HEIGHT));
    }

    private static Draft number(String key, String title, String says) {
        return Draft.number(key, title).says(says).whenEmpty("not measured yet");
    }
}
