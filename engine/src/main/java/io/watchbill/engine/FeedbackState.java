package io.watchbill.engine;

import io.watchbill.spec.Business;
import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What users said of a version's predictions: the share of positive among positive and negative ratings, in the pane of
 * the feedback's own time. Other ratings count as neither. Not thread-safe.
 */
final class FeedbackState {
    private final Set<String> positive;
    private final Set<String> negative;
    /** Which ratings are which, as part of a key. */
    private final String meaning;

    private final List<WindowPlan> windows;
    private final List<PaneRing<Pane>> rings = new ArrayList<>();

    /** @param businessWindows the windows to use; they end at the clock, because a rating has nothing to wait for */
    FeedbackState(Business.Feedback declared, List<WindowPlan> businessWindows) {
        this.positive = Set.copyOf(declared.positive());
        this.negative = Set.copyOf(declared.negative());
        this.meaning = StateSteps.of(to -> {
            to.text(new TreeSet<>(positive).toString());
            to.text(new TreeSet<>(negative).toString());
        });
        this.windows = businessWindows.stream()
                .map(window -> new WindowPlan(window.label(), window.panes(), Duration.ZERO))
                .toList();
        for (WindowPlan window : windows) {
            rings.add(new PaneRing<>(window.capacity(), Pane::new));
        }
    }

    private static final class Pane implements PaneRing.Pane {
        private long positive;
        private long negative;

        @Override
        public void write(StateWriter to) {
            to.varint(positive);
            to.varint(negative);
        }

        @Override
        public void read(StateReader from) {
            positive = from.counted();
            negative = from.counted();
        }
    }

    private String valid(WindowPlan window) {
        return StateSteps.panes(window, window.capacity()) + ' ' + meaning;
    }

    /** Puts the panes that changed. */
    void save(PartSink to) {
        for (int w = 0; w < rings.size(); w++) {
            rings.get(w).save(to.in(StateSteps.FEEDBACK, windows.get(w).label(), valid(windows.get(w))));
        }
    }

    void restore(Restoring from) {
        for (int w = 0; w < rings.size(); w++) {
            rings.get(w)
                    .restore(from.in(StateSteps.FEEDBACK, windows.get(w).label(), valid(windows.get(w)))
                            .from());
        }
    }

    void rated(long time, @Nullable String rating) {
        boolean good = positive.contains(String.valueOf(rating));
        if (!good && !negative.contains(String.valueOf(rating))) {
            return;
        }
        for (int w = 0; w < rings.size(); w++) {
            Pane pane = rings.get(w).at(windows.get(w).panes().paneOf(time));
            if (pane != null) {
                pane.positive += good ? 1 : 0;
                pane.negative += good ? 0 : 1;
            }
        }
    }

    /** Moves the windows on to the clock; empty where nobody rated. */
    List<ScoreSnapshot.FeedbackScore> scores(long clock) {
        List<ScoreSnapshot.FeedbackScore> scores = new ArrayList<>(windows.size());
        for (int w = 0; w < windows.size(); w++) {
            WindowPlan window = windows.get(w);
            long end = window.endPane(clock);
            rings.get(w).advanceTo(end);
            long good = 0;
            long all = 0;
            for (Pane pane : rings.get(w).ending(end, window.capacity())) {
                good += pane.positive;
                all += pane.positive + pane.negative;
            }
            scores.add(new ScoreSnapshot.FeedbackScore(
                    window.label(), all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) good / all)));
        }
        return scores;
    }
}
