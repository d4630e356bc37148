package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Task;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.state.StateParts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions that leave memory are found all the same: when they leave, and how often it restarts, changes nothing. */
class DepartedPredictionsTest {
    private static final int EVENTS = 1_500;
    private static final int IDS = 400;

    private static ModelPlan plan(Task task) {
        Map<String, ReferenceProfile> profiles =
                task == Task.BINARY_CLASSIFICATION ? Map.of("default", Models.profile()) : Map.of();
        return new ModelPlan(Models.byRegion(task, 10), Models.REBOOKING, profiles, List.of());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "BINARY_CLASSIFICATION, 1", "BINARY_CLASSIFICATION, 2", "BINARY_CLASSIFICATION, 3",
        "MULTICLASS_CLASSIFICATION, 4", "MULTICLASS_CLASSIFICATION, 5", "MULTICLASS_CLASSIFICATION, 6",
        "REGRESSION, 7", "REGRESSION, 8", "REGRESSION, 9"
    })
    void whenPredictionsLeaveMemoryAndWhenItRestartsChangesNothing(Task task, long seed) {
        Random random = new Random(seed);
        ModelPlan plan = plan(task);
        KeptPredictions kept = new KeptPredictions();
        Models.Fed stays = new Models.Fed(plan, 100_000, 100);
        Models.Fed leaves = new Models.Fed(plan, kept, 100_000, 100);
        leaves.stored = (batch, position) -> kept.note(plan, batch, position);
        Instant wall = Models.START.plusSeconds(86_400);
        stays.wall = wall;
        leaves.wall = wall;
        List<String> lines = lines(task, random);
        for (int from = 0; from < lines.size(); ) {
            int to = Math.min(lines.size(), from + 1 + random.nextInt(40));
            String[] body = lines.subList(from, to).toArray(String[]::new);
            stays.send(body);
            leaves.send(body);
            move(leaves, kept, random);
            from = to;
        }

        assertThat(kept.size()).isGreaterThan(IDS / 2);
        assertThat(leaves.version().labels().relabelled()).isPositive();
        assertThat(leaves.version().labels().duplicate()).isPositive();
        assertThat(leaves.version().labels().unlabelled()).isPositive();
        assertThat(leaves.scores()).usingRecursiveComparison().isEqualTo(stays.scores());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "BINARY_CLASSIFICATION, 1", "BINARY_CLASSIFICATION, 2", "BINARY_CLASSIFICATION, 3",
        "MULTICLASS_CLASSIFICATION, 4", "REGRESSION, 5", "REGRESSION, 6"
    })
    void whatIsReadAheadOfTimeIsNeverMissedAndNeverJoinedTwice(Task task, long seed) {
        Random random = new Random(seed);
        ModelPlan plan = plan(task);
        KeptPredictions kept = new KeptPredictions();
        Models.Fed stays = new Models.Fed(plan, 100_000, 100);
        Models.Fed leaves = new Models.Fed(plan, kept, 100_000, 100);
        leaves.stored = (batch, position) -> kept.note(plan, batch, position);
        Instant wall = Models.START.plusSeconds(86_400);
        stays.wall = wall;
        leaves.wall = wall;
        List<String> lines = lines(task, random);
        for (int from = 0; from < lines.size(); ) {
            int to = Math.min(lines.size(), from + 1 + random.nextInt(10));
            String[] body = lines.subList(from, to).toArray(String[]::new);
            stays.send(body);
            leaves.admit(body);
            // Others are applied, set apart and written between the moment when a body is read and its own turn.
            while (leaves.underWay() > random.nextInt(12)) {
                leaves.applyOldest();
                move(leaves, kept, random);
            }
            from = to;
        }
        while (leaves.underWay() > 0) {
            leaves.applyOldest();
        }

        assertThat(kept.size()).isGreaterThan(IDS / 2);
        assertThat(leaves.version().labels().relabelled()).isPositive();
        assertThat(leaves.version().labels().duplicate()).isPositive();
        assertThat(leaves.scores()).usingRecursiveComparison().isEqualTo(stays.scores());
    }

    @Test
    void aBodyOfVeryManyLabelsFindsAllPredictionsAndAllNotes() {
        ModelPlan plan = plan(Task.BINARY_CLASSIFICATION);
        KeptPredictions kept = new KeptPredictions();
        Models.Fed fed = new Models.Fed(plan, kept, 100_000, 100);
        fed.stored = (batch, position) -> kept.note(plan, batch, position);
        int many = 1_500;
        fed.send(IntStream.range(0, many)
                .mapToObj(i -> Models.prediction(Models.START, "id" + i, "late", ""))
                .toArray(String[]::new));
        kept.spill(fed.state.freeze(fed.position));
        fed.state.spilled();
        String[] labels = IntStream.range(0, many)
                .mapToObj(i -> Models.label(Models.START, "id" + i, "late"))
                .toArray(String[]::new);

        fed.send(labels);
        fed.send(labels);

        assertThat(fed.version().labels().joined()).isEqualTo(many);
        assertThat(fed.version().labels().duplicate()).isEqualTo(many);
    }

    /** Two predictions that have left memory, the first with its label. */
    private static Models.Fed twoThatLeft(KeptPredictions kept) {
        ModelPlan plan = plan(Task.BINARY_CLASSIFICATION);
        Models.Fed fed = new Models.Fed(plan, kept, 100_000, 100);
        fed.stored = (batch, position) -> kept.note(plan, batch, position);
        fed.send(
                Models.prediction(Models.START, "one", "late", ""),
                Models.prediction(Models.START, "other", "late", ""));
        kept.spill(fed.state.freeze(fed.position));
        fed.state.spilled();
        fed.send(Models.label(Models.START, "one", "late"));
        return fed;
    }

    @Test
    void aLabelWhosePredictionIsDamagedIsJoinedToNothingAndToldOf() {
        KeptPredictions kept = new KeptPredictions();
        Models.Fed fed = twoThatLeft(kept);
        kept.damagePredictions();

        fed.send(Models.label(Models.START, "other", "late"), Models.label(Models.START, "nobody", "late"));

        assertThat(fed.version().labels().joined()).isEqualTo(1);
        assertThat(kept.givenUp()).isEqualTo(1);
    }

    @Test
    void aLabelForWhichItIsUnknownWhetherOneCameBeforeCountsNoSecondTime() {
        KeptPredictions kept = new KeptPredictions();
        Models.Fed fed = twoThatLeft(kept);
        kept.damageNotes();

        fed.send(Models.label(Models.START, "one", "late"));
        fed.send(Models.label(Models.START, "other", "late"));

        assertThat(fed.version().labels().joined()).isEqualTo(2);
        assertThat(fed.version().labels().duplicate()).isZero();
        assertThat(kept.givenUp()).isEqualTo(1);
    }

    @Test
    void aStoredBatchWhosePredictionsCannotBeReadIsJoinedToNothingAndToldOf() {
        KeptPredictions kept = new KeptPredictions();
        Models.Fed fed = twoThatLeft(kept);
        kept.breakDisk();

        fed.send(Models.label(Models.START, "one", "late"), Models.label(Models.START, "other", "late"));

        assertThat(fed.version().labels().joined()).isEqualTo(1);
        assertThat(kept.givenUp()).isEqualTo(2);
    }

    /** Sometimes the predictions are set apart, and sometimes those that are apart are written. */
    private SpilledPredictions frozen;

    private final StateParts parts = new StateParts();

    private void move(Models.Fed fed, KeptPredictions kept, Random random) {
        if (frozen == null && random.nextInt(3) == 0) {
            frozen = fed.state.freeze(fed.position);
        } else if (frozen != null && random.nextInt(2) == 0) {
            kept.spill(frozen);
            fed.state.spilled();
            frozen = null;
        } else if (frozen == null && fed.underWay() == 0 && random.nextInt(4) == 0) {
            restart(fed, kept);
        }
    }

    /** Ends it, as a host does: what changed is saved, predictions are written, and all of memory is gone. */
    private void restart(Models.Fed fed, KeptPredictions kept) {
        fed.state.save(parts, false);
        SpilledPredictions left = fed.state.freeze(fed.position);
        if (left != null) {
            kept.spill(left);
        }
        RestoredModel restored = ModelState.restored(
                fed.state.plan(),
                new StateSettings(Duration.ofMinutes(5), kept, 100_000, 100),
                parts,
                fed.wall.toEpochMilli(),
                fed.nanos);
        assertThat(restored.lost()).isEmpty();
        fed.state = restored.state();
    }

    /** Twelve hours of predictions, labels, corrections and conversions, some much later, some before, some of nothing. */
    private static List<String> lines(Task task, Random random) {
        List<String> lines = new ArrayList<>();
        List<Instant> made = new ArrayList<>();
        for (int i = 0; i < IDS; i++) {
            made.add(Models.START.plusSeconds(i * 108L));
        }
        for (int event = 0; event < EVENTS; event++) {
            int newest = (int) ((long) event * IDS / EVENTS);
            int which = Math.max(0, Math.min(IDS - 1, newest + 5 - random.nextInt(160)));
            Instant time = made.get(newest).plusSeconds(random.nextInt(60));
            String id = "id" + which;
            lines.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Models.rebooked(time, id, 64);
                        case 1 -> label(task, time, id, random);
                        default -> label(task, time, "id" + Math.max(0, newest - random.nextInt(20)), random);
                    });
            if (event * (long) IDS / EVENTS != (event + 1L) * IDS / EVENTS) {
                lines.add(prediction(task, made.get(newest), "id" + newest, random));
            }
        }
        return lines;
    }

    private static String label(Task task, Instant time, String id, Random random) {
        String value = task == Task.REGRESSION
                ? Integer.toString(random.nextInt(3))
                : "\"" + (random.nextBoolean() ? "late" : "on_time") + "\"";
        String predictionTime = random.nextInt(5) == 0 ? ",\"predictionTime\":\"" + Models.START + "\"" : "";
        return "{\"kind\":\"label\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id + "\",\"label\":"
                + value + predictionTime + "}";
    }

    private static String prediction(Task task, Instant time, String id, Random random) {
        double score = random.nextInt(3) == 0 ? random.nextInt(100) / 100.0 : random.nextDouble();
        String answer = switch (task) {
            case REGRESSION -> "\"prediction\":" + score;
            case BINARY_CLASSIFICATION ->
                "\"prediction\":\"late\",\"score\":" + score + ",\"confidence\":"
                        + (random.nextBoolean() ? Math.max(score, 1 - score) : random.nextDouble());
            default ->
                "\"prediction\":\"late\",\"confidence\":" + score + ",\"scores\":{\"late\":" + score + ",\"on_time\":"
                        + (1 - score) + "}";
        };
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id
                + "\",\"arm\":\"" + (random.nextInt(4) == 0 ? "holdout" : "champion")
                + "\",\"segment\":{\"region\":\"" + "NS".charAt(random.nextInt(2)) + "\"}," + answer + "}";
    }
}
