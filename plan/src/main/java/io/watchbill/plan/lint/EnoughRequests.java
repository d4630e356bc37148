package io.watchbill.plan.lint;

import io.watchbill.plan.BurnTier;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.Sources.Source;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * With 1/(F·b) requests in a window or fewer, one that failed is more than F times the budget b: an alert then means a single request, or has to keep
 * silent. Only the tiers that wake somebody are judged.
 */
final class EnoughRequests implements Rule {

    @Override
    public void judge(Judged judged) {
        List<Source> sources = judged.specification().sources().application();
        List<BigDecimal> declared = sources.stream()
                .flatMap(source -> source.minimumRate().stream())
                .toList();
        List<ServiceLevelObjective> objectives = judged.specification().slos();
        for (int i = 0; i < objectives.size(); i++) {
            ServiceLevelObjective objective = objectives.get(i);
            String pointer = "/slos/" + i + "/target";
            Optional<Burning> tier = neediest(judged, objective).filter(any -> !sources.isEmpty());
            if (tier.isPresent() && declared.size() < sources.size()) {
                judged.report(
                        LintCode.UNKNOWN_TRAFFIC,
                        pointer,
                        words(tier.get()) + ", " + tier.get().eventsPerSecond() + " a second",
                        "minimumRate on every source of sources.application",
                        "write the least traffic at which the objective still has to page, such as minimumRate: 1rps");
            } else if (tier.isPresent()) {
                declared.stream()
                        .min(BigDecimal::compareTo)
                        .map(rate -> rate.multiply(tier.get().seconds()))
                        .filter(requests ->
                                requests.compareTo(BigDecimal.valueOf(tier.get().events())) <= 0)
                        .ifPresent(requests -> judged.report(
                                LintCode.FEW_REQUESTS,
                                pointer,
                                words(tier.get()) + ", and minimumRate gives "
                                        + requests.setScale(0, RoundingMode.HALF_UP),
                                "a minimumRate over " + tier.get().eventsPerSecond() + "rps",
                                "promise less, or raise minimumRate if fewer requests need not page"));
            }
        }
    }

    /** The tier that needs most requests a second. */
    private static Optional<Burning> neediest(Judged judged, ServiceLevelObjective objective) {
        return BurnTier.all(objective.period().length(), judged.plan().target()).stream()
                .filter(tier -> countsRequests(objective) && tier.priority().compareTo(Priority.P2) <= 0)
                .map(tier -> new Burning(objective, tier))
                .filter(Burning::isReachable)
                .max(Comparator.comparing(Burning::eventsPerSecond));
    }

    private static boolean countsRequests(ServiceLevelObjective objective) {
        return objective.measurement() instanceof Measurement.LatencyUnder
                || (objective.measurement() instanceof Measurement.MetricRatio ratio
                        && (ratio.metric() == Measurement.Counted.ERROR_RATE
                                || ratio.metric() == Measurement.Counted.AVAILABILITY));
    }

    private static String words(Burning burning) {
        BurnTier tier = burning.tier();
        return "at " + burning.events() + " requests in " + Durations.format(tier.window())
                + " or fewer one failed request of " + burning.objective().name() + " is "
                + tier.factor().toPlainString() + " times what it allows";
    }
}
