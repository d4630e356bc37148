package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.Segment;
import io.watchbill.spec.Task;
import io.watchbill.spec.TimeWindow;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state that goes on under another plan keeps what still means the same, and says of the rest why it does not. */
class ChangedPlanTest {
    private static final Instant END = Models.START.plus(Duration.ofHours(5));

    private final StateParts parts = new StateParts();

    private Watched saved(RichPlan rich) {
        Watched watched = new Watched(rich.plan());
        List<String> lines = new RichEvents(rich, 1).lines(Models.START, Duration.ofHours(5), 600);
        for (int from = 0; from < lines.size(); from += 100) {
            watched.send(lines.subList(from, Math.min(lines.size(), from + 100)), END);
        }
        watched.scores();
        watched.save(parts, true);
        return watched;
    }

    private static RichPlan binary() {
        return new RichPlan(Task.BINARY_CLASSIFICATION);
    }

    /** Goes on under a changed plan, from where {@link #saved} left off. */
    private Watched restarted(RichPlan before, Consumer<RichPlan> change) {
        Watched watched = saved(before);
        change.accept(before);
        watched.restart(parts, before.plan());
        return watched;
    }

    private static ScoreSnapshot.Version version(Watched watched) {
        return watched.scores().versions().get(0);
    }

    private static long counted(ScoreSnapshot.Version version, int column) {
        ColumnCounts counts = version.columns().get(column);
        long all = 0;
        for (int bin = 0; bin < counts.bins(); bin++) {
            all += counts.bin(bin);
        }
        return all;
    }

    @Test
    void aColumnWithOtherBinsStartsAnewAndAllElseStays() {
        ScoreSnapshot.Version before = version(saved(binary()));
        Watched after = restarted(binary(), rich -> rich.longest = 2_000);

        assertThat(after.lost)
                .containsExactly(
                        "model 'flight', version 'v1': feature 'distance': its bins in the reference profile changed; its"
                                + " windows start anew",
                        "model 'flight', version 'v0': feature 'distance': its bins in the reference profile changed; its"
                                + " windows start anew");
        ScoreSnapshot.Version version = version(after);
        assertThat(counted(version, 0)).isZero();
        assertThat(counted(version, 1)).isEqualTo(counted(before, 1));
        assertThat(version.requests()).isEqualTo(before.requests());
        assertThat(version.performance()).hasToString(before.performance().toString());
        assertThat(version.drift().get(0).scores().get(1))
                .hasToString(before.drift().get(0).scores().get(1).toString());
    }

    @Test
    void aColumnThatStartedAnewHasNoVerdictBeforeItsWindowIsFilled() {
        Watched watched = restarted(binary(), rich -> rich.longest = 2_000);
        List<String> more = new RichEvents(binary(), 2).lines(END, Duration.ofMinutes(50), 600);
        watched.send(more, END.plus(Duration.ofMinutes(50)));

        List<DriftScores> hour = version(watched).drift().get(0).scores();

        assertThat(hour.get(0).noVerdictReason()).isEqualTo(NoVerdictReason.WINDOW_FILLING);
        assertThat(hour.get(1).verdict()).isNotNull();
        StateParts again = new StateParts();
        watched.save(again, true);
        watched.restart(again, watched.plan);
        assertThat(version(watched).drift().get(0).scores().get(0).noVerdictReason())
                .isEqualTo(NoVerdictReason.WINDOW_FILLING);
        watched.send(
                new RichEvents(binary(), 3).lines(END.plus(Duration.ofMinutes(50)), Duration.ofMinutes(20), 300),
                END.plus(Duration.ofMinutes(70)));
        assertThat(version(watched).drift().get(0).scores().get(0).verdict()).isNotNull();
    }

    @Test
    void aWindowThatIsNewStartsAndOneThatIsGoneIsRemoved() {
        ScoreSnapshot.Version before = version(saved(binary()));
        Watched after = restarted(
                binary(),
                rich -> rich.driftWindows =
                        List.of(new TimeWindow(Duration.ofHours(4)), new TimeWindow(Duration.ofHours(2))));

        assertThat(after.lost)
                .containsExactly(
                        "model 'flight': the drift window 1h is no longer in the specification; what it held is"
                                + " forgotten");
        assertThat(version(after).drift().get(0))
                .hasToString(before.drift().get(1).toString());
        assertThat(version(after).performance())
                .hasToString(before.performance().toString());
        assertThat(version(after).drift().get(1).scores().get(0).samples()).isZero();
        assertThat(parts.keys("")).anyMatch(key -> key.contains("drift=1h"));
        after.save(parts, false);
        assertThat(parts.keys("")).noneMatch(key -> key.contains("drift=1h"));
        after.restart(parts, after.plan);
        assertThat(after.lost).isEmpty();
    }

    @Test
    void aSegmentThatIsGoneIsForgottenAndAnotherKeepsItsNumbers() {
        Watched before = saved(binary());
        List<ScoreSnapshot.SegmentScores> devices = version(before).segments();
        Watched after =
                restarted(binary(), rich -> rich.segments = List.of(new Segment("new", 3), new Segment("region", 50)));

        assertThat(after.lost)
                .containsExactly(
                        "model 'flight': the segment 'device' is no longer in the specification; what it held is"
                                + " forgotten");
        assertThat(version(after).segments().stream().map(Object::toString))
                .containsExactlyElementsOf(devices.stream()
                        .filter(of -> of.segment().equals("region"))
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void whatIsMeasuredOtherwiseStartsAnewAndSaysSo() {
        Watched after = restarted(binary(), rich -> {
            rich.latencyBounds = List.of(0.3);
            rich.holdoutDifference = new BigDecimal("0.1");
            rich.qualityMaximum = new BigDecimal("2");
            rich.valueUnit = "eur";
        });

        assertThat(after.lost)
                .contains(
                        "model 'flight', version 'v0': the buckets of its latency changed; the histogram starts anew",
                        "model 'flight', version 'v0': the range of the quality score 'groundedness' changed; it starts"
                                + " anew",
                        "model 'flight', version 'v0': what is asked of the holdout changed; its comparison starts anew",
                        "model 'flight': the business window 1h: its panes, or what its events mean, changed; it starts"
                                + " anew")
                .hasSize(8);
        assertThat(version(after).latency().count()).isZero();
        assertThat(version(after).holdout()).isEmpty();
        assertThat(version(after).confidence().count()).isPositive();
    }

    @Test
    void anotherPositiveClassStartsPerformanceAnewAndNoClassChangesItsNumber() {
        ScoreSnapshot.Version before = version(saved(binary()));
        Watched after = restarted(binary(), rich -> rich.positive = "diverted");

        assertThat(after.lost)
                .containsExactly(
                        "model 'flight', version 'v1': what the model answers changed; its performance windows start"
                                + " anew",
                        "model 'flight', version 'v0': what the model answers changed; its performance windows start"
                                + " anew");
        assertThat(version(after).predictions()).isEqualTo(before.predictions());
        assertThat(version(after).labelled()).isEqualTo(before.labelled());
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aModelWithAnotherTaskKeepsItsRequests(Task task) {
        Watched before = saved(new RichPlan(task == Task.REGRESSION ? Task.BINARY_CLASSIFICATION : Task.REGRESSION));
        long requests = version(before).requests();
        RichPlan other = new RichPlan(task);
        before.restart(parts, other.plan());
        List<String> more = new RichEvents(other, 2).lines(END, Duration.ofHours(2), 200);
        before.send(more, END.plus(Duration.ofHours(2)));

        assertThat(before.lost).isNotEmpty();
        assertThat(version(before).requests()).isGreaterThan(requests);
        assertThat(version(before).performance().get(0).samples()).isPositive();
    }

    @Test
    void aModelThatHasNoRunsAnyMoreForgetsThem() {
        RichPlan rich = binary();
        rich.batch = true;
        Watched after = restarted(rich, changed -> changed.batch = false);

        assertThat(after.lost)
                .containsExactly("model 'flight': the specification serves it online now; its runs are forgotten");
        after.save(parts, false);
        assertThat(parts.keys("")).noneMatch(key -> key.startsWith("runs"));
    }

    @Test
    void aSavedStateOfAnotherFormatIsRefused() {
        Watched watched = saved(binary());
        byte[] own = parts.get("model");
        assertThat(own).isNotNull();
        own[0] = ModelState.FORMAT + 1;

        assertThatThrownBy(() -> watched.restart(parts, watched.plan))
                .isInstanceOf(StateFormatException.class)
                .hasMessageStartingWith(
                        "the part 'model' of the kept state cannot be read: expected a state of format 1"
                                + " instead of 2");
    }

    @Test
    void aStateWithoutItsMainPartIsRefused() {
        Watched watched = saved(binary());
        parts.removeAll("");
        watched.save(parts, false);
        StateParts without = new StateParts();
        without.put("version=0/counts", new byte[1]);

        assertThatThrownBy(() -> watched.restart(without, watched.plan))
                .isInstanceOf(StateFormatException.class)
                .hasMessage(
                        "the part 'model' of the kept state cannot be read: it is not there, though other parts are");
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void aDamagedPartIsRefusedByNameOrGivesAStateThatWorks(Task task) {
        RichPlan rich = new RichPlan(task);
        rich.batch = true;
        Watched watched = saved(rich);
        List<String> keys = parts.keys("");
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            String key = random.nextInt(3) > 0
                    ? keys.get(random.nextInt(keys.size()))
                    : random.nextBoolean() ? "model" : random.nextBoolean() ? "version=0/counts" : "runs=all/counts";
            byte[] part = parts.get(key);
            assertThat(part).isNotNull();
            byte[] damaged = Arrays.copyOf(part, random.nextInt(3) == 0 ? random.nextInt(part.length) : part.length);
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            parts.put(key, damaged);
            try {
                watched.restart(parts, watched.plan);
                watched.scores();
                watched.save(new StateParts(), true);
            } catch (StateFormatException e) {
                assertThat(e.part()).isNotEmpty();
                refused++;
            }
            parts.put(key, part);
        }
        assertThat(refused).isGreaterThan(15);
    }
}
