package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Durations;
import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurring times on a real Prometheus, every half hour around what is special, against the calendar of java.time. */
class RecurringTimeIT {

    private static final Duration STEP = Duration.ofMinutes(30);
    private static final Pattern SAMPLE = Pattern.compile("\\[(\\d+)(?:\\.\\d+)?,\"([^\"]+)\"]");

    @TempDir
    static Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws IOException {
        prometheus =
                PrometheusServer.start(folder, Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n"));
    }

    @AfterAll
    static void stop() {
        prometheus.close();
    }

    @ParameterizedTest
    @CsvSource({
        "every sunday 02:00, 2h, America/New_York",
        "every day 02:30, 1h, Europe/Berlin",
        "every day 01:30, 2h, Europe/London",
        "every sat-sun 22:00, 30h, Australia/Sydney",
        "last friday monthly 23:00, 4h, Europe/Berlin",
        "2nd tuesday monthly, 24h, America/Santiago",
        "last day monthly 12:00, 72h, Asia/Tokyo",
        "15th monthly 00:30, 30m, Australia/Lord_Howe",
        "every 2nd sunday from 2026-01-04 02:00, 3h, Pacific/Auckland",
        "every 10 days from 2026-01-04 06:00, 1h, UTC",
        "once 2026-10-25 02:30, 90m, Europe/Berlin",
        "last friday monthly 23:00 from 2026-01-31 until 2026-03-27, 4h, Europe/Berlin",
        "every 2nd sunday from 2026-01-04 02:00 until 2026-11-01, 3h, America/New_York",
        "last sunday of march 01:30, 3h, Europe/Berlin",
        "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SU;UNTIL=20290101 from 2026-01-25 02:00, 2h, Europe/Berlin",
        "'RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=1,3,10;BYMONTHDAY=-2,27 from 2026-01-01 22:00', 5h, Europe/London",
        "'RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO;WKST=SU from 2026-01-04 20:00', 2h, America/New_York",
        "every mon-fri 00:00, 24h, Asia/Kolkata",
        "every day 00:00, 1h, America/Nuuk",
        "every day 23:30, 1h, Africa/Cairo",
    })
    void itIsOnExactlyFromEachBeginningForItsDuration(String frequency, String duration, String zone)
            throws MisfitException {
        ZoneId id = ZoneId.of(zone);
        Frequency parsed = Frequency.parse(frequency);
        Duration length = Durations.parse(duration).orElseThrow();
        String promql = new RecurringTime(parsed, length, ClockChanges.of(id).orElseThrow()).promql();
        boolean ever = false;
        for (Stretch stretch : stretches(id)) {
            List<Instant> beginnings = parsed.between(stretch.from().minus(length), stretch.to(), id).stream()
                    .map(ZonedDateTime::toInstant)
                    .toList();
            List<Instant> on = new ArrayList<>();
            for (Instant at = stretch.from(); at.isBefore(stretch.to()); at = at.plus(STEP)) {
                Instant now = at;
                if (beginnings.stream().anyMatch(first -> !now.isBefore(first) && now.isBefore(first.plus(length)))) {
                    on.add(at);
                }
            }
            assertThat(overZero(promql, stretch)).as("%s", stretch).isEqualTo(on);
            ever |= !on.isEmpty();
        }
        assertThat(ever).isTrue();
    }

    private record Stretch(Instant from, Instant to) {}

    /** Around the new year, and around each change of the clocks in five years. */
    private static List<Stretch> stretches(ZoneId zone) {
        List<Stretch> stretches = new ArrayList<>(
                List.of(new Stretch(Instant.parse("2025-12-25T00:00:00Z"), Instant.parse("2026-02-03T00:00:00Z"))));
        Instant change = Instant.parse("2026-02-03T00:00:00Z");
        for (int i = 0; i < 10; i++) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(change);
            if (next != null) {
                change = next.getInstant();
                Instant hour = change.truncatedTo(ChronoUnit.HOURS);
                stretches.add(new Stretch(hour.minus(Duration.ofDays(3)), hour.plus(Duration.ofDays(3))));
            }
        }
        return stretches;
    }

    private static List<Instant> overZero(String promql, Stretch stretch) {
        String answer = prometheus.get("/api/v1/query_range?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8)
                + "&start=" + stretch.from().getEpochSecond() + "&end="
                + stretch.to().minus(STEP).getEpochSecond() + "&step=" + STEP.toSeconds());
        return SAMPLE.matcher(answer)
                .results()
                .filter(result -> Double.parseDouble(result.group(2)) > 0)
                .map(result -> Instant.ofEpochSecond(Long.parseLong(result.group(1))))
                .toList();
    }
}
