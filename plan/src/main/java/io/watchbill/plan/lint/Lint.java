package io.watchbill.plan.lint;

import io.watchbill.plan.Plan;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.Comparator;
import java.util.List;

/** All rules: what makes an alert a good one, and what can be said of it by thinking alone. */
public final class Lint {
    private static final List<Rule> RULES = List.of(
            new Actionable(),
            new SpecificName(),
            new SpecificSummary(),
            new Threshold(),
            new LowNoise(),
            new DocumentedResponse(),
            new AnsweredQuestions(),
            new ReachableTiers(),
            new EnoughRequests(),
            new LongRanges(),
            new LongRetention(),
            new BucketAtBound(),
            new Fireable(),
            new Distinct(),
            new EffectAndSignificance(),
            new EnoughSamples(),
            new Provable(),
            new SeenByAll(),
            new OnceADay(),
            new ToldInTime(),
            new SoundDependencies());

    private Lint() {}

    /**
     * What is wrong with a plan, in the order of files and lines. Pure.
     *
     * @param plan of the specification, at time scale 1
     */
    public static List<Finding> findings(LoadedSpecification loaded, Plan plan, Surroundings surroundings) {
        Judged judged = new Judged(plan, loaded.places(), surroundings);
        RULES.forEach(rule -> rule.judge(judged));
        List<String> files = loaded.files().stream().map(Object::toString).toList();
        return judged.findings().stream()
                .sorted(Comparator.<Finding>comparingInt(
                                finding -> files.indexOf(finding.location().file()))
                        .thenComparing(Finding::location)
                        .thenComparing(finding -> finding.code().id()))
                .toList();
    }
}
