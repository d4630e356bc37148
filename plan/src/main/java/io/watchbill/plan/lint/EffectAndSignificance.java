package io.watchbill.plan.lint;

import io.watchbill.spec.DriftThresholds;
import io.watchbill.spec.Model;
import io.watchbill.spec.promql.Query;
import java.math.BigDecimal;
import java.util.List;

/**
 * With traffic enough every difference is significant, however small: drift needs an effect that matters and a p-value, and an alert by p-value alone
 * fires on busy days.
 */
final class EffectAndSignificance implements Rule {
    private static final String P_VALUE = "_p_value";

    @Override
    public void judge(Judged judged) {
        for (Judged.WrittenQuery written : judged.alertQueries()) {
            List<String> series = written.query().all().stream()
                    .filter(part -> part instanceof Query.Series)
                    .map(part -> ((Query.Series) part).name())
                    .toList();
            if (!series.isEmpty() && series.stream().allMatch(name -> name.endsWith(P_VALUE))) {
                judged.report(
                        LintCode.P_VALUE_ALONE,
                        written.pointer(),
                        written.alert().orElseThrow().alert().name() + " fires on a p-value alone, so on traffic alone",
                        "an effect size and a p-value, as in ml_drift_verdict",
                        "let the effect pass a limit too: … and on (model, column, window) ml_drift_psi > 0.1");
            }
        }
        for (Model model : judged.specification().models()) {
            if (!model.references().isEmpty()) {
                thresholds(judged, model, "warning", model.drift().warning());
                thresholds(judged, model, "critical", model.drift().critical());
            }
        }
    }

    private static void thresholds(Judged judged, Model model, String level, DriftThresholds thresholds) {
        String pointer = "/models/" + model.name() + "/drift/" + level + "/";
        threshold(judged, model, pointer + "psi", "psi", thresholds.psi());
        threshold(judged, model, pointer + "ks", "ks", thresholds.ks());
        threshold(judged, model, pointer + "cramersV", "cramersV", thresholds.cramersV());
    }

    private static void threshold(Judged judged, Model model, String pointer, String score, BigDecimal limit) {
        if (limit.signum() == 0) {
            judged.report(
                    LintCode.P_VALUE_ALONE,
                    pointer,
                    "with " + score + " at 0 drift of " + model.name() + " is judged by its p-value alone",
                    "an effect that matters, such as 0.1",
                    "with traffic enough every difference is significant: say which size matters");
        }
    }
}
