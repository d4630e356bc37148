package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.semantics.LabelMatching;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which alerts say nothing while others fire, as the inhibit rules have it. */
public final class Inhibition {

    /** How often Prometheus sends an alert that goes on firing, unless it is told otherwise. */
    private static final Duration RESEND = Duration.ofMinutes(1);

    private final List<InhibitRule> rules;
    private final List<Firing> alerts;
    private final boolean oneSourceAlone;

    /**
     * The rules over these alerts.
     *
     * @param alerts everything that fires at some time
     * @param oneSourceAlone whether only the source is looked at that was sent last, as by Alertmanager 0.30 to 0.34.0:
     *     when it ends, the others do not count until they are sent again. Where several were sent at once, it is the one
     *     that ends first, which is the worst that can happen
     */
    public Inhibition(List<InhibitRule> rules, List<Firing> alerts, boolean oneSourceAlone) {
        this.rules = List.copyOf(rules);
        this.alerts = List.copyOf(alerts);
        this.oneSourceAlone = oneSourceAlone;
    }

    /**
     * The alert that silences one with these labels then. An alert that fits both sides of a rule is not silenced by
     * others that do.
     */
    public Optional<Firing> source(Map<String, String> target, Instant at) {
        for (InhibitRule rule : rules) {
            if (LabelMatching.matches(rule.targetMatchers(), target)) {
                boolean bothSides = LabelMatching.matches(rule.sourceMatchers(), target);
                Stream<Firing> sources = alerts.stream()
                        .filter(alert -> LabelMatching.matches(rule.sourceMatchers(), alert.labels())
                                && rule.equal().stream()
                                        .allMatch(label ->
                                                value(alert.labels(), label).equals(value(target, label))));
                Optional<Firing> source = (oneSourceAlone ? last(sources, at).stream() : sources)
                        .filter(alert -> alert.at(at)
                                && !(bothSides && LabelMatching.matches(rule.targetMatchers(), alert.labels())))
                        .findFirst();
                if (source.isPresent()) {
                    return source;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Firing> last(Stream<Firing> sources, Instant at) {
        return sources.filter(alert -> !alert.from().isAfter(at))
                .max(Comparator.comparing((Firing alert) -> sent(alert, at))
                        .thenComparing(Firing::until, Comparator.reverseOrder()));
    }

    /** When it was last sent as one that fires. */
    private static Instant sent(Firing alert, Instant at) {
        Instant latest = alert.at(at) ? at : alert.until().minusNanos(1);
        return alert.from()
                .plus(RESEND.multipliedBy(Duration.between(alert.from(), latest).dividedBy(RESEND)));
    }

    /** A label that is not there is as one that is empty. */
    private static String value(Map<String, String> labels, String label) {
        return labels.getOrDefault(label, "");
    }
}
