package io.watchbill.exporter;

import io.watchbill.web.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the requests that a listener refused or cut, by reason; every reason is there from the start, at 0. Thread-safe. */
final class Refusals {
    /** Not done within the time that a request has. */
    static final String DEADLINE = "deadline";

    private final Map<String, AtomicLong> counts = Stream.concat(
                    Stream.of(DEADLINE),
                    Stream.of(Decision.Outcome.values())
                            .filter(outcome -> outcome != Decision.Outcome.ALLOWED)
                            .map(Refusals::reason))
            .collect(Collectors.toMap(
                    Function.identity(), reason -> new AtomicLong(), (one, other) -> one, TreeMap::new));

    private static String reason(Decision.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    void add(Decision.Outcome outcome) {
        add(reason(outcome));
    }

    void add(String reason) {
        AtomicLong count = counts.get(reason);
        if (count == null) {
            throw new IllegalArgumentException(
                    "no reason " + reason + "; expected one of " + List.copyOf(counts.keySet()));
        }
        count.incrementAndGet();
    }

    void forEach(BiConsumer<String, Long> action) {
        counts.forEach((reason, count) -> action.accept(reason, count.get()));
    }
}
