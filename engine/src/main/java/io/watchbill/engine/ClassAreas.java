package io.watchbill.engine;

import io.watchbill.statistics.RocAuc;
import io.watchbill.statistics.ScoreWindow;
import io.watchbill.statistics.state.PartSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores of a classifier of several classes, for the area under the ROC curve of each class against all others. An event
 * is added to the classes that it scores and to its true one; that it scores 0 for the others follows from how many events
 * there are, so that it does not matter when a class is first heard of. Not thread-safe.
 */
final class ClassAreas {
    private final int capacity;
    /** By class; a class without events has none. */
    private final Map<Integer, ScoreWindow> windows = new TreeMap<>();

    private long newest = Long.MIN_VALUE;

    ClassAreas(int capacity) {
        this.capacity = capacity;
    }

    void add(long pane, ClassShares shares, int actual) {
        newest = Math.max(newest, pane);
        each(shares, actual, c -> window(c).add(pane, shares.share(c), c == actual));
    }

    void remove(long pane, ClassShares shares, int actual) {
        each(shares, actual, c -> window(c).remove(pane, shares.share(c), c == actual));
    }

    /** Sees a class. */
    private interface Visitor {
        void visit(int ofClass);
    }

    /** Visits every class once. */
    private static void each(ClassShares shares, int actual, Visitor visitor) {
        boolean[] seen = new boolean[VersionState.CLASS_STRIDE];
        shares.eachClass(c -> {
            if (!seen[c]) {
                seen[c] = true;
                visitor.visit(c);
            }
        });
        if (!seen[actual]) {
            visitor.visit(actual);
        }
    }

    private ScoreWindow window(int ofClass) {
        return windows.computeIfAbsent(ofClass, c -> {
            ScoreWindow window = new ScoreWindow(ScoreWindow.evenEdges(), capacity);
            window.advanceTo(newest);
            return window;
        });
    }

    void save(PartSink to) {
        windows.forEach((ofClass, window) -> window.save(to.in(StateSteps.CLASS, String.valueOf(ofClass))));
    }

    /** @param classes how many classes have a number */
    void restore(Restoring from, int classes) {
        for (int ofClass = 0; ofClass < classes; ofClass++) {
            Restoring kept = from.in(StateSteps.CLASS, String.valueOf(ofClass));
            if (!kept.from().names().isEmpty()) {
                window(ofClass).restore(kept.from());
                newest = Math.max(newest, window(ofClass).newestPane());
            }
        }
    }

    void advanceTo(long pane) {
        newest = Math.max(newest, pane);
        windows.values().forEach(window -> window.advanceTo(pane));
        windows.values().removeIf(ScoreWindow::isEmpty);
    }

    /**
     * The mean over the classes that occur among the labels.
     *
     * @param all events with scores in the panes {@code from … to}
     */
    Optional<RocAuc> area(long from, long to, long all) {
        List<RocAuc> areas = new ArrayList<>();
        for (ScoreWindow window : windows.values()) {
            window.area(from, to, all).ifPresent(areas::add);
        }
        return RocAuc.mean(areas);
    }
}
