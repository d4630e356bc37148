package io.watchbill.rules.proof;

import io.watchbill.spec.Exclusion;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.calendar.ClockChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When work goes on that is taken out of objectives, on promtool's clock, which begins at 1970-01-01T00:00Z. It is found by the calendar
 * that the specification is read with, not by the rules' arithmetic.
 */
final class PlannedWork {

    /** Promtool evaluates each step from the beginning of its clock: what begins later takes too long. */
    private static final Duration LATEST = Duration.ofDays(14);

    /** So far the calendar is known: no zone changes its clocks by a yearly rule in January or February. */
    private static final Duration KNOWN = Duration.ofDays(45);

    private static final int MARCH = 3;
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * A part of a time, such as one of planned work.
     *
     * @param from since the clock began, or since a test did
     * @param to behind its end
     */
    record Stretch(Duration from, Duration to) {
        Duration length() {
            return to.minus(from);
        }
    }

    private static final Duration DAY = Duration.ofDays(1);

    private final List<MaintenanceWindow> windows;
    /** Before it the rules' remainders are of times before 1970, and no times of day. */
    private final Duration followed;

    private final Optional<List<Stretch>> stretches;

    private PlannedWork(List<MaintenanceWindow> windows) {
        this.windows = windows;
        boolean known =
                windows.stream().allMatch(window -> offset(window.timezone()).isPresent());
        this.stretches = known
                ? Optional.of(merged(windows.stream()
                        .flatMap(PlannedWork::of)
                        .sorted(Comparator.comparing(Stretch::from))
                        .toList()))
                : Optional.empty();
        this.followed = windows.stream()
                .map(PlannedWork::followed)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    static PlannedWork of(OperationsSpecification specification) {
        return new PlannedWork(specification.maintenance().stream()
                .filter(window -> window.excludes().contains(Exclusion.SLO))
                .toList());
    }

    /** Whether any work is taken out of objectives, at any time. */
    boolean isTakenOut() {
        return !windows.isEmpty();
    }

    /**
     * The first whole hour at which a test can begin, so that no work touches some of its stretches.
     *
     * @param free since the test began
     * @param margin what is counted together: work that ended less than this before still shows
     */
    Optional<Duration> start(List<Stretch> free, Duration margin) {
        return start(free, margin, start -> true);
    }

    /**
     * The same, where work takes up no larger share of any window that ends in a test.
     *
     * @param length of the test
     */
    Optional<Duration> start(List<Stretch> free, Duration margin, Duration length, Duration window, double share) {
        return start(free, margin, start -> filled(start, start.plus(length), window) <= share);
    }

    private Optional<Duration> start(List<Stretch> free, Duration margin, Predicate<Duration> suits) {
        return stretches.flatMap(all -> Stream.iterate(
                        wholeHour(followed), start -> start.compareTo(LATEST) <= 0, start -> start.plus(HOUR))
                .filter(start -> free.stream()
                        .noneMatch(part -> all.stream()
                                .anyMatch(work -> work.from().compareTo(start.plus(part.to())) <= 0
                                        && work.to().plus(margin).compareTo(start.plus(part.from())) > 0)))
                .filter(suits)
                .findFirst());
    }

    /**
     * The largest share that work has of a window, of those that end from a time until another: it is largest where work ends. Nothing is
     * known of the time before the clock began.
     */
    private double filled(Duration from, Duration to, Duration window) {
        List<Stretch> all = stretches.orElse(List.of());
        return Stream.concat(all.stream().map(Stretch::to), Stream.of(from, to))
                .filter(end -> end.compareTo(from) >= 0 && end.compareTo(to) <= 0)
                .mapToDouble(end -> {
                    long begin = Math.max(-1, end.minus(window).toMillis());
                    return all.stream()
                                    .mapToLong(work -> Math.min(work.to().toMillis(), end.toMillis())
                                            - Math.max(work.from().toMillis(), begin))
                                    .filter(part -> part > 0)
                                    .sum()
                            / (double) (end.toMillis() - begin);
                })
                .max()
                .orElse(0);
    }

    /** Whether work may go on for so long. */
    boolean lasts(Duration length) {
        return windows.stream().anyMatch(window -> window.duration().compareTo(length) >= 0);
    }

    /**
     * The first work that takes so long and has none beside it.
     *
     * @param least how long it takes
     * @param most how long it takes
     * @param before how long nothing goes on before it
     * @param behind how long nothing goes on after it
     */
    Optional<Stretch> alone(Duration least, Duration most, Duration before, Duration behind) {
        return stretches.flatMap(all -> all.stream()
                .filter(work -> work.from().compareTo(before.plus(followed)) >= 0)
                .filter(work -> work.from().compareTo(LATEST) <= 0)
                .filter(work ->
                        work.length().compareTo(least) >= 0 && work.length().compareTo(most) <= 0)
                .filter(work -> all.stream()
                        .filter(other -> !other.equals(work))
                        .noneMatch(other -> other.from().compareTo(work.to().plus(behind)) <= 0
                                && other.to().compareTo(work.from().minus(before)) >= 0))
                .findFirst());
    }

    /** The first work that begins at least so long after the clock does. */
    Optional<Stretch> first(Duration after) {
        return stretches.flatMap(all -> all.stream()
                .filter(stretch -> stretch.from().compareTo(after.plus(followed)) >= 0)
                .filter(stretch -> stretch.from().compareTo(LATEST) <= 0)
                .findFirst());
    }

    /**
     * How many evaluations work hides at the most, of those in a window of whole steps.
     *
     * @param step between evaluations
     */
    long hidden(Duration step, Duration window) {
        long held = Cadence.times(window, step);
        List<Long> hiding = stretches.orElse(List.of()).stream()
                .flatMapToLong(work -> LongStream.range(steps(work.from(), step), steps(work.to(), step)))
                .boxed()
                .toList();
        long most = 0;
        int first = 0;
        for (int last = 0; last < hiding.size(); last++) {
            while (hiding.get(first) <= hiding.get(last) - held) {
                first++;
            }
            most = Math.max(most, last - first + 1L);
        }
        return most;
    }

    /** The number of the first evaluation at or after a time. */
    private static long steps(Duration time, Duration step) {
        return -Math.floorDiv(-time.toMillis(), step.toMillis());
    }

    private static Duration wholeHour(Duration time) {
        return HOUR.multipliedBy(steps(time, HOUR));
    }

    /** From when on rules that count from the time of day at which a window begins, days back for a long one, count from 1970 on. */
    private static Duration followed(MaintenanceWindow window) {
        Duration began = Duration.ofSeconds(window.frequency().time().toSecondOfDay()
                - offset(window.timezone()).map(ZoneOffset::getTotalSeconds).orElse(0));
        Duration since = began.plus(DAY.multipliedBy(steps(window.duration(), DAY) - 1));
        return since.isNegative() ? Duration.ZERO : since;
    }

    private static Stream<Stretch> of(MaintenanceWindow window) {
        Instant from = Instant.EPOCH.minus(window.duration());
        return window
                .frequency()
                .between(
                        from,
                        Instant.EPOCH.plus(KNOWN),
                        offset(window.timezone()).orElseThrow())
                .stream()
                .map(beginning -> Duration.ofSeconds(beginning.toEpochSecond()))
                .map(beginning -> new Stretch(beginning, beginning.plus(window.duration())));
    }

    /** Rules know the clocks of today: in the first months of 1970 they take what today's rules would have made of them. */
    private static Optional<ZoneOffset> offset(ZoneId zone) {
        return ClockChanges.of(zone)
                .filter(changes -> changes.summer()
                        .filter(summer ->
                                summer.begin().month() < MARCH || summer.end().month() < MARCH)
                        .isEmpty())
                .map(changes -> ZoneOffset.ofTotalSeconds(changes.standard()
                        + changes.summer()
                                .filter(summer ->
                                        summer.begin().month() > summer.end().month())
                                .map(ClockChanges.Summer::saving)
                                .orElse(0)));
    }

    private static List<Stretch> merged(List<Stretch> sorted) {
        List<Stretch> merged = new ArrayList<>();
        for (Stretch next : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).to().compareTo(next.from()) >= 0) {
                Stretch before = merged.get(last);
                Duration end = before.to().compareTo(next.to()) > 0 ? before.to() : next.to();
                merged.set(last, new Stretch(before.from(), end));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }
}
