package io.watchbill.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A straight scale from values to pixels.
 *
 * @param least    value at the pixel {@code from}
 * @param greatest value at the pixel {@code to}; another than {@code least}
 */
record Axis(double least, double greatest, double from, double to) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14));

    /** A mark on the axis. */
    record Tick(double pixel, String text) {}

    double pixel(double value) {
        return from + (value - least) / (greatest - least) * (to - from);
    }

    /** Round values on the axis, about four. */
    List<Tick> ticks() {
        double raw = (greatest - least) / 4;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        int decimals = (int) Math.max(0, Math.min(12, -Math.floor(Math.log10(step))));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= greatest + step * 1e-9; i++) {
            ticks.add(new Tick(pixel(i * step), String.format(Locale.ROOT, "%." + decimals + "f", i * step)));
        }
        return ticks;
    }

    /** Round times on an axis of milliseconds since 1970, at most {@code most}. */
    List<Tick> times(int most) {
        double span = greatest - least;
        for (Duration step : STEPS) {
            if (span / step.toMillis() <= most) {
                return times(step);
            }
        }
        return months(Math.max(1, (int) Math.ceil(span / Duration.ofDays(30).toMillis() / most)));
    }

    private List<Tick> times(Duration step) {
        DateTimeFormatter form = step.compareTo(Duration.ofDays(1)) < 0 ? HOUR : DAY;
        // Steps of days count from the first day that is shown, so that a week starts where the rows do.
        long day = Duration.ofDays(1).toMillis();
        long origin = step.toMillis() > day ? (long) Math.ceil(least / day) * day : 0;
        List<Tick> ticks = new ArrayList<>();
        long first = origin + (long) Math.ceil((least - origin) / step.toMillis()) * step.toMillis();
        for (long time = first; time <= greatest; time += step.toMillis()) {
            boolean midnight = time % day == 0;
            ticks.add(new Tick(pixel((double) time), (midnight ? DAY : form).format(Instant.ofEpochMilli(time))));
        }
        return ticks;
    }

    private List<Tick> months(int step) {
        LocalDate month = Instant.ofEpochMilli((long) least)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .plusMonths(1);
        List<Tick> ticks = new ArrayList<>();
        for (LocalDate at = month; ; at = at.plusMonths(step)) {
            Instant time = at.atStartOfDay(ZoneOffset.UTC).toInstant();
            if (time.toEpochMilli() > greatest) {
                return ticks;
            }
            ticks.add(new Tick(pixel((double) time.toEpochMilli()), MONTH.format(time)));
        }
    }
}
