package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.shareBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.spec.Business;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;

/** Layer 4: what the predictions are worth, of what the specification names. */
final class BusinessSection {

    private BusinessSection() {}

    static List<Draft> drafts(Scope scope) {
        Business business = scope.specification().business();
        List<Draft> drafts = new ArrayList<>();
        business.conversion().ifPresent(conversion -> drafts.add(conversion(conversion)));
        business.value().ifPresent(value -> {
            drafts.add(valuePerPrediction(value));
            drafts.add(value(value));
        });
        if (!business.feedback().positive().isEmpty()
                || !business.feedback().negative().isEmpty()) {
            drafts.add(feedback());
        }
        if (!business.downstream().failed().isEmpty()) {
            drafts.add(downstream());
        }
        return drafts;
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
                .decimals(3)
                .whenEmpty("no event yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.VALUE_PER_PREDICTION).where(LabelNames.UNIT, value.unit()),
                        series -> maxBy(LabelNames.WINDOW + ", " + LabelNames.ARM, series),
                        "{{arm}} over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft value(Business.Value value) {
        return Draft.lines("business/value", "Value an hour (" + value.unit() + ")", false)
                .says("What " + value.event() + " events are worth, an hour, by event.")
                .from(0)
                .whenEmpty("no event yet")
                .line(
                        "3600 * "
                                + sumBy(
                                        LabelNames.EVENT,
                                        Series.ofModel(MetricFamilies.BUSINESS_VALUE)
                                                .where(LabelNames.UNIT, value.unit())
                                                .rate()),
                        "{{event}}")
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
