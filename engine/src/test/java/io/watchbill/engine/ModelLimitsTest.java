package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.EventClock;
import io.watchbill.statistics.state.StateParts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders name is kept apart up to the limits, under the same, lower and higher ones after a restart. */
class ModelLimitsTest {
    private static final Instant START = Models.START;

    private ModelPlan plan = Models.plan(EventClock.LIVE);
    private Models.Fed fed = fed(new ModelLimits(3, 4, 5, 6, 2, 9, 99));

    private Models.Fed fed(ModelLimits limits) {
        return new Models.Fed(plan, settings(limits));
    }

    private static StateSettings settings(ModelLimits limits) {
        return new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000, limits);
    }

    private Bound bound(String name) {
        Bound bound = fed.state.bounds().get(name);
        assertThat(bound).as(name).isNotNull();
        return bound;
    }

    private void restartWith(ModelLimits limits) {
        StateParts parts = new StateParts();
        fed.state.save(parts, true);
        RestoredModel restored = ModelState.restored(plan, settings(limits), parts, fed.wall.toEpochMilli(), fed.nanos);
        assertThat(restored.lost()).isEmpty();
        fed.goOn(plan, restored.state());
    }

    private static String served(String version) {
        return Models.prediction(START, "of " + version, "late", ",\"version\":\"" + version + "\"");
    }

    private static String row(String run) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + START + "\",\"run\":\"" + run
                + "\",\"prediction\":\"late\"}";
    }

    private double requests(String version) {
        return fed.scores().versions().stream()
                .filter(shown -> shown.version().equals(version))
                .mapToLong(ScoreSnapshot.Version::requests)
                .sum();
    }

    /** The places that are taken before are those of the specification: its positive class, its holdout. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            versions            | 0 | 3 | "kind":"prediction","prediction":"late","version":"N"
            classes             | 1 | 4 | "kind":"prediction","prediction":"N"
            arms                | 1 | 5 | "kind":"prediction","prediction":"late","arm":"N"
            business_events     | 0 | 6 | "kind":"business","event":"N","unit":"usd","value":1
            units               | 0 | 6 | "kind":"business","event":"refund","unit":"N","value":1
            ratings             | 0 | 6 | "kind":"feedback","rating":"N"
            consumers           | 0 | 6 | "kind":"downstream","consumer":"N","outcome":"ok"
            downstream_outcomes | 0 | 6 | "kind":"downstream","consumer":"mail","outcome":"N"
            """)
    void namesUpToTheLimitAreKeptApartAndTheNextOneIsDropped(String name, int taken, int limit, String fields) {
        String line = "{" + fields + ",\"model\":\"flight\",\"time\":\"" + START + "\"}";
        for (int i = taken; i < limit; i++) {
            fed.send(line.replace("\"N\"", "\"n" + i + "\""));
        }
        assertThat(bound(name)).isEqualTo(new Bound(limit, limit, 0));

        fed.send(line.replace("\"N\"", "\"one more\""));

        assertThat(bound(name)).isEqualTo(new Bound(limit, limit, 1));
    }

    @Test
    void theNextVersionIsOtherWhichTakesNoPlaceOfTheirs() {
        fed.send(served("other"), served("a"), served("b"), served("c"), served("d"), served("e"));

        assertThat(fed.scores().versions())
                .extracting(ScoreSnapshot.Version::version)
                .containsExactlyInAnyOrder("other", "a", "b", "c");
        assertThat(requests("other")).isEqualTo(3);
    }

    @Test
    void underALoweredLimitWhatHasAPlaceKeepsIt() {
        fed.send(served("a"), served("b"), served("c"), served("d"));

        restartWith(new ModelLimits(1, 1, 1, 1, 1, 9, 99));
        fed.send(served("c"), served("e"));

        assertThat(requests("c")).isEqualTo(2);
        assertThat(requests("other")).isEqualTo(2);
        assertThat(bound("versions")).isEqualTo(new Bound(1, 1, 2));
    }

    @Test
    void underARaisedLimitNewNamesHaveAPlace() {
        fed.send(served("a"), served("b"), served("c"), served("d"));

        restartWith(new ModelLimits(5, 4, 5, 6, 2, 9, 99));
        fed.send(served("d"), served("e"), served("f"));

        assertThat(requests("d")).isEqualTo(1);
        assertThat(requests("e")).isEqualTo(1);
        assertThat(requests("other")).isEqualTo(2);
        assertThat(bound("versions")).isEqualTo(new Bound(5, 5, 2));
    }

    @Test
    void moreVersionsThanUsualAreThereAfterARestart() {
        ModelLimits many = new ModelLimits(150, 120, 20, 100, 8, 9, 999);
        fed = fed(many);
        for (int i = 0; i < 150; i++) {
            fed.send(served("v" + i));
        }

        restartWith(many);

        assertThat(requests("v149")).isEqualTo(1);
        assertThat(bound("versions")).isEqualTo(new Bound(150, 150, 0));
    }

    @Test
    void classesAtTheirHighestLimitAreCountedInPairsAndThereAfterARestart() {
        ModelLimits most = new ModelLimits(3, ModelLimits.MOST_CLASSES, 5, 6, 2, 9, 999);
        fed = fed(most);
        for (int i = 0; i < 200; i++) {
            fed.send(
                    Models.prediction(START, "id" + i, "c" + i, ""),
                    Models.label(START, "id" + i, "c" + (i + 1) % 200));
        }
        restartWith(most);

        assertThat(bound("classes").used()).isEqualTo(120);
        assertThat(fed.version().labelled())
                .contains(new ScoreSnapshot.LabelledCount("c117", "c118", "", 1))
                .contains(new ScoreSnapshot.LabelledCount("other", "c0", "", 1))
                .contains(new ScoreSnapshot.LabelledCount("other", "other", "", 80))
                .hasSize(121);
    }

    @Test
    void theRunThatOpenedFirstIsAbandonedOnlyPastTheLimit() {
        plan = RunFoldTest.plan();
        fed = fed(new ModelLimits(3, 4, 5, 6, 2, 9, 99));
        fed.send(row("one"), row("two"), row("one"));
        assertThat(bound("open_runs")).isEqualTo(new Bound(2, 2, 0));

        fed.send(row("three"));

        assertThat(bound("open_runs")).isEqualTo(new Bound(2, 2, 1));
    }

    @Test
    void runsThatWereOpenBeforeALowerLimitGoOnUntilTheNextOneOpens() {
        plan = RunFoldTest.plan();
        fed = fed(new ModelLimits(3, 4, 5, 6, 4, 9, 99));
        fed.send(row("one"), row("two"), row("three"), row("four"));

        restartWith(new ModelLimits(3, 4, 5, 6, 2, 9, 99));
        fed.send(row("one"), row("four"));
        assertThat(bound("open_runs")).isEqualTo(new Bound(2, 2, 0));

        fed.send(row("five"));
        assertThat(bound("open_runs")).isEqualTo(new Bound(2, 2, 3));
    }

    @Test
    void asManyRunsThatAreOverAreKnownAsTheLimitSays() {
        plan = RunFoldTest.plan();
        fed = fed(new ModelLimits(3, 4, 5, 6, 1, 2, 99));
        fed.send(row("one"), row("two"), row("three"));
        assertThat(bound("closed_runs")).isEqualTo(new Bound(2, 2, 0));

        fed.send(row("one"));
        assertThat(bound("open_runs").dropped()).as("none is opened again").isEqualTo(2);

        fed.send(row("four"));
        assertThat(bound("closed_runs")).isEqualTo(new Bound(2, 2, 0));
        fed.send(row("one"));
        assertThat(bound("open_runs").dropped())
                .as("'three' went for 'four', 'four' for 'one', which is not known any more")
                .isEqualTo(4);
    }

    @Test
    void underALowerLimitTheRunsThatWereOverLastAreKnown() {
        plan = RunFoldTest.plan();
        fed = fed(new ModelLimits(3, 4, 5, 6, 1, 3, 99));
        fed.send(row("one"), row("two"), row("three"), row("four"));

        restartWith(new ModelLimits(3, 4, 5, 6, 1, 1, 99));

        assertThat(bound("closed_runs")).isEqualTo(new Bound(1, 1, 0));
        fed.send(row("three"));
        assertThat(bound("open_runs").dropped()).as("'three' is known").isEqualTo(3);
        fed.send(row("two"));
        assertThat(bound("open_runs").dropped()).as("'two' is not").isEqualTo(4);
    }

    private static String business(String event, String arm) {
        return "{\"kind\":\"business\",\"model\":\"flight\",\"time\":\"" + START + "\",\"event\":\"" + event
                + "\",\"unit\":\"usd\",\"value\":2,\"arm\":\"" + arm + "\"}";
    }

    private static String downstream(String consumer, String outcome) {
        return "{\"kind\":\"downstream\",\"model\":\"flight\",\"time\":\"" + START + "\",\"consumer\":\"" + consumer
                + "\",\"outcome\":\"" + outcome + "\"}";
    }

    @Test
    void combinationsBeyondTheLimitAreOtherInEachOfTheirNames() {
        fed = fed(new ModelLimits(3, 9, 9, 9, 2, 9, 4));
        fed.send(business("e1", "a"), business("e1", "b"), business("e2", "a"), downstream("mail", "sent"));
        assertThat(bound("combinations")).isEqualTo(new Bound(4, 4, 0));

        fed.send(business("e2", "b"), business("e2", "b"), business("e1", "a"), downstream("mail", "read"));

        assertThat(bound("combinations")).isEqualTo(new Bound(4, 4, 3));
        assertThat(fed.version().business())
                .contains(new ScoreSnapshot.BusinessCount("e1", "usd", "a", 2, 4))
                .contains(new ScoreSnapshot.BusinessCount("other", "other", "other", 2, 4))
                .hasSize(4);
        assertThat(fed.version().downstream())
                .containsExactlyInAnyOrder(
                        new ScoreSnapshot.Pair("mail", "sent", 1), new ScoreSnapshot.Pair("other", "other", 1));
    }

    @Test
    void pairsOfClassesBeyondTheLimitAreOtherAndStayInTheWindows() {
        fed = fed(new ModelLimits(3, 9, 9, 9, 2, 9, 1));
        for (String answer : new String[] {"late", "on_time"}) {
            fed.send(Models.prediction(START, "of " + answer, answer, ""), Models.label(START, "of " + answer, "late"));
        }

        assertThat(bound("combinations")).isEqualTo(new Bound(1, 1, 1));
        assertThat(fed.version().labelled())
                .containsExactlyInAnyOrder(
                        new ScoreSnapshot.LabelledCount("late", "late", "", 1),
                        new ScoreSnapshot.LabelledCount("other", "other", "other", 1));
        assertThat(fed.version().labels().joined()).isEqualTo(2);
    }

    @Test
    void combinationsKeepTheirPlaceUnderALowerLimit() {
        fed = fed(new ModelLimits(3, 9, 9, 9, 2, 9, 3));
        fed.send(business("e1", "a"), business("e1", "b"), downstream("mail", "sent"), business("e3", "a"));

        restartWith(new ModelLimits(3, 9, 9, 9, 2, 9, 1));
        fed.send(business("e1", "b"), business("e4", "a"));

        assertThat(bound("combinations")).isEqualTo(new Bound(1, 1, 2));
        assertThat(fed.version().business())
                .contains(new ScoreSnapshot.BusinessCount("e1", "usd", "b", 2, 4))
                .contains(new ScoreSnapshot.BusinessCount("other", "other", "other", 2, 4));
    }

    @Test
    void theMostArmsOutliveARestart() {
        fed = fed(new ModelLimits(3, 4, ModelLimits.MOST, 6, 2, 9, 99));
        for (int arm = 0; arm <= ModelLimits.MOST; arm++) {
            fed.send(Models.prediction(START, "p" + arm, "late", ",\"arm\":\"a" + arm + "\""));
        }

        restartWith(new ModelLimits(3, 4, ModelLimits.MOST, 6, 2, 9, 99));

        assertThat(bound("arms").used()).isEqualTo(ModelLimits.MOST);
        assertThat(fed.version().requests()).isEqualTo(ModelLimits.MOST + 1);
    }

    @Test
    void limitsThatCannotBeKeptAreRefused() {
        assertThatThrownBy(() -> new ModelLimits(50, 121, 20, 100, 8, 9, 99))
                .hasMessage("classes: expected a number from 1 to 120, not 121");
        assertThatThrownBy(() -> new ModelLimits(0, 100, 20, 100, 8, 9, 99))
                .hasMessage("versions: expected a number from 1 to 1000, not 0");
        assertThatThrownBy(() -> new ModelLimits(50, 100, 20, 100, 8, 100_001, 1))
                .hasMessage("closed runs: expected a number from 1 to 100000, not 100001");
        assertThatThrownBy(() -> new ModelLimits(50, 100, 20, 100, 8, 9, 0))
                .hasMessage("combinations: expected a number from 1 to 1000000, not 0");
    }
}
