package io.watchbill.cli.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static final int MANY = 1_000;

    @Test
    void everyPartIsDoneOnce() {
        AtomicInteger done = new AtomicInteger();
        Set<Integer> which = ConcurrentHashMap.newKeySet();
        List<Runnable> parts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int part = i;
            parts.add(() -> {
                done.incrementAndGet();
                which.add(part);
            });
        }

        Parts.run(parts);

        assertThat(done).hasValue(MANY);
        assertThat(which).hasSize(MANY);
    }

    @Test
    void theFirstInOrderThatFailsTellsAndNothingIsAtWorkAnyMore() {
        AtomicInteger atWork = new AtomicInteger();
        List<Runnable> parts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int part = i;
            parts.add(() -> {
                atWork.incrementAndGet();
                try {
                    if (part >= 10) {
                        throw new IllegalStateException("part " + part);
                    }
                } finally {
                    atWork.decrementAndGet();
                }
            });
        }

        assertThatThrownBy(() -> Parts.run(parts)).hasMessage("part 10");
        assertThat(atWork).hasValue(0);
    }
}
