package io.watchbill.plan.lint;

import io.watchbill.spec.HistogramKind;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Requests;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** How many requests took less than 100 ms is known only to a histogram with a bucket that ends at 0.1. */
final class BucketAtBound implements Rule {

    @Override
    public void judge(Judged judged) {
        judged.surroundings().page().ifPresent(page -> {
            List<ServiceLevelObjective> objectives = judged.specification().slos();
            for (int i = 0; i < objectives.size(); i++) {
                if (objectives.get(i).measurement() instanceof Measurement.LatencyUnder under) {
                    for (Source source : judged.specification().sources().application()) {
                        if (source.histogram() == HistogramKind.NATIVE) {
                            continue; // has no buckets on the page
                        }
                        check(judged, page, "/slos/" + i + "/target", under, source);
                    }
                }
            }
        });
    }

    private static void check(
            Judged judged, ScrapedPage page, String pointer, Measurement.LatencyUnder under, Source source) {
        MetricCatalogue.preset(source.preset())
                .flatMap(Preset::requests)
                .flatMap(Requests::duration)
                .ifPresent(durations -> check(judged, page, pointer, under, durations));
    }

    private static void check(
            Judged judged,
            ScrapedPage page,
            String pointer,
            Measurement.LatencyUnder under,
            Requests.Durations durations) {
        BigDecimal bound = durations.bound(under.bound().value()).stripTrailingZeros();
        String unit = durations.perSecond().compareTo(BigDecimal.ONE) == 0 ? " s" : ", in its own unit";
        List<BigDecimal> bounds = page.bounds().getOrDefault(durations.histogram(), List.of());
        if (!bounds.isEmpty() && !bounds.contains(bound)) {
            judged.report(
                    LintCode.NO_BUCKET,
                    pointer,
                    "no bucket of " + durations.histogram() + " ends at " + bound.toPlainString() + unit
                            + ", so the objective cannot be counted",
                    "one of " + listed(bounds),
                    "take one of these as the target, or give the histogram that bucket");
        }
    }

    private static String listed(List<BigDecimal> bounds) {
        return bounds.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", "));
    }
}
