package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareRingTest {
    private static final int MAXIMUM = 20_000;

    private record Kept(long start, long end, Map<Integer, Double> shares) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void itAgreesWithAPlainListAsLongAsItHolds(long seed) {
        Random random = new Random(seed);
        ShareRing used = new ShareRing(MAXIMUM);
        for (int i = 0; i < MAXIMUM; i++) {
            used.add(i, random.nextDouble());
        }
        used.giveBack();
        ShareRing ring = used.next();
        List<Kept> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int count = 1 + random.nextInt(8);
            Map<Integer, Double> shares = new HashMap<>();
            long start = ring.start(count);
            for (int c = 0; c < count; c++) {
                double share = random.nextDouble();
                ring.add(c % 5, share);
                shares.merge(c % 5, share, Double::sum);
            }
            all.add(new Kept(start, start + 1 + count, shares));
        }
        long written = all.get(all.size() - 1).end();
        for (Kept kept : all) {
            assertThat(ring.holds(kept.start())).isEqualTo(written - kept.start() <= MAXIMUM);
            ClassShares shares = ring.read(kept.start());
            assertThat(shares != null).isEqualTo(ring.holds(kept.start()));
            for (int c = 0; shares != null && c < 6; c++) {
                assertThat(shares.share(c)).isCloseTo(Math.min(1, kept.shares().getOrDefault(c, 0.0)), within(1e-15));
            }
        }
    }

    @Test
    void nothingIsNeverHeld() {
        assertThat(new ShareRing(MAXIMUM).holds(ShareRing.NOTHING)).isFalse();
    }
}
