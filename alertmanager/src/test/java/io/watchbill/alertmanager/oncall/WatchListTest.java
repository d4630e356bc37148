package io.watchbill.alertmanager.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.Written;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Rotation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchListTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String SUN = """
            onCall:
              timezone: Europe/Berlin
              people: {ana: {slack: "@a"}, ben: {slack: "@b"}, chi: {slack: "@c"}}
              rotations:
                - role: Primary
                  shifts:
                    - {name: Tokyo, timezone: Asia/Tokyo, hours: "09:00-17:00", schedule: weekly from 2026-01-05 09:00, members: [ana]}
                    - {name: Berlin, hours: "09:00-17:00", schedule: weekly from 2026-01-05 09:00, members: [ben, chi]}
                    - {name: Seattle, timezone: America/Los_Angeles, hours: "08:00-16:00", schedule: weekly from 2026-01-05, members: [dan]}
            """.replace("chi: {slack: \"@c\"}", "chi: {slack: \"@c\"}, dan: {slack: \"@d\"}");

    @Test
    void aFollowTheSunWatchGoesAroundTheWorldAndShowsItsGaps() {
        List<String> stints =
                WatchList.of(primary(SUN), BERLIN, at("2026-01-13T00:00"), at("2026-01-14T01:00")).stream()
                        .map(WatchListTest::text)
                        .toList();

        assertThat(stints).containsExactly("00:00-01:00 dan", "01:00-09:00 ana", "09:00-17:00 chi", "17:00-01:00 dan");
    }

    @Test
    void inWeeksInWhichOnlySomeClocksHaveChangedShiftsOverlapAndLeaveGaps() {
        List<String> stints =
                WatchList.of(primary(SUN), BERLIN, at("2026-03-17T12:00"), at("2026-03-18T12:00")).stream()
                        .map(WatchListTest::text)
                        .toList();

        assertThat(stints)
                .containsExactly(
                        "12:00-16:00 ben",
                        "16:00-17:00 ben dan",
                        "17:00-00:00 dan",
                        "00:00-01:00 nobody",
                        "01:00-09:00 ana",
                        "09:00-12:00 ben");
    }

    @Test
    void whoeverStandsInIsOnWatchAloneUntilTheOverrideExpires() {
        Rotation.Scheduled primary = primary("""
                onCall:
                  timezone: Europe/Berlin
                  people: {ana: {slack: "@a"}, ben: {slack: "@b"}, chi: {slack: "@c"}}
                  rotations:
                    - role: Primary
                      schedule: daily from 2026-12-23 09:00
                      members: [ana, ben]
                      overrides: [{member: chi, from: 2026-12-24 06:00, to: 2026-12-24 18:00}]
                """);

        assertThat(WatchList.of(primary, BERLIN, at("2026-12-24T00:00"), at("2026-12-25T12:00")).stream()
                        .map(WatchListTest::text))
                .containsExactly("00:00-06:00 ana", "06:00-18:00 chi", "18:00-09:00 ben", "09:00-12:00 ana");
    }

    @Test
    void handOversAtTimesOfTheWeekAreTakenInTurn() {
        Rotation.Scheduled primary = primary("""
                onCall:
                  timezone: Europe/Berlin
                  people: {ana: {slack: "@a"}, ben: {slack: "@b"}, chi: {slack: "@c"}}
                  rotations:
                    - {role: Primary, schedule: "fri 17:00 and mon 09:00 from 2026-12-02", members: [ana, ben, chi]}
                """);

        assertThat(WatchList.of(primary, BERLIN, at("2026-12-02T00:00"), at("2026-12-15T00:00")).stream()
                        .map(stint -> stint.from().atZone(BERLIN).toLocalDateTime() + " " + stint.people()))
                .containsExactly(
                        "2026-12-02T00:00 []",
                        "2026-12-04T17:00 [ana]",
                        "2026-12-07T09:00 [ben]",
                        "2026-12-11T17:00 [chi]",
                        "2026-12-14T09:00 [ana]");
    }

    @Test
    void everyMinuteOfAYearBelongsToTheStintThatTheRotationSays() {
        Rotation.Scheduled primary = primary(SUN);
        Instant from = at("2026-01-06T00:00");
        Instant to = at("2027-01-06T00:00");
        List<Stint> stints = WatchList.of(primary, BERLIN, from, to);

        Instant expected = from;
        for (Stint stint : stints) {
            assertThat(stint.from()).isEqualTo(expected);
            for (Instant minute = stint.from();
                    minute.isBefore(stint.to());
                    minute = minute.plus(10, ChronoUnit.MINUTES)) {
                assertThat(primary.watchers(minute, BERLIN)).as("%s", minute).isEqualTo(stint.people());
            }
            expected = stint.to();
        }
        assertThat(expected).isEqualTo(to);
    }

    private static Rotation.Scheduled primary(String sections) {
        OnCall onCall = Written.shop(sections).onCall();
        return (Rotation.Scheduled) onCall.rotations().get(0);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private static String text(Stint stint) {
        return stint.from().atZone(BERLIN).toLocalTime() + "-"
                + stint.to().atZone(BERLIN).toLocalTime() + " "
                + (stint.isGap() ? "nobody" : String.join(" ", stint.people()));
    }
}
