package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the values of a label that senders choose. After {@code limit} different ones every new one is
 * {@code other}, which has a place beside them, so that a sender cannot blow up the page. Names that were restored keep
 * their numbers, however many they are. Not thread-safe.
 */
final class CappedNames {
    /** The value that stands for all that came too late. */
    static final String OTHER = "other";

    /** Beyond this the specification's own names get no place of their own either. */
    private static final int MOST_PLACES = ModelLimits.MOST_CLASSES;

    private final int limit;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long dropped;

    CappedNames(int limit) {
        this.limit = limit;
    }

    int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (apart() >= limit && !name.equals(OTHER)) {
            dropped++;
            return number(OTHER);
        }
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** As {@link #number}, for a name that the specification itself needs: it gets a place although the cap is reached. */
    int place(String name) {
        if (!numbers.containsKey(name) && apart() < Math.max(limit, MOST_PLACES)) {
            numbers.put(name, names.size());
            names.add(name);
        }
        return number(name);
    }

    void save(StateWriter to) {
        to.varint(names.size());
        names.forEach(to::text);
        to.varint(dropped);
    }

    /** Takes over the names, each with its number; these must be none yet. */
    void restore(StateReader from) {
        int count = from.count(1);
        for (int i = 0; i < count; i++) {
            String name = from.text();
            from.require(numbers.put(name, i) == null, "each name once; '" + name + "' comes twice");
            names.add(name);
        }
        dropped = from.counted();
    }

    /** How many values there are beside {@code other}. */
    private int apart() {
        return names.size() - (numbers.containsKey(OTHER) ? 1 : 0);
    }

    String name(int number) {
        return names.get(number);
    }

    /** The names by their number. */
    List<String> all() {
        return List.copyOf(names);
    }

    int size() {
        return names.size();
    }

    /** How much of the bound is in use, and how often a value was not kept apart. */
    Bound bound() {
        return new Bound(Math.min(apart(), limit), limit, dropped);
    }
}
