package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.Rotation.Shift;
import io.watchbill.spec.Rotation.StandIn;
import io.watchbill.spec.calendar.RotationSchedule;
import io.watchbill.spec.calendar.ShiftHours;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who stands watch as a real Prometheus says it, every half hour around what is special, against the rota itself. */
class OnWatchIT {

    private static final Duration STEP = Duration.ofMinutes(30);
    private static final JsonMapper JSON = new JsonMapper();

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
    @CsvSource(delimiter = '|', textBlock = """
            weekly from 2025-12-29 09:00                    | America/New_York    | a b c |
            daily from 2026-01-05 02:30                     | Europe/Berlin       | a b   |
            every 3 days from 2026-01-01 01:30              | Europe/London       | a b c d e |
            every 2 weeks from 2025-12-21 02:00             | Australia/Sydney    | a b   |
            daily from 2026-01-01                           | Australia/Lord_Howe | a b c |
            mon 09:00, fri 17:00 from 2026-01-07            | Europe/Berlin       | a b c |
            sun 02:30, sun 03:30, tue 00:00 from 2026-01-01 | Europe/Berlin       | a b   |
            daily from 2026-01-01 12:00                     | Asia/Kolkata        | a b c | mon-fri 22:00-06:00
            daily from 2026-01-01 02:00                     | America/New_York    | a b   | 01:30-03:00
            weekly from 2026-01-04 02:00                    | America/Santiago    | a     | sat,sun 09:00-09:00
            """)
    void everyHalfHourItIsWhoTheRotaSays(String schedule, String zone, String members, String hours)
            throws MisfitException {
        ZoneId id = ZoneId.of(zone);
        Shift shift = new Shift(
                Optional.empty(),
                RotationSchedule.parse(schedule),
                List.of(members.split(" ")),
                hours == null ? Optional.empty() : Optional.of(ShiftHours.parse(hours)),
                Optional.empty());

        assertAgree(new Rotation.Scheduled("Primary", List.of(shift), List.of()), id);
    }

    @Test
    void shiftsThatFollowTheSunAndStandInsAreToldApart() throws MisfitException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Rotation.Scheduled rotation = new Rotation.Scheduled(
                "Primary",
                List.of(
                        shift("weekly from 2026-01-05 09:00", "09:00-21:00", "Europe/Berlin", "a", "b"),
                        shift("daily from 2026-01-05 09:00", "mon-fri 09:00-21:00", "America/New_York", "c", "d", "e")),
                List.of(
                        new StandIn(
                                "f", LocalDateTime.parse("2026-01-20T10:15"), LocalDateTime.parse("2026-01-21T11:00")),
                        new StandIn(
                                "a",
                                LocalDateTime.parse("2026-03-29T02:30"),
                                LocalDateTime.parse("2026-03-29T05:00"))));

        assertAgree(rotation, berlin);
    }

    @Test
    void queryNamesNobody() throws MisfitException {
        Rotation.Scheduled rotation = new Rotation.Scheduled(
                "Primary",
                RotationSchedule.parse("weekly from 2026-01-05 09:00"),
                List.of("somebody", "somebody-else"));

        assertThat(OnWatch.of(rotation, ZoneId.of("UTC")).orElseThrow().promql())
                .doesNotContain("somebody");
    }

    private static Shift shift(String schedule, String hours, String zone, String... members) throws MisfitException {
        return new Shift(
                Optional.empty(),
                RotationSchedule.parse(schedule),
                List.of(members),
                Optional.of(ShiftHours.parse(hours)),
                Optional.of(ZoneId.of(zone)));
    }

    private static void assertAgree(Rotation.Scheduled rotation, ZoneId zone) {
        OnWatch watch = OnWatch.of(rotation, zone).orElseThrow();
        Set<String> seen = new HashSet<>();
        List<Instant> middles = new ArrayList<>(List.of(Instant.parse("2026-01-06T00:00:00Z")));
        for (Instant at = Instant.parse("2026-01-02T00:00:00Z"); middles.size() < 4; ) {
            var change = ZoneId.of(zone.getId().equals("Asia/Kolkata") ? "Europe/Berlin" : zone.getId())
                    .getRules()
                    .nextTransition(at);
            at = change.getInstant();
            middles.add(Instant.ofEpochSecond(at.getEpochSecond() / 3600 * 3600));
        }
        middles.add(Instant.parse("2026-01-20T12:00:00Z"));
        for (Instant middle : middles) {
            Instant from = middle.minus(Duration.ofDays(4));
            Instant to = middle.plus(Duration.ofDays(4));
            Map<Instant, String> expected = new TreeMap<>();
            for (Instant at = from; !at.isAfter(to); at = at.plus(STEP)) {
                Optional<String> member = rotation.onWatch(at, zone);
                if (member.isPresent()) {
                    expected.put(at, member.get());
                }
            }
            assertThat(answered(watch, from, to)).as("around %s", middle).isEqualTo(expected);
            seen.addAll(expected.values());
        }
        assertThat(seen).containsAll(rotation.members());
    }

    private static Map<Instant, String> answered(OnWatch watch, Instant from, Instant to) {
        String answer = prometheus.get("/api/v1/query_range?query="
                + URLEncoder.encode(watch.promql(), StandardCharsets.UTF_8) + "&start=" + from.getEpochSecond()
                + "&end="
                + to.getEpochSecond() + "&step=" + STEP.toSeconds());
        Map<Instant, String> people = new TreeMap<>();
        try {
            for (JsonNode sample : JSON.readTree(answer).at("/data/result/0/values")) {
                people.put(
                        Instant.ofEpochSecond(sample.get(0).asLong()),
                        watch.people().get(Integer.parseInt(sample.get(1).asText())));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return people;
    }
}
