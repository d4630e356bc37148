package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.testing.Damage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whatever became of the parts of a saved state, it is refused, or one that goes on and is kept as it was restored. */
class ModelStateFuzzTest {
    private static final StateSettings SETTINGS =
            new StateSettings(Duration.ofMinutes(5), OlderPredictions.NONE, 1_000, 1_000);
    private static final long NOW = Models.START.plus(Duration.ofHours(2)).toEpochMilli();

    private static final List<ModelPlan> PLANS = new ArrayList<>();
    private static final List<StateParts> SAVED = new ArrayList<>();

    static {
        for (Task task : Task.values()) {
            RichPlan rich = new RichPlan(task);
            rich.batch = true;
            Watched watched = new Watched(rich.plan());
            watched.send(
                    new RichEvents(rich, 7).lines(Models.START, Duration.ofHours(1), 60),
                    Models.START.plus(Duration.ofHours(1)));
            StateParts parts = new StateParts();
            watched.save(parts, true);
            PLANS.add(rich.plan());
            SAVED.add(parts);
        }
    }

    private static StateParts copy(StateParts parts) {
        StateParts copy = new StateParts();
        for (String key : parts.keys("")) {
            copy.put(key, Objects.requireNonNull(parts.get(key)));
        }
        return copy;
    }

    private static StateParts saved(ModelState state) {
        StateParts parts = new StateParts();
        state.save(parts, true);
        return parts;
    }

    private static ModelState restored(ModelPlan plan, StateParts parts) {
        return ModelState.restored(plan, SETTINGS, parts, NOW, 0).state();
    }

    /** The first byte says which model, each edit's target which of its parts. */
    @FuzzTest
    void aDamagedStateIsRefusedOrGoesOn(byte[] input) {
        int model = input.length == 0 ? 0 : (input[0] & 0xFF) % PLANS.size();
        ModelPlan plan = PLANS.get(model);
        StateParts parts = copy(SAVED.get(model));
        List<String> keys = parts.keys("");
        for (Damage damage = new Damage(input, 1); damage.hasNext(); ) {
            String key = keys.get(damage.target(keys.size()));
            parts.put(key, damage.apply(Objects.requireNonNull(parts.get(key))));
        }
        StateParts kept;
        try {
            ModelState state = restored(plan, parts);
            state.totals(0);
            kept = saved(state);
        } catch (StateFormatException refused) {
            return;
        }

        StateParts again = saved(restored(plan, kept));

        assertThat(again.keys("")).isEqualTo(kept.keys(""));
        for (String key : kept.keys("")) {
            assertThat(again.get(key)).as(key).isEqualTo(kept.get(key));
        }
    }
}
