package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ScoreSnapshot.HoldoutScore;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Holdout;
import io.watchbill.statistics.HoldoutComparison.Difference;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HoldoutStateTest {
    private static final int WORLDS = 200;

    /** How many worlds of 3,000 labelled predictions find the arms different at any of 3,000 looks. */
    private static double found(double champion, double holdout) {
        int found = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            HoldoutState state = new HoldoutState(
                    Models.plan(EventClock.LIVE),
                    new Holdout("holdout", new BigDecimal("0.1"), new BigDecimal("0.02")));
            double least = 0;
            for (int i = 0; i < 3_000; i++) {
                boolean held = random.nextInt(10) == 0;
                boolean right = random.nextDouble() < (held ? holdout : champion);
                state.predicted(held);
                state.labelled(held, Outcome.ofTwo(0, right ? 0 : 1, 0.9, 0.9));
                for (HoldoutScore score : state.scores()) {
                    least = score.metric().equals("accuracy")
                            ? score.difference().map(Difference::lnPValue).orElse(least)
                            : least;
                }
            }
            found += least < Math.log(0.05) ? 1 : 0;
        }
        return found / (double) WORLDS;
    }

    @Test
    void equalArmsThatAreLookedAtAfterEveryLabelAreRarelyFoundDifferent() {
        // Of 200 worlds a rate of .05 has a deviation of .015.
        assertThat(found(0.9, 0.9)).isLessThanOrEqualTo(0.08);
    }

    @Test
    void aMuchWorseHoldoutIsFound() {
        assertThat(found(0.9, 0.65)).isGreaterThan(0.95);
    }
}
