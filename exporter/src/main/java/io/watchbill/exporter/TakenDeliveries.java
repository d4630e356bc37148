package io.watchbill.exporter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that were taken, in the order they were, each in one line of memory: a million of them are a thousand pages and no
 * objects for the garbage collector to follow. They are numbered from 1 on without a gap. Not thread-safe.
 */
final class TakenDeliveries {
    /** A page is 64 KB: small enough never to be a humongous object. */
    private static final int PAGE_BITS = 10;

    private static final int ROW_BITS = 3;
    private static final int ROW = (1 << PAGE_BITS) - 1;
    private static final int PAGE = 1 << (PAGE_BITS + ROW_BITS);

    private static final int NAME_HIGH = 0;
    private static final int NAME_LOW = 1;
    private static final int CONTENT_HIGH = 2;
    private static final int CONTENT_LOW = 3;
    private static final int MILLIS = 4;
    private static final int ACCEPTED = 5;
    private static final int LINES_AND_OBJECTS = 6;

    /** The number of the delivery before it whose name falls into the same slot; one that is no longer kept ends the chain. */
    private static final int BEFORE = 7;

    /** In place of {@link #ACCEPTED}: the answer is among {@link #longAnswers}. */
    private static final long LONG_ANSWER = -1;

    private long[] @Nullable [] pages = new long[4][];
    private long @Nullable [] sparePage;
    private long[] newestOfSlot = new long[1 << PAGE_BITS];

    /** Answers that tell of lines that were refused, by number. */
    private final Map<Long, IngestAnswer> longAnswers = new HashMap<>();

    private long first = 1;
    private long end = 1;

    /** The number of the oldest one. */
    long first() {
        return first;
    }

    /** The number that the next one gets. */
    long end() {
        return end;
    }

    int size() {
        return (int) (end - first);
    }

    void add(DeliveryKey key, IngestAnswer answer, long millis) {
        if (size() == newestOfSlot.length) {
            doubleSlots();
        }
        long[] page = pageOfNext();
        int row = row(end);
        page[row + NAME_HIGH] = key.nameHigh();
        page[row + NAME_LOW] = key.nameLow();
        page[row + CONTENT_HIGH] = key.contentHigh();
        page[row + CONTENT_LOW] = key.contentLow();
        page[row + MILLIS] = millis;
        if (answer.rejected() == 0 && answer.rejections().isEmpty()) {
            page[row + ACCEPTED] = answer.accepted();
            page[row + LINES_AND_OBJECTS] = ((long) answer.lines() << Integer.SIZE) | answer.objects();
        } else {
            page[row + ACCEPTED] = LONG_ANSWER;
            longAnswers.put(end, answer);
        }
        chain(end, page, row);
        end++;
    }

    /** The number of the newest one of that name, or 0. */
    long find(long nameHigh, long nameLow) {
        long number = newestOfSlot[slot(nameLow)];
        while (number >= first) {
            long[] page = page(number);
            int row = row(number);
            if (page[row + NAME_LOW] == nameLow && page[row + NAME_HIGH] == nameHigh) {
                return number;
            }
            number = page[row + BEFORE];
        }
        return 0;
    }

    DeliveryKey key(long number) {
        long[] page = page(number);
        int row = row(number);
        return new DeliveryKey(
                page[row + NAME_HIGH], page[row + NAME_LOW], page[row + CONTENT_HIGH], page[row + CONTENT_LOW]);
    }

    IngestAnswer answer(long number) {
        long[] page = page(number);
        int row = row(number);
        IngestAnswer answer = page[row + ACCEPTED] == LONG_ANSWER ? longAnswers.get(number) : null;
        if (answer != null) {
            return answer;
        }
        long both = page[row + LINES_AND_OBJECTS];
        return new IngestAnswer(page[row + ACCEPTED], 0, List.of(), (int) (both >>> Integer.SIZE), (int) both);
    }

    long millis(long number) {
        return page(number)[row(number) + MILLIS];
    }

    void removeFirst() {
        int place = place(first);
        if (pages[place][row(first) + ACCEPTED] == LONG_ANSWER) {
            longAnswers.remove(first);
        }
        first++;
        if ((first & ROW) == 0) {
            sparePage = pages[place];
            pages[place] = null;
        }
    }

    private long[] pageOfNext() {
        if ((end >>> PAGE_BITS) - (first >>> PAGE_BITS) == pages.length) {
            doublePages();
        }
        int place = place(end);
        long[] page = pages[place];
        if (page == null) {
            page = sparePage == null ? new long[PAGE] : sparePage;
            sparePage = null;
            pages[place] = page;
        }
        return page;
    }

    private void doublePages() {
        long[] @Nullable [] old = pages;
        pages = new long[2 * old.length][];
        for (long page = first >>> PAGE_BITS; page < end >>> PAGE_BITS; page++) {
            pages[(int) page & pages.length - 1] = old[(int) page & old.length - 1];
        }
    }

    private void doubleSlots() {
        newestOfSlot = new long[2 * newestOfSlot.length];
        for (long number = first; number < end; number++) {
            chain(number, page(number), row(number));
        }
    }

    private void chain(long number, long[] page, int row) {
        int slot = slot(page[row + NAME_LOW]);
        page[row + BEFORE] = newestOfSlot[slot];
        newestOfSlot[slot] = number;
    }

    /** Names are keyed hashes already: any bits of them do. */
    private int slot(long nameLow) {
        return (int) nameLow & newestOfSlot.length - 1;
    }

    private long[] page(long number) {
        return Objects.requireNonNull(pages[place(number)]);
    }

    private int place(long number) {
        return (int) (number >>> PAGE_BITS) & pages.length - 1;
    }

    private static int row(long number) {
        return (int) (number & ROW) << ROW_BITS;
    }
}
