package io.watchbill.exporter;

import io.watchbill.engine.RunView;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Writes the runs of a batch model onto the page. */
final class RunPage {
    private final Page page;

    RunPage(Page page) {
        this.page = page;
    }

    void add(ScoreSnapshot snapshot) {
        String model = snapshot.plan().name();
        OptionalLong newestEnd = OptionalLong.empty();
        String dueVersion = null;
        for (Version version : snapshot.versions()) {
            RunView runs = version.runs();
            if (runs == null) {
                return;
            }
            runs.ended()
                    .forEach((status, count) ->
                            page.count(MetricFamilies.RUNS, count, model, version.version(), status.label()));
            if (runs.lastSuccess().isPresent()) {
                newestEnd = runs.lastSuccess();
                page.add(MetricFamilies.RUN_LAST_SUCCESS, newestEnd.getAsLong() / 1_000.0, model, version.version());
                page.add(MetricFamilies.RUN_ROWS, runs.rows(), model, version.version());
            }
            if (dueVersion == null || runs.lastSuccess().isPresent()) {
                dueVersion = version.version();
            }
        }
        if (dueVersion != null) {
            due(snapshot, dueVersion);
        }
        if (newestEnd.isPresent()) {
            windowEnds(snapshot, newestEnd.getAsLong() / 1_000.0);
        }
    }

    private void due(ScoreSnapshot snapshot, String version) {
        Instant since = Instant.ofEpochMilli(snapshot.sinceMillis());
        Instant now = Instant.ofEpochMilli(snapshot.clockMillis());
        snapshot.plan()
                .schedule()
                .flatMap(schedule -> schedule.newestDue(since, now))
                .ifPresent(start -> page.add(
                        MetricFamilies.RUN_DUE,
                        (double) start.getEpochSecond(),
                        snapshot.plan().name(),
                        version));
    }

    private void windowEnds(ScoreSnapshot snapshot, double seconds) {
        List<RunWindow> windows = snapshot.plan().runWindows();
        for (Version version : snapshot.versions()) {
            for (RunWindow window : windows) {
                page.add(MetricFamilies.WINDOW_END, seconds, snapshot.plan().name(), version.version(), window.label());
            }
        }
    }
}
