package io.watchbill.rules.proof;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.NoTraffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which tests an alert of an objective has, at which times, and how often their rules are evaluated. */
final class ObjectiveTests {

    /** How long it takes to spend a budget and to earn it back. */
    private static final Duration EXHAUSTING = Duration.ofHours(6);

    private static final Duration HOUR = Duration.ofHours(1);

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
        ObjectiveScene scene = new ObjectiveScene(objective, events, others, cadence, lag(cadence, longest));
        if (exhausted) {
            addBetweenWork(scene, each -> Optional.of(each.exhausted(alert)));
        } else if (tier == null) {
            addVanishing(scene);
            addVanishingDuringWork(events, others);
        } else {
            addOverWork(scene, proof -> Optional.of(proof.burning(alert, tier)), proof -> proof.decisive(tier));
            if (objective.countsTime()) {
                addOverWork(scene, proof -> proof.nearMiss(alert, tier), proof -> proof.trouble(tier));
            } else if (objective.objective().onNoTraffic() != NoTraffic.BAD) {
                addBetweenWork(scene, proof -> Optional.of(proof.idle(alert, tier)));
            }
            addClosely(events, others, tier);
            if (work.isTakenOut()
                    && objective.tiers().keySet().stream().findFirst().equals(Optional.of(alert.name()))) {
                addDuringWork(events, others);
            }
        }
    }

    /** Nothing is missed while planned work goes on, and so that it is known what is, its series are there before. */
    private void addVanishing(ObjectiveScene scene) {
        VanishingProof proof = new VanishingProof(scene);
        Cadence cadence = scene.cadence();
        Duration length = Delay.length(proof.never(alert, Duration.ZERO));
        missing(cadence, Duration.ZERO, length)
                .ifPresentOrElse(
                        start -> cases.add(new ProvenCase(cadence, proof.never(alert, cadence.up(start)))),
                        () -> gaps.add(noTime(length)));
        Duration whole = proof.unmeasured(alert).stream()
                .map(Delay::length)
                .max(Duration::compareTo)
                .orElseThrow();
        missing(cadence, proof.known(), whole)
                .ifPresentOrElse(
                        start -> new VanishingProof(scene.at(cadence.up(start)))
                                .unmeasured(alert)
                                .forEach(test -> cases.add(new ProvenCase(cadence, test))),
                        () -> gaps.add(noTime(whole)));
    }

    /**
     * When what is away is missed: beside all work; a share of time also over work that leaves more of each day than a tenth and a few
     * evaluations, which the tests do not count one by one.
     *
     * @param before at the beginning, when no work goes on
     */
    private Optional<Duration> missing(Cadence cadence, Duration before, Duration length) {
        if (!objective.countsTime()) {
            return start(List.of(new PlannedWork.Stretch(Duration.ZERO, length)));
        }
        double few = 2.0 * cadence.steps(1).toMillis() / alert.holdFor().toMillis();
        return work.start(
                List.of(new PlannedWork.Stretch(Duration.ZERO, before)),
                plan.target().countedStretch(),
                length,
                alert.holdFor(),
                VanishingProof.FILLED - few);
    }

    /** All vanishes, but only while planned work goes on that is longer than what is waited for. */
    private void addVanishingDuringWork(CountedEvents events, List<CountedEvents> others) {
        Duration stretch = plan.target().countedStretch();
        // Promtool's clock runs until the work begins: it takes long steps.
        Cadence cadence = Cadence.of(plan, objective.countsTime() ? alert.holdFor() : EXHAUSTING);
        ObjectiveScene scene = new ObjectiveScene(objective, events, others, cadence, lag(cadence, alert.holdFor()));
        VanishingProof proof = new VanishingProof(scene);
        Duration least = proof.shownDuringWork(alert);
        if (!work.lasts(least)) {
            return;
        }
        Duration before = proof.known();
        Duration behind = proof.missedAfterWork(alert).plus(stretch);
        Optional<PlannedWork.Stretch> first =
                work.alone(least, VanishingProof.REMEMBERED.minus(before).minus(behind), before.plus(stretch), behind);
        if (first.isPresent()) {
            Duration from = cadence.up(first.get().from());
            ObjectiveScene then = scene.at(from.minus(before));
            cases.add(new ProvenCase(
                    cadence,
                    new VanishingProof(then).duringWork(alert, first.get().to().minus(from))));
        } else {
            gaps.add(new Proof.Gap(
                    alert.name() + " during planned work",
                    "none begins in the first two weeks of 1970, where promtool's clock begins, that is long enough, forgotten by"
                            + " nobody and has no other beside it"));
        }
    }

    /** Events and evaluations are counted one by one only where evaluations are no further apart than the counts. */
    private void addClosely(CountedEvents events, List<CountedEvents> others, BurnTier tier) {
        Cadence close = Cadence.of(plan, tier.window().compareTo(EXHAUSTING) < 0 ? tier.window() : EXHAUSTING);
        Cadence remembering = Cadence.remembering(plan, tier.window());
        // While work goes on the counts are away too, and the alert resolves.
        addBetweenWork(
                new ObjectiveScene(objective, events, others, remembering, lag(remembering, tier.window())),
                proof -> Optional.of(proof.vanishing(alert, tier)));
        addBetweenWork(
                new ObjectiveScene(objective, events, others, close, lag(close, tier.window())),
                proof -> objective.countsTime()
                        ? proof.justOver(alert, tier, plan.target().countedStretch())
                        : proof.single(alert, tier));
    }

    /** All fails, but only while planned work goes on. */
    private void addDuringWork(CountedEvents events, List<CountedEvents> others) {
        Duration stretch = plan.target().countedStretch();
        // Two evaluations a stretch: none that the work touches is missed.
        Cadence cadence = new Cadence(stretch.dividedBy(10), stretch.dividedBy(2));
        ObjectiveScene scene = new ObjectiveScene(objective, events, others, cadence, lag(cadence, HOUR));
        Duration before = new ObjectiveProof(scene).beforeWork();
        List<PlannedAlert> alerts = Stream.concat(objective.tiers().keySet().stream(), Stream.of(objective.exhausted()))
                .flatMap(name -> plan.alert(name).stream())
                .filter(RuleFiles::isOfObjective)
                .toList();
        Optional<TestCase> hidden = work.first(before).flatMap(first -> {
            Duration from = cadence.up(first.from());
            return new ObjectiveProof(scene.at(from.minus(before)))
                    .duringWork(alerts, first.to().minus(from));
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
    private void addBetweenWork(ObjectiveScene scene, Function<ObjectiveProof, Optional<TestCase>> test) {
        test.apply(new ObjectiveProof(scene)).ifPresent(shown -> add(scene, test, shown, start(whole(shown))));
    }

    /**
     * At such a time if there is one, else over work that touches all but what decides: it hides good and bad alike.
     *
     * @param decisive since the test begins
     */
    private void addOverWork(
            ObjectiveScene scene,
            Function<ObjectiveProof, Optional<TestCase>> test,
            Function<ObjectiveProof, List<PlannedWork.Stretch>> decisive) {
        Optional<TestCase> alone = test.apply(new ObjectiveProof(scene));
        if (alone.isEmpty() || start(whole(alone.get())).isPresent()) {
            addBetweenWork(scene, test);
        } else {
            ObjectiveScene over = scene.over(work);
            ObjectiveProof proof = new ObjectiveProof(over);
            test.apply(proof).ifPresent(shown -> add(over, test, shown, start(decisive.apply(proof))));
        }
    }

    private void add(
            ObjectiveScene scene,
            Function<ObjectiveProof, Optional<TestCase>> test,
            TestCase shown,
            Optional<Duration> start) {
        if (start.isPresent()) {
            ObjectiveScene then = scene.at(scene.cadence().up(start.get()));
            cases.add(new ProvenCase(
                    scene.cadence(), test.apply(new ObjectiveProof(then)).orElseThrow()));
        } else {
            gaps.add(noTime(Delay.length(shown)));
        }
    }

    private Proof.Gap noTime(Duration length) {
        return new Proof.Gap(
                alert.name() + " (" + Durations.format(length) + ")",
                "planned work leaves no time as long as its test in the first two weeks of 1970, where promtool's"
                        + " clock begins");
    }

    private Optional<Duration> start(List<PlannedWork.Stretch> free) {
        return work.start(free, plan.target().countedStretch());
    }

    private static List<PlannedWork.Stretch> whole(TestCase test) {
        return List.of(new PlannedWork.Stretch(Duration.ZERO, Delay.length(test)));
    }

    /**
     * How much later counts show in windows that are added up from stretches. All are where planned work is taken out of events; else
     * those over an hour are, which shows between the ends of stretches alone.
     */
    private Duration lag(Cadence cadence, Duration window) {
        Duration stretch = plan.target().countedStretch();
        boolean hidden = work.isTakenOut() && !objective.countsTime();
        boolean between = cadence.steps(1).toMillis() % stretch.toMillis() != 0;
        return hidden || (window.compareTo(HOUR) > 0 && between) ? stretch : Duration.ZERO;
    }
}
