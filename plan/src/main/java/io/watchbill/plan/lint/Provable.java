package io.watchbill.plan.lint;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Priority;
import java.util.List;

/** An alert that wakes somebody should have been seen firing. Tests are generated where the series are known that make it fire. */
final class Provable implements Rule {

    @Override
    public void judge(Judged judged) {
        for (Judged.Written written : judged.writtenAlerts()) {
            boolean wakes = written.alert().severity().compareTo(Priority.P2) <= 0;
            boolean tested = !written.alert().tests().isEmpty();
            if (wakes && !tested && written.alert().expression() instanceof AlertExpression.Promql) {
                judged.report(
                        LintCode.UNPROVEN,
                        written.expression(),
                        written.alert().name() + " wakes somebody, and no test shows that it fires",
                        "tests of it, or a condition on a metric with a stimulus",
                        "write its tests, or the query without its limit under metrics, with a stimulus, and the limit as"
                                + " a condition");
            }
        }
        List<CustomMetric> metrics = judged.specification().metrics();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).stimulus().isEmpty()) {
                judged.report(
                        LintCode.UNPROVEN,
                        "/metrics/" + i + "/name",
                        metrics.get(i).name() + " has no stimulus, so alerts on it are not tested",
                        "stimulus with a series and its good and bad values",
                        "write one series of the query with values on either side of the limits");
            }
        }
    }
}
