package io.watchbill.profiler;

import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.statistics.Panes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The time that rows span, as the panes of one window.
 *
 * @param from   time of the first row, milliseconds since 1970
 * @param to     time of the last row
 * @param panes  the grid; aligned to the UTC epoch, as the exporter's
 * @param window the specification's window that the rows are judged as, so that its season counts; else the stretch's
 *               own length
 */
record Stretch(long from, long to, Panes panes, Duration window) {
    // So many blocks are needed before the difference between them says anything.
    private static final int ENOUGH_BLOCKS = 5;
    // Data of a whole day rarely start at its first and end at its last instant.
    private static final double FULL = 0.95;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** A second clock in one row must not take all memory. */
    private static final int MOST_PANES = 2_000;

    /** More points than this make no better picture. */
    private static final int MOST_CHUNKS = 130;

    private static final int FEW_CHUNKS = 30;

    private static final List<Duration> USUAL = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(28));

    /**
     * The panes that tell how dependent the rows are. Where the rows span five windows or more, a pane is the longest
     * such window (or several, where there would be more than {@value #MOST_PANES}): how much windows differ is then
     * seen in them, and what repeats in each is no difference. Shorter rows have the panes of the longest window that
     * they fill, and shorter ones yet those that a window of their length would have.
     */
    static Stretch of(long from, long to, List<Window> windows) {
        long length = Math.max(SHORTEST.toMillis(), to - from);
        List<Duration> lengths = lengths(windows);
        Optional<Duration> block = longest(lengths, length / (ENOUGH_BLOCKS * FULL));
        Optional<Duration> filled = longest(lengths, length / FULL);
        if (block.isPresent()) {
            Duration own = Duration.ofMillis(length);
            long windowsEach = length / block.get().toMillis() / MOST_PANES + 1;
            return new Stretch(from, to, new Panes(own, block.get().multipliedBy(windowsEach)), own);
        }
        if (filled.isPresent()) {
            return new Stretch(from, to, Panes.sizeFor(filled.get()), filled.get());
        }
        Duration own = Duration.ofMillis(length);
        return new Stretch(from, to, Panes.sizeFor(own), own);
    }

    private static Optional<Duration> longest(List<Duration> lengths, double atMostMillis) {
        return lengths.stream()
                .filter(length -> length.toMillis() <= atMostMillis)
                .max(Comparator.naturalOrder());
    }

    private static List<Duration> lengths(List<Window> windows) {
        List<Duration> lengths = new ArrayList<>();
        for (Window window : windows) {
            if (window instanceof TimeWindow time && time.length().compareTo(SHORTEST) >= 0) {
                lengths.add(time.length());
            }
        }
        lengths.sort(Comparator.naturalOrder());
        return lengths;
    }

    /** The pane of the first row. */
    long firstPane() {
        return panes.paneOf(from);
    }

    /** Panes from that of the first row to that of the last. */
    int paneCount() {
        return Math.toIntExact(panes.paneOf(to) - firstPane() + 1);
    }

    /** A row's pane in SQL, counted from {@link #firstPane()}. */
    String paneSql() {
        return "(" + Rows.TIME + " - " + panes.startMillis(firstPane()) + ") // "
                + panes.pane().toMillis();
    }

    /**
     * The rows cut for a picture over time: by the shortest of the windows that gives from two to {@value #MOST_CHUNKS} pieces,
     * else by a usual length. The first begins with the day, hour or minute of the first row; the last may be cut off.
     */
    Chunks overTime(List<Window> windows) {
        List<Duration> lengths = lengths(windows);
        Duration length = lengths.stream()
                .filter(window -> pieces(window) >= 2 && pieces(window) <= MOST_CHUNKS)
                .findFirst()
                .or(() -> USUAL.stream()
                        .filter(usual -> pieces(usual) <= FEW_CHUNKS)
                        .findFirst())
                .orElseGet(() -> Duration.ofMillis((to - from) / FEW_CHUNKS + 1));
        return new Chunks(length, start(length), pieces(length));
    }

    private long start(Duration chunk) {
        Duration unit = USUAL.stream()
                .filter(usual -> usual.compareTo(Duration.ofDays(1)) <= 0)
                .filter(usual -> chunk.toMillis() % usual.toMillis() == 0)
                .max(Comparator.naturalOrder())
                .orElse(SHORTEST);
        return Math.floorDiv(from, unit.toMillis()) * unit.toMillis();
    }

    private int pieces(Duration chunk) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (to - start(chunk)) / chunk.toMillis() + 1));
    }
}
