package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the ids in one bucket of a table. With a filter, it holds all of them; without, any id may be there. A
 * filter that is being made takes what comes meanwhile too, and then takes the place of the one before.
 */
final class KnownBucket {
    /** No mark. */
    static final long NONE = 0;

    private volatile @Nullable IdFilter filter;
    private @Nullable IdFilter making;
    private long mark;
    private boolean touched;
    private boolean unsaved;
    private boolean givenUp;

    private KnownBucket(long mark, @Nullable IdFilter filter) {
        this.mark = mark;
        this.filter = filter;
    }

    /** Of a bucket in which there is nothing yet. */
    static KnownBucket empty(FilterMemory memory) {
        return new KnownBucket(NONE, new IdFilter(memory));
    }

    /** Of a bucket whose ids are not known, with the mark in the table. */
    static KnownBucket unknown(long mark) {
        return new KnownBucket(mark, null);
    }

    /** Keeps of the places from one to before another those whose ids may be there, and gives how many. */
    int keep(BucketIds ids, int from, int to, int[] places, int kept) {
        IdFilter known = filter;
        return known == null ? all(from, to, places, kept) : known.keep(ids, from, to, places, kept);
    }

    /** Keeps all places. */
    static int all(int from, int to, int[] places, int kept) {
        for (int i = from; i < to; i++) {
            places[kept + i - from] = i;
        }
        return kept + to - from;
    }

    /** The first so many ids are about to be there. */
    synchronized void add(long[] highs, long[] lows, int count) {
        touched = true;
        unsaved = true;
        filter = with(filter, highs, lows, count);
        making = with(making, highs, lows, count);
    }

    /** The first so many ids are there already, and may not be in the filter that is being made. */
    synchronized void addKnown(long[] highs, long[] lows, int count) {
        making = with(making, highs, lows, count);
    }

    private @Nullable IdFilter with(@Nullable IdFilter into, long[] highs, long[] lows, int count) {
        if (into == null || into.add(highs, lows, count)) {
            return into;
        }
        givenUp = true;
        IdFilter.giveBack(into);
        return null;
    }

    /** All that was added up to now is in the table, and so is that mark. */
    synchronized void marked(long now) {
        mark = now;
    }

    /** Takes what was saved if the table has that mark. No id may be about to come. */
    synchronized boolean take(FilterFile.Saved saved) {
        if (filter != null || saved.mark() != mark) {
            return false;
        }
        filter = saved.filter();
        return true;
    }

    /** From now on what comes goes into that filter too. No id may be about to come. */
    synchronized boolean begin(IdFilter next) {
        making = next;
        long known = filter == null ? 0 : filter.ids();
        if (known > 0 && !next.reserve(known)) {
            making = null;
        }
        return making != null;
    }

    /** The filter that is being made has all ids now. */
    synchronized void end() {
        if (making != null) {
            IdFilter.giveBack(filter);
            filter = making;
            making = null;
            unsaved = true;
        }
    }

    /** Not all ids can be read. */
    synchronized void giveUp() {
        givenUp = true;
        IdFilter.giveBack(making);
        making = null;
    }

    /** Nothing is looked up here any more. */
    synchronized void drop() {
        giveUp();
        IdFilter.giveBack(filter);
        filter = null;
        mark = NONE;
    }

    /** What is to be saved, if there is anything; {@link #unsaved} if that failed. */
    synchronized FilterFile.@Nullable Saved toSave() {
        IdFilter known = filter;
        if (known == null || mark == NONE || !unsaved) {
            return null;
        }
        unsaved = false;
        return new FilterFile.Saved(mark, known);
    }

    synchronized void unsaved() {
        unsaved = true;
    }

    /** Whether no id came since this was asked last. */
    synchronized boolean isQuiet() {
        boolean quiet = !touched;
        touched = false;
        return quiet;
    }

    /**
     * Whether a filter should be made from what is there.
     *
     * @param growing whether many ids are still to come
     */
    synchronized boolean needsFilter(boolean growing) {
        IdFilter known = filter;
        return !givenUp && (known == null || (!growing && known.parts().size() > 1));
    }

    /** Whether all ids are known. */
    boolean isKnown() {
        return filter != null;
    }
}
