package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.count;
import static io.watchbill.plan.fleet.Vectors.each;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.times;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much worse than on the reference data the performance over all replicas is, and whether that is by chance. */
final class DropFormulas {

    private static final String BIAS = "bias";

    private final Model model;
    private final LabelMatcher ofModel;

    DropFormulas(Model model) {
        this.model = model;
        this.ofModel = LabelMatcher.equal(LabelNames.MODEL, model.name());
    }

    /** The drops of the metrics that are recorded over all replicas, by the metric's name. */
    Map<String, Expression> ofMetrics() {
        Map<String, Expression> drops = new LinkedHashMap<>();
        recorded().forEach((metric, family) -> drops.put(metric, drop(metric, family)));
        return drops;
    }

    /** Those that no counter tells: of them the worst replica decides. */
    Expression ofOthers() {
        List<String> others = model.task() == Task.REGRESSION ? List.of("r2") : List.of("roc_auc", "log_loss", "brier");
        return Aggregation.max(
                labels(MetricFamilies.PERFORMANCE_DROP),
                Selector.of(
                        MetricFamilies.PERFORMANCE_DROP.name(),
                        ofModel,
                        LabelMatcher.oneOf(LabelNames.METRIC, others)));
    }

    /** The replicas' least p-value times their number (Bonferroni), which holds however the replicas depend on one another. */
    Expression pValue(MetricFamily family) {
        Selector ofReplicas = Selector.of(family.name(), ofModel);
        return call(
                "clamp_max",
                times(count(labels(family), ofReplicas), Aggregation.min(labels(family), ofReplicas)),
                number(1));
    }

    private static List<String> labels(MetricFamily family) {
        List<String> labels = new ArrayList<>(List.of(LabelNames.CLUSTER));
        labels.addAll(family.labels());
        return labels;
    }

    private Map<String, MetricFamily> recorded() {
        Map<String, MetricFamily> families = new LinkedHashMap<>();
        if (model.task() == Task.REGRESSION) {
            families.put("mae", MetricFamilies.MAE);
            families.put("rmse", MetricFamilies.RMSE);
            families.put(BIAS, MetricFamilies.BIAS);
            families.put("wape", MetricFamilies.WAPE);
        } else {
            families.put("accuracy", MetricFamilies.ACCURACY);
            families.put("precision", MetricFamilies.PRECISION);
            families.put("recall", MetricFamilies.RECALL);
            families.put("f1", MetricFamilies.F1);
        }
        return families;
    }

    private Expression drop(String metric, MetricFamily family) {
        Expression now = Selector.of(FleetSeries.of(family), ofModel);
        Expression baseline = Aggregation.max(
                DriftColumns.VERSION,
                Selector.of(
                        MetricFamilies.PERFORMANCE_BASELINE.name(),
                        ofModel,
                        LabelMatcher.equal(LabelNames.METRIC, metric)));
        if (metric.equals(BIAS)) {
            return larger(call("abs", now), call("abs", baseline));
        }
        return model.task() == Task.REGRESSION ? larger(now, baseline) : minus(number(0), larger(now, baseline));
    }

    private static Expression larger(Expression now, Expression baseline) {
        return each(now, Operator.MINUS, DriftColumns.VERSION, baseline);
    }
}
