package io.watchbill.rules.proof;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which tests an alert of an objective has, at which times, and how often their rules are evaluated. */
final class ObjectiveTests {

    /** How long it takes to spend a budget and to earn it back. */
    private static final Duration EXHAUSTING = Duration.ofHours(6);

    private final Plan plan;
    private final PlannedAlert alert;
    private final PlannedObjective objective;
    private final PlannedWork work;
    private final List<ProvenCase> cases = new ArrayList<>();
    private final List<Proof.Gap> gaps = new ArrayList<>();

    private ObjectiveTests(Plan plan, PlannedAlert alert, PlannedObjective objective) {
        this.plan = plan;
        this.alert = alert;
        this.objective = objective;
        this.work = PlannedWork.of(plan.specification());
    }

    static Proof of(Plan plan, PlannedAlert alert) {
        if (plan.target().timeScale() != 1) {
            return Proof.missing(alert.name(), AlertProof.SCALED);
        }
        PlannedObjective objective = plan.objectives().stream()
                .filter(candidate -> candidate.tiers().containsKey(alert.name())
                        || candidate.exhausted().equals(alert.name())
                        || candidate.unmeasured().equals(alert.name()))
                .findFirst()
                .orElseThrow();
        ObjectiveStimuli stimuli = new ObjectiveStimuli(plan, objective);
        List<CountedEvents> sources = stimuli.find();
        if (sources.isEmpty()) {
            return Proof.missing(alert.name(), stimuli.whyUnknown());
        }
        ObjectiveTests tests = new ObjectiveTests(plan, alert, objective);
        for (CountedEvents source : sources) {
            tests.add(
                    source,
                    sources.stream().filter(other -> !other.equals(source)).toList());
        }
        return new Proof(tests.cases, tests.gaps.stream().distinct().toList());
    }

    private void add(CountedEvents events, List<CountedEvents> others) {
        BurnTier tier = objective.tiers().get(alert.name());
        boolean exhausted = objective.exhausted().equals(alert.name());
        Duration longest = exhausted ? EXHAUSTING : tier == null ? alert.holdFor() : tier.window();
        Cadence cadence = Cadence.of(plan, longest);
        ObjectiveScene scene = new ObjectiveScene(objective, events, others, cadence, lag());
        ObjectiveProof proof = new ObjectiveProof(scene);
        if (exhausted) {
            addBetweenWork(cadence, List.of(proof.exhausted(alert)));
        } else if (tier == null) {
            // Whether series are there does not depend on planned work.
            new VanishingProof(scene).unmeasured(alert).forEach(test -> cases.add(new ProvenCase(cadence, test)));
        } else {
            List<TestCase> burning = proof.burning(alert, tier);
            boolean anywhere =
                    !objective.countsTime() && start(whole(burning.get(0))).isEmpty();
            add(cadence, burning.get(0), start(anywhere ? proof.decisive(tier) : whole(burning.get(0))));
            addBetweenWork(cadence, burning.subList(1, burning.size()));
            addClosely(events, others, tier);
            if (work.isTakenOut()
                    && objective.tiers().keySet().stream().findFirst().equals(Optional.of(alert.name()))) {
                addDuringWork(events, others);
            }
        }
    }

    /** Events are counted one by one only where evaluations are no further apart than the counts. */
    private void addClosely(CountedEvents events, List<CountedEvents> others, BurnTier tier) {
        Cadence close = Cadence.of(plan, tier.window().compareTo(EXHAUSTING) < 0 ? tier.window() : EXHAUSTING);
        if (!work.isTakenOut()) { // else it may be work that made the counts go away, and the alert resolves
            Cadence remembering = Cadence.remembering(plan, tier.window());
            ObjectiveScene scene = new ObjectiveScene(objective, events, others, remembering, lag());
            cases.add(new ProvenCase(remembering, new VanishingProof(scene).vanishing(alert, tier.recent())));
        }
        if (!objective.countsTime()) {
            new ObjectiveProof(new ObjectiveScene(objective, events, others, close, lag()))
                    .single(alert, tier)
                    .ifPresent(test -> addBetweenWork(close, List.of(test)));
        }
    }

    /** All fails, but only while planned work goes on. */
    private void addDuringWork(CountedEvents events, List<CountedEvents> others) {
        Duration stretch = plan.target().countedStretch();
        // Two evaluations a stretch: none that the work touches is missed.
        Cadence cadence = new Cadence(stretch.dividedBy(10), stretch.dividedBy(2));
        ObjectiveProof proof = new ObjectiveProof(new ObjectiveScene(objective, events, others, cadence, lag()));
        List<PlannedAlert> alerts = Stream.concat(objective.tiers().keySet().stream(), Stream.of(objective.exhausted()))
                .flatMap(name -> plan.alert(name).stream())
                .filter(RuleFiles::isOfObjective)
                .toList();
        Optional<TestCase> hidden = work.first(proof.beforeWork()).flatMap(first -> {
            Duration from = cadence.up(first.from());
            return proof.duringWork(alerts, first.to().minus(from))
                    .map(test -> Delay.of(test, cadence, from.minus(proof.beforeWork())));
        });
        if (hidden.isPresent()) {
            cases.add(new ProvenCase(cadence, hidden.get()));
        } else {
            gaps.add(new Proof.Gap(
                    alert.name() + " during planned work",
                    "none begins in the first two weeks of 1970, where promtool's clock begins, or it is too short"));
        }
    }

    /** At a time that no planned work touches. */
    private void addBetweenWork(Cadence cadence, List<TestCase> tests) {
        tests.forEach(test -> add(cadence, test, start(whole(test))));
    }

    private void add(Cadence cadence, TestCase test, Optional<Duration> start) {
        if (start.isPresent()) {
            cases.add(new ProvenCase(cadence, Delay.of(test, cadence, cadence.up(start.get()))));
        } else {
            gaps.add(new Proof.Gap(
                    alert.name() + " (" + Durations.format(Delay.length(test)) + ")",
                    "planned work leaves no time as long as its test in the first two weeks of 1970, where"
                            + " promtool's clock begins"));
        }
    }

    private Optional<Duration> start(List<PlannedWork.Stretch> free) {
        return work.start(free, plan.target().countedStretch());
    }

    private static List<PlannedWork.Stretch> whole(TestCase test) {
        return List.of(new PlannedWork.Stretch(Duration.ZERO, Delay.length(test)));
    }

    /** How much later counts show in windows that are added up from stretches. */
    private Duration lag() {
        return work.isTakenOut() && !objective.countsTime() ? plan.target().countedStretch() : Duration.ZERO;
    }
}
