package io.watchbill.exporter.status;

import io.watchbill.engine.Bound;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.health.Trouble;
import io.watchbill.exporter.status.Finding.Severity;
import io.watchbill.exporter.status.Status.Input;
import io.watchbill.exporter.status.Status.Source;
import io.watchbill.exporter.status.Status.StoreStatus;
import io.watchbill.exporter.status.Status.WatchedModel;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong, in words, the worst first. Reads what was computed for the metrics page and computes no score. */
final class Findings {
    /** From this share of all events on, those that are refused are worth a look. */
    private static final double REFUSED_SHARE = 0.01;

    private static final int MOST_NAMES = 5;

    private static final List<IngestResult> REFUSED = List.of(
            IngestResult.MALFORMED,
            IngestResult.UNKNOWN_MODEL,
            IngestResult.FUTURE,
            IngestResult.OVER_LIMIT,
            IngestResult.DROPPED);

    private final Status status;
    private final List<Finding> all = new ArrayList<>();

    private Findings(Status status) {
        this.status = status;
    }

    static List<Finding> of(Status status) {
        Findings findings = new Findings(status);
        findings.health();
        StoreStatus store = status.store();
        if (store != null) {
            findings.store(store);
        }
        if (!status.reloaded()) {
            findings.add(
                    Severity.WARNING,
                    "the last reload changed nothing: the specifications or profiles on the disk cannot be used",
                    "mend what the log says of them and reload again; --check-config tells the same");
        }
        if (!status.web().lastReadGood()) {
            findings.add(
                    Severity.WARNING,
                    "the web configuration on the disk cannot be used; the one before it stays in use",
                    "mend the file; the log says what is wrong with it, and it is read again by itself");
        }
        status.models().forEach(findings::model);
        findings.bounds("", status.bounds());
        status.sources().forEach(findings::source);
        findings.silence();
        return findings.all.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    private void add(Severity severity, String what, String next) {
        all.add(new Finding(severity, Words.sentence(what), Words.sentence(next)));
    }

    private void health() {
        for (Trouble trouble : status.unready()) {
            add(trouble.passing() ? Severity.NOTE : Severity.CRITICAL, trouble.what(), trouble.next());
        }
        for (Trouble trouble : status.unhealthy()) {
            if (!status.unready().contains(trouble)) {
                add(Severity.CRITICAL, trouble.what(), trouble.next());
            }
        }
    }

    private void store(StoreStatus store) {
        long damaged = store.damaged().orElse(0L);
        if (damaged > 0) {
            add(
                    Severity.WARNING,
                    Words.count(damaged, "damaged store") + (damaged == 1 ? " was" : " were")
                            + " moved aside; windows and counters began anew in an empty one",
                    "look for a failing disk; keep the folder beside the data folder for whoever looks into it, or"
                            + " delete it");
        }
        if (store.unreadable()) {
            add(
                    Severity.CRITICAL,
                    "predictions cannot be read from the disk; senders of their labels are asked to send them again",
                    "mend the disk of --data-dir, the log says what fails; it goes on by itself");
        }
        if (store.givenUp() > 0) {
            add(
                    Severity.WARNING,
                    "predictions in the store are damaged: labels and business events of "
                            + Words.count(store.givenUp(), "id") + " were counted without theirs",
                    "look for a failing disk; what is damaged goes when its labels are too late");
        }
        Duration late = Duration.between(store.lastSnapshot(), status.now());
        if (!store.failing() && late.compareTo(store.snapshotEvery().multipliedBy(10)) > 0) {
            add(
                    Severity.WARNING,
                    "the state was last saved " + Words.age(store.lastSnapshot(), status.now())
                            + ", and should be every " + Words.length(store.snapshotEvery()),
                    "the log says why it cannot be saved; nothing is lost, but the next start takes longer");
        }
    }

    private void model(WatchedModel model) {
        ScoreSnapshot snapshot = model.snapshot();
        if (snapshot != null) {
            snapshot.versions().forEach(version -> drift(model.plan().name(), version));
            lateRun(snapshot);
        }
        bounds("of " + model.plan().name() + " ", model.bounds());
    }

    private void drift(String model, ScoreSnapshot.Version version) {
        Verdict worst = Drifted.worst(version.drift());
        if (worst == null || worst == Verdict.NONE) {
            return;
        }
        Map<String, List<String>> windows = new LinkedHashMap<>();
        for (ScoreSnapshot.DriftWindow window : version.drift()) {
            Drifted.ordered(window).stream()
                    .filter(column -> column.verdict() == worst)
                    .forEach(column -> windows.computeIfAbsent(name(column), name -> new ArrayList<>())
                            .add(window.window()));
        }
        String columns = windows.entrySet().stream()
                .limit(MOST_NAMES)
                .map(column -> column.getKey() + " (" + String.join(", ", column.getValue()) + ")")
                .collect(Collectors.joining(", "));
        int more = windows.size() - MOST_NAMES;
        boolean critical = worst == Verdict.CRITICAL;
        add(
                critical ? Severity.CRITICAL : Severity.WARNING,
                (critical ? "critical drift" : "first signs of drift") + " in " + model + ", version "
                        + version.version() + ": " + columns
                        + (more > 0 ? " and " + Words.count(more, "more column") : ""),
                "follow the runbook of its drift alert; ask first whether what feeds these columns has changed");
    }

    private static String name(DriftScores column) {
        return switch (column.kind()) {
            case FEATURE -> column.column();
            case PREDICTION -> "the predictions";
            case CONFIDENCE -> "the confidence";
        };
    }

    private void lateRun(ScoreSnapshot snapshot) {
        Optional<Instant> due = snapshot.plan()
                .schedule()
                .flatMap(schedule -> schedule.newestDue(
                        Instant.ofEpochMilli(snapshot.sinceMillis()), Instant.ofEpochMilli(snapshot.clockMillis())));
        Optional<Instant> last = LastRun.end(snapshot);
        if (due.isPresent() && (last.isEmpty() || last.get().isBefore(due.get()))) {
            add(
                    Severity.CRITICAL,
                    "the run of " + snapshot.plan().name() + " that was to start at " + Words.time(due.get())
                            + " has not completed by its deadline",
                    "look at the batch job; "
                            + last.map(end -> "its last complete run ended at " + Words.time(end))
                                    .orElse("none of its runs has completed yet"));
        }
    }

    private void bounds(String ofModel, Map<String, Bound> bounds) {
        bounds.keySet().stream().sorted().forEach(name -> {
            Bound bound = bounds.get(name);
            BoundWords words = BoundWords.of(name, status.store() != null);
            if (bound != null && bound.dropped() > 0) {
                add(
                        Severity.WARNING,
                        words.what() + " " + ofModel + "have reached their bound of " + Words.count(bound.maximum())
                                + ": so far " + Words.count(bound.dropped()) + " were " + words.dropped(),
                        words.next());
            } else if (bound != null && words.fills() && BoundWords.near(bound)) {
                add(
                        Severity.WARNING,
                        words.what() + " " + ofModel + "are at " + Words.percent(bound.share()) + " of their bound of "
                                + Words.count(bound.maximum()) + "; beyond it they are " + words.dropped(),
                        words.next());
            }
        });
    }

    private void source(Source source) {
        long refused = REFUSED.stream().mapToLong(source::count).sum();
        if (refused > 0 && refused >= REFUSED_SHARE * source.all()) {
            String reasons = REFUSED.stream()
                    .filter(result -> source.count(result) > 0)
                    .map(result -> Words.count(source.count(result)) + " "
                            + result.label().replace('_', ' '))
                    .collect(Collectors.joining(", "));
            add(
                    Severity.WARNING,
                    Words.count(refused) + " of " + Words.count(source.all(), "event") + " from " + source.name()
                            + " were refused so far: " + reasons,
                    "look into the answers that senders get: they name line and reason");
        }
        for (Input input : source.inputs()) {
            input.problem()
                    .ifPresent(problem -> add(
                            Severity.CRITICAL,
                            "the " + source.name() + " input " + input.name() + " cannot be read: "
                                    + problem.replace('_', ' '),
                            "mend what the log says of it; reading goes on by itself where it was"));
        }
    }

    private void silence() {
        Optional<Instant> newest = status.sources().stream()
                .map(Source::newest)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        Optional<Duration> window = shortestWindow();
        if (newest.isPresent()
                && window.isPresent()
                && newest.get().plus(window.get()).isBefore(status.now())) {
            add(
                    Severity.CRITICAL,
                    "no events have come for " + Words.length(Duration.between(newest.get(), status.now()))
                            + "; windows of " + Words.window(window.get()) + " are empty",
                    "ask whether the senders run, and what they are answered");
        }
    }

    /** The shortest drift window; empty where events come by runs, or in a time of their own. */
    private Optional<Duration> shortestWindow() {
        if (status.models().stream()
                .anyMatch(model -> model.plan().model().clock() == EventClock.REPLAY
                        || model.plan().schedule().isPresent())) {
            return Optional.empty();
        }
        return status.models().stream()
                .flatMap(model -> model.plan().driftWindows().stream())
                .map(window -> window.panes().window())
                .min(Comparator.naturalOrder());
    }
}
