package io.watchbill.exporter.status;

import static io.watchbill.exporter.status.Parts.MINOR;

import io.watchbill.engine.LabelCounts;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.engine.VersionPlan;
import io.watchbill.engine.WindowPlan;
import io.watchbill.exporter.status.Html.Element;
import io.watchbill.exporter.status.Status.WatchedModel;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One model: its versions with their windows, and in each window the worst columns first. */
final class ModelSection {
    /** Rows of a window's table; columns that have drifted are shown up to {@link #MOST_DRIFTED}. */
    private static final int MOST_ROWS = 8;

    private static final int MOST_DRIFTED = 50;

    private final WatchedModel model;
    private final Instant now;

    ModelSection(WatchedModel model, Instant now) {
        this.model = model;
        this.now = now;
    }

    Element of(String anchor) {
        Element section = Parts.section(anchor, model.plan().name());
        ScoreSnapshot snapshot = model.snapshot();
        if (snapshot == null) {
            return section.add(Html.of("p", "reason").add("No event of this model has come yet."));
        }
        Instant clock = Instant.ofEpochMilli(snapshot.clockMillis());
        section = section.add(Parts.facts(
                "Event clock", Words.time(clock) + ", " + Words.age(clock, now),
                "Predictions in memory for their labels", Words.count(model.used("join_entries")),
                "Labels and events that wait for predictions", Words.count(model.used("waiting_events"))));
        List<Element> versions = new ArrayList<>();
        // The newest version is what people ask about.
        for (int i = snapshot.versions().size() - 1; i >= 0; i--) {
            versions.add(version(snapshot, snapshot.versions().get(i)));
        }
        return section.add(versions);
    }

    private Element version(ScoreSnapshot snapshot, Version version) {
        LabelCounts labels = version.labels();
        Element article = Html.of("article")
                .add(Html.of("h3").add("Version " + version.version()))
                .add(Parts.facts(
                        "Predictions", Words.count(version.requests()),
                        "of them failed", Words.count(version.failures()),
                        "Labels joined", Words.count(labels.joined()),
                        "corrected", Words.count(labels.relabelled()),
                        "without a prediction", Words.count(labels.orphan()),
                        "Predictions without a label in time", Words.count(labels.unlabelled())));
        List<Element> windows = new ArrayList<>();
        for (DriftWindow window : version.drift()) {
            windows.add(
                    drift(window, end(snapshot, window.window(), snapshot.plan().driftWindows())));
        }
        for (PerformanceWindow window : version.performance()) {
            windows.add(performance(
                    window, end(snapshot, window.window(), snapshot.plan().performanceWindows())));
        }
        return article.add(windows);
    }

    /** Where a window ends, as it is said after its name. */
    private static String end(ScoreSnapshot snapshot, String window, List<WindowPlan> plans) {
        for (WindowPlan plan : plans) {
            if (plan.label().equals(window)) {
                return "ends "
                        + Words.time(
                                Instant.ofEpochMilli(snapshot.clockMillis()).minus(plan.delay()))
                        + (plan.delay().equals(Duration.ZERO) ? "" : ", " + Words.window(plan.delay()) + " for labels");
            }
        }
        return LastRun.end(snapshot)
                .map(run -> "ends with the run of " + Words.time(run))
                .orElse("no run is complete yet");
    }

    private static Element drift(DriftWindow window, String end) {
        List<DriftScores> columns = Drifted.ordered(window);
        long drifted = columns.stream().filter(Drifted::hasDrifted).count();
        int shown = (int) Math.min(columns.size(), Math.min(MOST_DRIFTED, Math.max(drifted, MOST_ROWS)));
        Verdict worst = Drifted.worst(List.of(window));
        List<Element> rows =
                columns.stream().limit(shown).map(ModelSection::row).toList();
        Element details = details("Drift over " + window.window(), end, Parts.badge(worst), drifted > 0)
                .add(Parts.table(
                        List.of(
                                Parts.head("Verdict"),
                                Parts.head("Column"),
                                Parts.head("Samples", "number"),
                                Parts.head("PSI", "number"),
                                Parts.head("by chance", "number", MINOR),
                                Parts.head("D or V", "number", MINOR),
                                Parts.head("adjusted p", "number", MINOR)),
                        rows));
        List<String> notes = new ArrayList<>();
        if (shown < columns.size()) {
            notes.add(Words.count(columns.size() - shown, "more column") + " with smaller scores");
        }
        if (!window.withoutReference().isEmpty()) {
            notes.add("without a reference: "
                    + window.withoutReference().stream()
                            .limit(MOST_ROWS)
                            .map(VersionPlan.Column::name)
                            .collect(Collectors.joining(", "))
                    + (window.withoutReference().size() > MOST_ROWS ? ", …" : ""));
        }
        return notes.isEmpty()
                ? details
                : details.add(Html.of("p", "reason").add(Words.sentence(String.join("; ", notes))));
    }

    private static Element details(String title, String end, Element badge, boolean open) {
        Element details = Html.of("details")
                .add(Html.of("summary")
                        .add(Html.of("span", "title").add(title))
                        .add(badge)
                        .add(Html.of("span", "reason").add(end)));
        return open ? details.with("open", "") : details;
    }

    private static Element row(DriftScores column) {
        DriftScores.Psi psi = column.psi();
        NoVerdictReason reason = column.noVerdictReason();
        Element name = Parts.rowHead(column.column())
                .add(Html.of("span", "kind").add(column.kind().label()));
        return Html.of("tr")
                .add(Html.of("td").add(Parts.badge(column.verdict())))
                .add(reason == null ? name : name.add(Html.of("span", "reason").add(words(reason))))
                .add(Parts.number(Words.count(column.samples())))
                .add(Parts.number(Words.value(psi == null ? null : psi.value())))
                .add(Parts.number(Words.value(psi == null ? null : psi.noiseFloor()), MINOR))
                .add(Parts.number(distance(column), MINOR))
                .add(Parts.number(Words.pValue(column.lnAdjustedPValue()), MINOR));
    }

    private static String distance(DriftScores column) {
        DriftScores.Ks ks = column.ks();
        DriftScores.ChiSquare chiSquare = column.chiSquare();
        if (ks != null) {
            return "D " + Words.value(ks.statistic());
        }
        return chiSquare == null ? Words.NONE : "V " + Words.value(chiSquare.v());
    }

    private static String words(NoVerdictReason reason) {
        return switch (reason) {
            case INSUFFICIENT_DATA -> "too few values yet";
            case NO_REFERENCE -> "nothing in the reference profile to compare with";
            case CONSTANT -> "one and the same value, then and now";
            case CAPPED -> "too many rare categories to judge";
            case WINDOW_FILLING -> "the window has not been observed for its whole length yet";
        };
    }

    private static Element performance(PerformanceWindow window, String end) {
        String samples = Words.count(window.samples(), "label");
        Element badge = Html.of("span", "badge unknown").add(samples);
        Element details = details("Performance over " + window.window(), end, badge, false);
        if (window.metrics().isEmpty()) {
            return details.add(Html.of("p", "reason").add("Too few labels for a figure yet."));
        }
        List<Element> rows = new ArrayList<>();
        for (PerformanceScore score : window.metrics()) {
            rows.add(Html.of("tr")
                    .add(Parts.rowHead(score.metric().replace('_', ' ')))
                    .add(Parts.number(Words.value(score.value())))
                    .add(Parts.number(Words.value(score.baseline())))
                    .add(Parts.number(Words.value(score.drop())))
                    .add(Parts.number(Words.count(score.samples()), MINOR))
                    .add(Parts.number(Words.pValue(score.lnPValue()), MINOR)));
        }
        return details.add(Parts.table(
                List.of(
                        Parts.head("Metric"),
                        Parts.head("Value", "number"),
                        Parts.head("Baseline", "number"),
                        Parts.head("Worse by", "number"),
                        Parts.head("Samples", "number", MINOR),
                        Parts.head("p", "number", MINOR)),
                rows));
    }
}
