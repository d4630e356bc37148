package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DependenceTest {
    private static final int PANES = 48;
    private static final int SESSION = 5;

    @Test
    void fiveEventsOfOneSessionFillABinLikeOne() {
        CategoricalReference reference = Columns.categorical(Map.of("often", 1_000, "seldom", 40));
        WindowCounts window = Columns.window(reference, Map.of("often", 500, "seldom", 40));

        // (40 + 40)·540/1,580 > 5, and (8 + 40)·108/1,148 < 5: eight sessions are not enough.
        assertThat(PooledBins.of(reference, window, 540, 1).size()).isEqualTo(2);
        assertThat(PooledBins.of(reference, window, 540, SESSION).size()).isEqualTo(1);
    }

    @Test
    void sessionsShowInAWindowThatMissesEveryBinOfItsOwn() {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 1_000);
        builder.add("often", 300);
        for (int i = 0; i < 200; i++) {
            builder.add("rare " + i, 98);
        }
        CategoricalReference reference = builder.build(0, 0);
        ColumnWindow window = new ColumnWindow(reference, PANES);
        Random random = new Random(1);
        window.advanceTo(PANES - 1L);
        for (int session = 0; session < 100; session++) {
            window.add(random.nextInt(PANES), reference.binOf("rare " + random.nextInt(200)), SESSION);
        }
        WindowCounts counts = window.snapshot();
        PooledBins pooled = PooledBins.of(reference, counts, counts.samples(), 1);

        assertThat(pooled.size()).isEqualTo(2);
        assertThat(pooled.window(0)).isZero();
        assertThat(Dependence.overdispersion(pooled, counts, reference)).isCloseTo(SESSION, within(1.0));
    }
}
