package io.watchbill.engine;

import java.util.HashMap;
import java.util.Map;

/** Which ids got notes last, so that what was read of an id before can be told from what is still all. Not thread-safe. */
final class NotedIds {
    /** Many more than come while a body is taken in; every model has twice as many at most, of some 90 bytes each. */
    private static final int EACH = 1 << 12;

    private Map<Id, Long> older = new HashMap<>();
    private Map<Id, Long> newer = new HashMap<>();
    private long olderAfter = -1;
    private long newerAfter = -1;

    private record Id(long high, long low) {}

    /** Notes come for an id with the record at that position; ascending. */
    void add(long high, long low, long position) {
        if (newer.size() >= EACH) {
            older = newer;
            newer = new HashMap<>();
            olderAfter = newerAfter;
            newerAfter = position;
        }
        newer.put(new Id(high, low), position);
    }

    /** Whether notes may have come for an id after that position; true where that is not known any more. */
    boolean anyAfter(long high, long low, long position) {
        if (position < olderAfter) {
            return true;
        }
        Id id = new Id(high, low);
        Long last = newer.get(id);
        return (last == null ? older.getOrDefault(id, -1L) : last) > position;
    }
}
