package io.watchbill.cli.compile;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/** Work in parts that need nothing of each other, for all processors. */
final class Parts {

    private Parts() {}

    /**
     * Does all of them, and returns when none is at work any more.
     *
     * @throws RuntimeException of the first in order that failed; those after it may be left undone
     */
    static void run(List<Runnable> parts) {
        NavigableMap<Integer, RuntimeException> failures = new ConcurrentSkipListMap<>();
        IntStream.range(0, parts.size()).parallel().forEach(i -> {
            if (failures.headMap(i).isEmpty()) {
                try {
                    parts.get(i).run();
                } catch (RuntimeException e) {
                    failures.put(i, e);
                }
            }
        });
        if (!failures.isEmpty()) {
            throw failures.firstEntry().getValue();
        }
    }
}
