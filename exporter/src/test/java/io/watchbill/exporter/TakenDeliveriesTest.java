package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found again equals what a list of the same deliveries says, while it grows, shrinks and goes round. */
class TakenDeliveriesTest {
    private record Row(DeliveryKey key, IngestAnswer answer, long millis) {}

    private final List<Row> all = new ArrayList<>();
    private final TakenDeliveries taken = new TakenDeliveries();

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 5_000, 20_000})
    void findsTheNewestOfANameAmongThoseThatAreKept(int kept) {
        Random random = new Random(kept);
        for (int i = 0; i < 60_000; i++) {
            add(random);
            while (taken.size() > kept || taken.size() > 0 && random.nextInt(4) == 0) {
                taken.removeFirst();
            }
            if (i % 50 == 0) {
                check(random);
            }
        }
        assertThat(taken.end()).isEqualTo(60_001);
    }

    @Test
    void keepsTheReasonsOfLinesThatWereRefused() {
        IngestAnswer refused = new IngestAnswer(
                2, 1, List.of(new Rejection(3, IngestResult.UNKNOWN_MODEL, "no model is named")), 3, 3);
        taken.add(new DeliveryKey(1, 2, 3, 4), refused, 5);
        taken.add(new DeliveryKey(1, 3, 3, 4), new IngestAnswer(7, 0, List.of(), Integer.MAX_VALUE, 0), 6);
        assertThat(taken.answer(1)).isEqualTo(refused);
        assertThat(taken.answer(2)).isEqualTo(new IngestAnswer(7, 0, List.of(), Integer.MAX_VALUE, 0));
        taken.removeFirst();
        assertThat(taken.find(1, 2)).isZero();
        assertThat(taken.find(1, 3)).isEqualTo(2);
    }

    /** Names of few low bits: they share slots, and some come twice. */
    private void add(Random random) {
        DeliveryKey key =
                new DeliveryKey(random.nextInt(3), random.nextInt(4_000), random.nextLong(), random.nextLong());
        List<Rejection> rejections = random.nextInt(9) > 0
                ? List.of()
                : List.of(new Rejection(1, IngestResult.MALFORMED, "reason " + all.size()));
        IngestAnswer answer = new IngestAnswer(
                random.nextInt(100), rejections.size(), rejections, random.nextInt(9), random.nextInt(9));
        all.add(new Row(key, answer, random.nextLong()));
        taken.add(key, answer, all.get(all.size() - 1).millis());
    }

    private void check(Random random) {
        int first = (int) taken.first() - 1;
        assertThat(all.size() - first).isEqualTo(taken.size());
        for (int number = Math.max(first, all.size() - 3); number < all.size(); number++) {
            assertSame(number);
        }
        if (taken.size() > 0) {
            assertSame(first);
            assertSame(first + random.nextInt(taken.size()));
        }
        long high = random.nextInt(3);
        long low = random.nextInt(4_000);
        int expected = all.size() - 1;
        while (expected >= first && !isNamed(all.get(expected).key(), high, low)) {
            expected--;
        }
        assertThat(taken.find(high, low)).isEqualTo(expected < first ? 0 : expected + 1);
    }

    private static boolean isNamed(DeliveryKey key, long high, long low) {
        return key.nameHigh() == high && key.nameLow() == low;
    }

    private void assertSame(int index) {
        Row row = all.get(index);
        assertThat(taken.key(index + 1)).isEqualTo(row.key());
        assertThat(taken.answer(index + 1)).isEqualTo(row.answer());
        assertThat(taken.millis(index + 1)).isEqualTo(row.millis());
    }
}
