package io.watchbill.plan.lint;

import io.watchbill.plan.AlertKind;
import io.watchbill.spec.Durations;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.promql.Query;
import java.time.Duration;
import java.util.List;

/** What Prometheus has forgotten looks like what never was: a budget over 30 days needs 30 days of samples. */
final class LongRetention implements Rule {
    /** The implied alert about a model that went silent compares with last week. */
    private static final Duration LAST_WEEK = Duration.ofDays(7).plusMinutes(15);

    @Override
    public void judge(Judged judged) {
        judged.surroundings().retention().ifPresent(retention -> {
            List<ServiceLevelObjective> objectives = judged.specification().slos();
            for (int i = 0; i < objectives.size(); i++) {
                check(
                        judged,
                        "/slos/" + i + "/period",
                        "the objective " + objectives.get(i).name(),
                        objectives.get(i).period().length(),
                        retention);
            }
            for (Judged.WrittenQuery written : judged.queries()) {
                check(judged, written.pointer(), "the query", reach(written.query()), retention);
            }
            judged.plan().alerts().stream()
                    .filter(alert ->
                            alert.kind() == AlertKind.MONITORING && alert.name().endsWith("IngestionStopped"))
                    .forEach(alert -> check(judged, "/models", alert.name(), LAST_WEEK, retention));
        });
    }

    private static void check(Judged judged, String pointer, String what, Duration reach, Duration retention) {
        if (reach.compareTo(retention) > 0) {
            judged.report(
                    LintCode.SHORT_RETENTION,
                    pointer,
                    what + " looks back " + Durations.format(reach) + ", and Prometheus keeps "
                            + Durations.format(retention),
                    "at most " + Durations.format(retention),
                    "start Prometheus with --storage.tsdb.retention.time=" + Durations.format(reach)
                            + " or more, or look back less far");
        }
    }

    /** How far back a query looks. */
    private static Duration reach(Query query) {
        Duration below = query.parts().stream()
                .map(LongRetention::reach)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (query instanceof Query.Series series) {
            return own(series.reach());
        }
        return query instanceof Query.Subquery subquery ? below.plus(own(subquery.reach())) : below;
    }

    private static Duration own(Query.Reach reach) {
        Duration back = reach.range().orElse(Duration.ZERO).plus(reach.offset());
        return back.isNegative() ? Duration.ZERO : back;
    }
}
