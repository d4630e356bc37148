package io.watchbill.statistics;

import java.time.Duration;
import java.util.List;

/**
 * The grid of panes of one window length. Panes are aligned to the UTC epoch; a window is the pane of its end and the
 * {@link #perWindow()} panes before it, so it holds at least its length, and under one pane more.
 *
 * @param window length of the window
 * @param pane length of a pane
 */
public record Panes(Duration window, Duration pane) {
    private static final int MOST_PANES = 60;

    private static final List<Duration> SIZES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1));

    public Panes {
        if (window.compareTo(SIZES.get(0)) < 0) {
            throw new IllegalArgumentException("a window must be at least one second long, not " + window);
        }
        if (pane.isZero() || pane.isNegative() || pane.compareTo(window) > 0) {
            throw new IllegalArgumentException("a pane must be longer than nothing and fit its window, not " + pane);
        }
    }

    /**
     * The grid for a window: the smallest usual pane that divides it into at most 60. A window that none divides gets
     * the smallest pane, in whole days above one day, of which 60 cover it.
     */
    public static Panes sizeFor(Duration window) {
        for (Duration size : SIZES) {
            if (size.compareTo(window) <= 0
                    && window.toMillis() % size.toMillis() == 0
                    && window.dividedBy(size) <= MOST_PANES) {
                return new Panes(window, size);
            }
        }
        for (Duration size : SIZES) {
            if (size.compareTo(window) <= 0 && covers(size, window)) {
                return new Panes(window, size);
            }
        }
        long days = window.toDays();
        return new Panes(window, Duration.ofDays(days / MOST_PANES + (days % MOST_PANES == 0 ? 0 : 1)));
    }

    private static boolean covers(Duration pane, Duration window) {
        return pane.multipliedBy(MOST_PANES).compareTo(window) >= 0;
    }

    /** Panes that a window takes beside the pane of its end: its length in panes, rounded up. */
    public int perWindow() {
        return across(window);
    }

    /** Panes that a stretch of time takes, rounded up. */
    public int across(Duration stretch) {
        long size = pane.toMillis();
        return Math.toIntExact((stretch.toMillis() + size - 1) / size);
    }

    /** The number of the pane that holds an instant, counted from the epoch. */
    public long paneOf(long epochMillis) {
        return Math.floorDiv(epochMillis, pane.toMillis());
    }

    /** When a pane starts. */
    public long startMillis(long paneNumber) {
        return Math.multiplyExact(paneNumber, pane.toMillis());
    }
}
