package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.shareBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Business;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;

/** Layer 4: what the predictions are worth, of what the specification names. */
final class BusinessSections {

    /** How many columns can be told apart. */
    private static final int WORST = 5;

    private BusinessSections() {}

    static List<Section> of(Plan plan) {
        Scope scope = new Scope(plan.specification());
        if (scope.models().isEmpty()) {
            return List.of();
        }
        Business business = scope.specification().business();
        List<Draft> money = new ArrayList<>();
        List<Draft> uses = new ArrayList<>();
        business.conversion().ifPresent(conversion -> money.add(conversion(conversion)));
        business.value().ifPresent(value -> money.add(valuePerPrediction(value)));
        if (!money.isEmpty()) {
            money.add(drift());
        }
        business.value().ifPresent(value -> uses.add(value(value)));
        if (!business.feedback().positive().isEmpty()
                || !business.feedback().negative().isEmpty()) {
            uses.add(score());
            uses.add(feedback());
        }
        if (!business.downstream().failed().isEmpty()) {
            uses.add(failures(business.downstream()));
            uses.add(downstream());
        }
        return List.of(
                Section.open("beside", "Drift beside money", money),
                Section.open(View.BUSINESS.key(), "What predictions are worth", uses));
    }

    private static Draft drift() {
        Series psi = Series.inWindow(MetricFamilies.DRIFT_PSI);
        return Draft.lines("business/drift", "Drift beside it: the worst columns' PSI", true)
                .says(
                        "PSI of the five columns that moved most in the time range, in the chosen window, under the pointer at the"
                                + " same moment as the panel beside it. Money that falls after a column moved is the cost of drift; money that stays says"
                                + " that the column does not matter.")
                .decimals(3)
                .from(0)
                .whenEmpty("no score yet")
                .line(
                        maxBy(LabelNames.COLUMN, psi.text()) + " and on (" + LabelNames.COLUMN + ") topk(" + WORST
                                + ", " + maxBy(LabelNames.COLUMN, "max_over_time(" + psi.inRange() + ")") + ")",
                        "{{column}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft score() {
        return Draft.lines("feedback_score", "Feedback score, by window", false)
                .says("The share of positive among positive and negative feedback. Normal is what it was last week.")
                .unit(GrafanaUnit.SHARE)
                .whenEmpty("no feedback yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.FEEDBACK_SCORE),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft failures(Business.Downstream downstream) {
        String all = sumBy(
                LabelNames.CONSUMER,
                Series.ofModel(MetricFamilies.DOWNSTREAM_EFFECTS).rate());
        String failed = sumBy(
                LabelNames.CONSUMER,
                Series.ofModel(MetricFamilies.DOWNSTREAM_EFFECTS)
                        .whereAny(LabelNames.OUTCOME, downstream.failed())
                        .rate());
        return Draft.lines("downstream_failure_rate", "Failed uses, by consumer", true)
                .says(
                        "The share of a consumer's uses of predictions that failed. One consumer alone: ask its team. All: what"
                                + " the predictions look like has changed.")
                .unit(GrafanaUnit.SHARE)
                .from(0)
                .whenEmpty("nothing reported yet")
                .unlessAlerted("(" + failed + " or 0 * " + all + ") / (" + all + " > 0)", "{{consumer}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft conversion(Business.Conversion conversion) {
        return Draft.lines("conversion_rate", "Conversion, by window", false)
                .says(
                        "The share of predictions that led to the event " + conversion.event()
                                + " in time. Hold it beside drift: a column that moves and a conversion that falls belong together.")
                .unit(GrafanaUnit.SHARE)
                .decimals(2)
                .from(0)
                .whenEmpty("no event yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.CONVERSION),
                        series -> maxBy(LabelNames.WINDOW + ", " + LabelNames.ARM, series),
                        "{{arm}} over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft valuePerPrediction(Business.Value value) {
        return Draft.lines("value_per_prediction", "Value of a prediction (" + value.unit() + ")", false)
                .says("The value of " + value.event() + " events divided by predictions, by window.")
                .unit(GrafanaUnit.ofValue(value.unit()))
                .decimals(3)
                .whenEmpty("no event yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.VALUE_PER_PREDICTION).where(LabelNames.UNIT, value.unit()),
                        series -> maxBy(LabelNames.WINDOW + ", " + LabelNames.ARM, series),
                        "{{arm}} over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft value(Business.Value value) {
        Series worth = Series.ofModel(MetricFamilies.BUSINESS_VALUE).where(LabelNames.UNIT, value.unit());
        return Draft.lines("business/value", "Value an hour (" + value.unit() + "), and a week before", false)
                .says("What " + value.event()
                        + " events are worth, an hour, by event, and what they were worth at the same"
                        + " time a week before. Normal is last week's line.")
                .unit(GrafanaUnit.ofValue(value.unit()))
                .from(0)
                .whenEmpty("no event yet")
                .line("3600 * " + sumBy(LabelNames.EVENT, worth.rate()), "{{event}}")
                .line("3600 * " + sumBy(LabelNames.EVENT, worth.rateBefore("1w")), "{{event}}, a week before")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft feedback() {
        return Draft.shares("business/feedback", "What users say")
                .says("The share of each rating in the feedback.")
                .unit(GrafanaUnit.SHARE)
                .from(0)
                .upTo(1)
                .whenEmpty("no feedback yet")
                .line(
                        shareBy(
                                LabelNames.RATING,
                                Series.ofModel(MetricFamilies.FEEDBACK).rate()),
                        "{{rating}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft downstream() {
        return Draft.lines("business/downstream", "What consumers do with predictions", true)
                .says("Uses of predictions a second, by consumer and outcome.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("nothing reported yet")
                .line(
                        sumBy(
                                LabelNames.CONSUMER + ", " + LabelNames.OUTCOME,
                                Series.ofModel(MetricFamilies.DOWNSTREAM_EFFECTS)
                                        .rate()),
                        "{{consumer}} {{outcome}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }
}
