package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Business;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A state that goes on under another plan while it runs. */
class ReplannedStateTest {
    private static final Instant START = Models.START;
    private static final Model MODEL = Models.byRegion(Task.BINARY_CLASSIFICATION, 10);

    private final Models.Fed fed = new Models.Fed(plan(MODEL, Models.REBOOKING), 1_000, 1_000);

    private static ModelPlan plan(Model model, Business business) {
        return new ModelPlan(model, business, Map.of("default", Models.profile()), List.of());
    }

    private static Model with(Model model, Performance performance) {
        return new Model(
                model.name(),
                model.task(),
                model.positiveClass(),
                model.references(),
                model.columns(),
                model.features(),
                model.segments(),
                model.clock(),
                model.serving(),
                model.drift(),
                performance,
                model.quality());
    }

    private static Performance delayed(Duration maximumLabelDelay) {
        Performance old = MODEL.performance();
        return new Performance(
                old.windows(),
                old.labelDelay(),
                maximumLabelDelay,
                old.minimumSamples(),
                old.warning(),
                old.critical(),
                old.holdout(),
                old.confidence());
    }

    private List<String> under(ModelPlan next) {
        RestoredModel restored = fed.state.under(next, fed.wall.toEpochMilli(), fed.nanos);
        fed.goOn(next, restored.state());
        return restored.lost();
    }

    private void predict() {
        fed.wall = START.plus(Duration.ofHours(1));
        fed.send(
                Models.prediction(START, "a", "late", ",\"segment\":{\"region\":\"N\"},\"score\":0.7"),
                Models.prediction(START, "b", "late", ",\"segment\":{\"region\":\"S\"},\"score\":0.8"),
                Models.label(START.plusSeconds(60), "b", "late"));
    }

    @Test
    void anEqualPlanLosesNothing() {
        predict();
        assertThat(under(plan(MODEL, Models.REBOOKING))).isEmpty();

        fed.send(Models.label(START.plusSeconds(60), "a", "late"), Models.label(START.plusSeconds(70), "b", "late"));

        assertThat(fed.version().requests()).isEqualTo(2);
        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(2, 1, 0, 0, 0));
    }

    @Test
    void predictionsOfOtherSegmentsAreStillJoined() {
        predict();
        Model without = new Model(
                MODEL.name(),
                MODEL.task(),
                MODEL.positiveClass(),
                MODEL.references(),
                MODEL.columns(),
                MODEL.features(),
                List.of(),
                MODEL.clock(),
                MODEL.serving(),
                MODEL.drift(),
                MODEL.performance(),
                MODEL.quality());

        assertThat(under(plan(without, Models.REBOOKING))).anyMatch(loss -> loss.contains("region"));
        fed.send(Models.label(START.plusSeconds(60), "a", "late"));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(2, 0, 0, 0, 0));
    }

    @Test
    void underAnotherLongestTimeForLabelsOlderPredictionsAreGivenUp() {
        predict();

        List<String> lost = under(plan(with(MODEL, delayed(Duration.ofHours(20))), Models.REBOOKING));

        assertThat(lost)
                .containsExactly(
                        "model 'flight': its longest time for a label changed; predictions of before wait for no"
                                + " label any more");
        assertThat(fed.state.olderAreVoid()).isTrue();
        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 0, 0, 0, 1));
    }
}
