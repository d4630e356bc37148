package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.Transformation;
import io.watchbill.dashboards.grafana.ValueMapping;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was promised, how much of it is used up, and when the rest is gone. */
final class SloPanels {

    private static final String OBJECTIVE = "objective";
    private static final int FIFTH = 5;
    private static final Duration SOON = Duration.ofHours(6);
    private static final Duration LATER = Duration.ofDays(3);
    private static final ValueMapping EXHAUSTED =
            ValueMapping.values(Map.of("0", new ValueMapping.Result("exhausted", Looks.CRITICAL, 0)));

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
                        "Each objective over its period: what was promised, how much of the error budget is left, in what time"
                                + " and when the rest is gone if it burns on as in the second window, and how many times faster than"
                                + " allowed it burns in each alert's long window, in the colour of the alert's priority from its"
                                + " factor on. 1 uses the budget up exactly at the end of the period. No date: it lasts for a period.")
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
        column(draft, names, "Exhausted on", this::exhaustedOn);
        for (Priority priority : Priority.values()) {
            plan.objectives().stream()
                    .flatMap(objective -> tier(objective, priority).stream())
                    .map(BurnTier::factor)
                    .min(Comparator.naturalOrder())
                    .ifPresent(factor -> {
                        String name = "Burn, " + priority;
                        column(
                                draft,
                                names,
                                name,
                                objective -> tier(objective, priority)
                                        .map(tier -> burn(objective, tier))
                                        .orElse(""));
                        draft.except(FieldOverride.byName(
                                name,
                                new Property(
                                        "thresholds",
                                        Thresholds.rising(
                                                Looks.GOOD, List.of(new Step(Urgency.color(priority), factor)))),
                                Looks.coloredText()));
                    });
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
                .except(FieldOverride.byName(
                        "Gone in",
                        new Property("unit", GrafanaUnit.AGE),
                        new Property("mappings", List.of(EXHAUSTED)),
                        new Property(
                                "thresholds",
                                Thresholds.rising(
                                        Looks.CRITICAL,
                                        List.of(
                                                new Step(Looks.WARNING, seconds(SOON)),
                                                new Step(Looks.GOOD, seconds(LATER))))),
                        Looks.coloredText()))
                .except(FieldOverride.byName(
                        "Exhausted on",
                        new Property("unit", GrafanaUnit.DATE),
                        new Property("mappings", List.of(EXHAUSTED)),
                        new Property("thresholds", Thresholds.none(Looks.WARNING)),
                        Looks.coloredText()));
    }

    private static Optional<BurnTier> tier(PlannedObjective objective, Priority priority) {
        return objective.tiers().values().stream()
                .filter(tier -> tier.priority() == priority)
                .findFirst();
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

    /** In how many seconds the rest of the budget is gone; nothing while nothing burns, and 0 where nothing is left. */
    private String goneIn(PlannedObjective objective) {
        return lasting(objective) + " or " + exhausted(objective);
    }

    /** When the rest of the budget is gone, in milliseconds, if that is within a period; 0 where nothing is left. */
    private String exhaustedOn(PlannedObjective objective) {
        return "1000 * (time() + (" + lasting(objective) + " < " + period(objective) + ")) or " + exhausted(objective);
    }

    private String lasting(PlannedObjective objective) {
        List<BurnTier> tiers = List.copyOf(objective.tiers().values());
        BurnTier steady = tiers.get(Math.min(1, tiers.size() - 1));
        return "(" + budgetLeft(objective) + " > 0) * " + period(objective) + " / (" + burn(objective, steady)
                + " > 0)";
    }

    private static String exhausted(PlannedObjective objective) {
        return "vector(0) and on () (" + budgetLeft(objective) + " <= 0)";
    }

    private BigDecimal seconds(Duration ahead) {
        return BigDecimal.valueOf(ahead.dividedBy(plan.target().timeScale()).toSeconds());
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
                                + " rates over its long window and its short one, and 0 until two events were bad. An alert fires while"
                                + " its line is over the dashed one of the same colour, its priority's, whose number stands behind the"
                                + " line's name: the shorter the window, the higher. At 1 the"
                                + " budget lasts exactly as long as the period. Without traffic there is no line, and where the"
                                + " events themselves vanish an alert that fires goes on.")
                .decimals(2)
                .from(0)
                .whenEmpty("no traffic")
                .sized(Draft.THIRD, Draft.HEIGHT);
        List<Step> factors = new ArrayList<>();
        objective.tiers().forEach((name, tier) -> {
            String window = "over " + Durations.format(tier.window());
            List<AlertLine> compared = plan.alert(name)
                    .filter(alert -> alert.kind() == AlertKind.SLO_BURN)
                    .map(AlertLine::of)
                    .orElse(List.of());
            if (compared.isEmpty()) { // A written alert in its place has a panel of its own.
                draft.line(objective.burnRate(tier.window()).text(), window);
            } else {
                BigDecimal factor = Looks.limits(compared.get(0).bound()).get(0);
                String color = Urgency.color(tier.priority());
                String legend = tier.priority() + " " + window + " and " + Durations.format(tier.recent())
                        + ", line at " + factor.toPlainString();
                draft.line(judged(compared).text(), legend);
                draft.except(FieldOverride.byName(legend, new Property("color", FieldConfig.Color.fixed(color))));
                factors.add(0, new Step(color, factor));
            }
        });
        if (!factors.isEmpty()) {
            draft.thresholds(Thresholds.rising(Looks.GOOD, factors));
        }
        return draft.adding("The promise: " + objective.objective().target() + " over "
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
                                "When the rest of the budget is gone if it burns on as in the second window; exhausted where nothing"
                                        + " is left. Nothing is shown while it lasts for a whole period: a little always burns.")
                        .unit(GrafanaUnit.DATE)
                        .mapped(EXHAUSTED)
                        .emptyWhenHealthy("not in a period")
                        .thresholds(Thresholds.none(Looks.WARNING))
                        .now(exhaustedOn(objective), "exhausted")
                        .sized(FIFTH, Draft.SMALL_HEIGHT));
    }

    private static Draft number(String key, String title, String says) {
        return Draft.number(key, title).says(says).whenEmpty("not measured yet");
    }
}
