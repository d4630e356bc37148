package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter that grows with the ids that are added: when its bits are full, four times as many are put beside them. One
 * that is made anew once the number of ids is known has one part, and wastes nothing. One thread at a time adds.
 */
final class IdFilter {
    private static final int FIRST_IDS = 1 << 16;
    private static final int GROWTH = 4;
    /** Without any id, and without room for one. */
    private static final IdBits FULL = IdBits.ofBytes((int) IdBits.bytes(0));

    private final FilterMemory memory;
    private volatile List<IdBits> parts = List.of();
    /** The part that ids are added to while there is room in it. */
    private IdBits newest = FULL;

    private long ids;
    /** Ids that the newest part was made for because there was no more room. */
    private long grown;

    private long room;

    IdFilter(FilterMemory memory) {
        this.memory = memory;
    }

    /** With parts that were saved; ids that are added from now on get a new one. */
    IdFilter(FilterMemory memory, long ids, List<IdBits> parts) {
        this.memory = memory;
        this.ids = ids;
        this.parts = List.copyOf(parts);
    }

    /** Adds the first so many ids; false if there is no memory for them: then it is of no use any more. */
    boolean add(long[] highs, long[] lows, int count) {
        ids += count;
        for (int i = 0; i < count; i++) {
            if (!newest.mayHold(highs[i], lows[i])) {
                if (room == 0) {
                    grown = grown == 0 ? FIRST_IDS : GROWTH * grown;
                    if (!reserve(grown)) {
                        return false;
                    }
                }
                newest.add(highs[i], lows[i]);
                room--;
            }
        }
        return true;
    }

    /** Makes room for so many ids more; false if there is no memory. */
    boolean reserve(long more) {
        IdBits bits = memory.take(IdBits.bytes(more));
        if (bits == null) {
            return false;
        }
        List<IdBits> next = new ArrayList<>(parts);
        next.add(bits);
        parts = List.copyOf(next);
        newest = bits;
        room = more;
        return true;
    }

    /** Whether an id may have been added: true for all that were, and for few others. */
    boolean mayHold(long high, long low) {
        for (IdBits part : parts) {
            if (part.mayHold(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps of the places from one to before another those whose ids may have been added, and gives how many. */
    int keep(BucketIds ids, int from, int to, int[] places, int kept) {
        List<IdBits> all = parts;
        if (all.size() == 1) {
            return all.get(0).keep(ids, from, to, places, kept);
        }
        int count = kept;
        for (int i = from; i < to; i++) {
            if (mayHold(ids.high(i), ids.low(i))) {
                places[count++] = i;
            }
        }
        return count;
    }

    /** How often an id was added. */
    long ids() {
        return ids;
    }

    List<IdBits> parts() {
        return parts;
    }

    /** It is of no use any more. */
    static void giveBack(@Nullable IdFilter filter) {
        if (filter != null) {
            filter.parts.forEach(part -> filter.memory.giveBack(part.bytes()));
        }
    }
}
