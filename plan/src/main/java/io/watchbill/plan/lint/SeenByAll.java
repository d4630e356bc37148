package io.watchbill.plan.lint;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.condition.Clause;
import java.util.List;
import java.util.Optional;

/**
 * Where several replicas share the events, scores over a window are computed again over all of them, but for those that no counter tells: R² needs
 * the squares of labels, ROC AUC the whole distribution of scores. Of these a condition sees what each replica makes of its own share.
 */
final class SeenByAll implements Rule {

    @Override
    public void judge(Judged judged) {
        if (judged.specification().monitoring().replicas() == Replicas.ONE) {
            return;
        }
        for (Judged.Written written : judged.writtenAlerts()) {
            if (written.alert().expression() instanceof AlertExpression.Conditional conditional) {
                for (Clause clause : conditional.condition().clauses()) {
                    judge(judged, clause.metric(), clause.window(), written.expression());
                }
            }
        }
        List<KeyMetric> metrics = judged.specification().monitoring().keyMetrics();
        for (int i = 0; i < metrics.size(); i++) {
            judge(judged, metrics.get(i).metric(), metrics.get(i).over(), "/monitoring/keyMetrics/" + i + "/metric");
        }
    }

    private static void judge(Judged judged, String metric, Optional<Window> window, String pointer) {
        boolean ofOneReplica =
                judged.plan().catalogue().find(metric).map(CatalogueMetric::measures).orElse(List.of()).stream()
                        .filter(Measure.Exported.class::isInstance)
                        .map(measure -> ((Measure.Exported) measure).family())
                        .anyMatch(family -> family.labels().contains(LabelNames.WINDOW) && !FleetSeries.has(family));
        if (ofOneReplica && !(window.orElse(null) instanceof RunWindow)) {
            judged.report(
                    LintCode.ONE_REPLICA,
                    pointer,
                    metric + " is what each replica makes of its own share of the events: no counter tells it of all",
                    "a score that is recorded over all replicas, or one replica",
                    "choose one of docs/statistics.md, Several replicas; or know that the worst replica decides");
        }
    }
}
