package io.watchbill.incidents.record;

import static io.watchbill.incidents.record.Alerts.T0;
import static io.watchbill.incidents.record.Alerts.firing;
import static io.watchbill.incidents.record.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.incidents.record.Entry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseTest {

    private static final WatchedSystems SYSTEMS = Alerts.systems();

    /** The incidents so far, as the folder would hold them. */
    private final List<Incident> incidents = new ArrayList<>();

    @Test
    void anAlertOpensAnIncidentAndItsEndResolvesIt() {
        hear(firing("a", T0), T0.plusSeconds(2));
        assertThat(only().status()).isEqualTo(Status.INVESTIGATING);
        assertThat(only().start()).isEqualTo(T0);

        hear(resolved("a", T0, at(600)), at(660));

        assertThat(only().status()).isEqualTo(Status.RESOLVED);
        assertThat(only().end()).contains(at(600));
        assertThat(kinds()).containsExactly(Kind.FIRING, Kind.ENDED);
    }

    @Test
    void retriesAndASecondAlertmanagerSayNothingNew() {
        hear(firing("a", T0), at(2));

        assertThat(hear(firing("a", T0), at(3))).isEmpty();
        assertThat(hear(firing("a", T0.plusMillis(900)), at(20))).isEmpty();
        assertThat(kinds()).containsExactly(Kind.FIRING);
    }

    @Test
    void whatIsToldAgainAfterFiveMinutesIsOneLineThatCounts() {
        hear(firing("a", T0), at(2));
        hear(firing("a", T0), at(302));
        hear(firing("a", T0), at(303));
        hear(firing("a", T0), at(700));

        assertThat(kinds()).containsExactly(Kind.FIRING, Kind.STILL);
        assertThat(only().entries().get(1).times()).isEqualTo(2);
        assertThat(only().entries().get(1).last()).contains(at(700));
    }

    @Test
    void whatWeAskedForOurselvesIsNoNotification() {
        hear(firing("a", T0), at(2));
        Notice told = firing("a", T0);

        assertThat(hear(
                        new Notice(told.fingerprint(), told.labels(), told.annotations(), T0, Optional.empty(), true),
                        at(900)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theOrderOfArrivalChangesNeitherTimesNorStatus(long seed) {
        List<Notice> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            told.add(firing("a", at(i * 600L)));
            told.add(resolved("a", at(i * 600L), at(i * 600L + 300)));
        }
        Collections.shuffle(told, new Random(seed));

        Instant arrival = at(3000);
        for (Notice notice : told) {
            hear(notice, arrival);
        }

        assertThat(only().start()).isEqualTo(T0);
        assertThat(only().status()).isEqualTo(Status.RESOLVED);
        assertThat(only().end()).contains(at(2100));
        assertThat(only().episodes()).hasSize(4);
        assertThat(kinds().stream().filter(kind -> kind == Kind.ENDED)).hasSize(4);
    }

    @Test
    void whatFiresAgainWithinHalfAnHourIsTheSameIncidentAndItsClockBeginsAnew() throws RefusedException {
        hear(firing("a", T0), at(2));
        incidents.set(0, Work.acknowledged(only(), "ana", "", at(60)));
        hear(resolved("a", T0, at(600)), at(600));

        hear(firing("a", at(600 + 1800)), at(2402));

        assertThat(only().status()).isEqualTo(Status.INVESTIGATING);
        assertThat(only().end()).isEmpty();
        assertThat(only().answer()).isEmpty();
        assertThat(only().clock()).isEqualTo(at(2400));
        assertThat(kinds()).endsWith(Kind.ENDED, Kind.AGAIN);
    }

    @Test
    void whatFiresAgainLaterIsANewIncidentThatNamesTheOldOne() {
        hear(firing("a", T0), at(2));
        hear(resolved("a", T0, at(600)), at(600));

        hear(firing("a", at(600 + 1801)), at(2402));

        assertThat(incidents).hasSize(2);
        assertThat(incidents.get(1).subject().previous()).contains("INC-1");
    }

    @Test
    void whatIsHeardLateBelongsToTheIncidentOfItsTimeAndFollowsNoLaterOne() {
        hear(resolved("a", T0, at(600)), at(660));
        hear(firing("a", at(4000)), at(4002));

        hear(resolved("a", at(900), at(1000)), at(4100));
        hear(resolved("a", at(-4000), at(-3900)), at(4100));

        assertThat(incidents).extracting(Incident::start).containsExactly(T0, at(4000), at(-4000));
        assertThat(incidents.get(0).end()).contains(at(1000));
        assertThat(incidents.get(1).subject().previous()).contains("INC-1");
        assertThat(incidents.get(2).subject().previous()).isEmpty();
    }

    @Test
    void aNewBeginningEndsTheEpisodeWhoseEndWasLost() {
        hear(firing("a", T0), at(2));

        hear(firing("a", at(1200)), at(1202));

        assertThat(only().episodes().get(0).end().orElseThrow().at()).isEqualTo(at(1200));
        assertThat(only().isOpen()).isTrue();
    }

    @Test
    void anEndWhoseBeginningWasLostIsAnIncidentThatIsOver() {
        hear(resolved("a", T0, at(60)), at(61));

        assertThat(only().status()).isEqualTo(Status.RESOLVED);
        assertThat(kinds()).containsExactly(Kind.FIRING, Kind.ENDED);
    }

    @Test
    void anotherIdentityIsAnotherIncident() {
        hear(firing("a", T0), at(2));
        hear(firing("b", T0), at(2));

        assertThat(incidents).hasSize(2);
    }

    @Test
    void whatReconciliationClosedIsOpenedByALaterWordAndEndedByALateOne() {
        hear(firing("a", T0), at(2));
        incidents.set(0, Course.gone(only(), only().episodes().get(0), at(500), at(640)));
        assertThat(only().end()).contains(at(500));
        assertThat(kinds()).endsWith(Kind.RECONCILED);

        assertThat(hear(firing("a", T0), at(640)))
                .as("read again from the journal")
                .isEmpty();
        hear(firing("a", T0), at(700));
        assertThat(only().isOpen()).isTrue();
        assertThat(kinds()).endsWith(Kind.REOPENED);

        incidents.set(0, Course.gone(only(), only().episodes().get(0), at(800), at(940)));
        hear(resolved("a", T0, at(790)), at(990));
        assertThat(only().end()).contains(at(790));
    }

    @Test
    void whoResolvesByHandIsBelievedForHalfAnHour() throws RefusedException {
        hear(firing("a", T0), at(2));
        incidents.set(0, Work.resolved(only(), "ana", "restarted", at(100)));

        assertThat(hear(firing("a", T0), at(1000))).isEmpty();
        hear(firing("a", T0), at(100 + 1801));

        assertThat(only().isOpen()).isTrue();
    }

    @Test
    void aSilenceThatIsSetAfterTheBeginningIsTheAcknowledgement() {
        hear(firing("a", T0), at(2));
        Silence silence = new Silence("s1", "ana", "looking", at(300), at(300), at(3900));

        incidents.set(0, Course.silenced(only(), silence).orElseThrow());

        assertThat(only().answer()).contains(new Incident.Answer(at(300), "ana"));
        assertThat(kinds()).endsWith(Kind.SILENCED);
        assertThat(Course.silenced(only(), silence)).isEmpty();
        assertThat(Course.silenced(only(), new Silence("s0", "cron", "planned", at(-60), at(-60), at(9000))))
                .isEmpty();
        assertThat(Course.silenced(only(), new Silence("s2", "cron", "planned", at(400), at(900), at(9000))))
                .isEmpty();
    }

    @Test
    void anAlertThatFlapsForDaysKeepsItsFileReadable() {
        for (int i = 0; i < 400; i++) {
            hear(firing("a", at(i * 120L)), at(i * 120L));
            hear(resolved("a", at(i * 120L), at(i * 120L + 60)), at(i * 120L + 60));
        }

        assertThat(only().entries()).hasSize(Change.MOST_ENTRIES);
        assertThat(only().omitted()).isEqualTo(300);
        assertThat(only().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void aTimelineQuotesNoLongText() {
        Notice told = firing("a", T0);
        Notice wordy = new Notice(
                told.fingerprint(),
                told.labels(),
                Map.of("description", "x".repeat(9_000)),
                T0,
                Optional.empty(),
                false);

        hear(wordy, at(2));

        assertThat(only().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).hasSize(ShownText.TITLE));
    }

    private static Instant at(long seconds) {
        return T0.plus(Duration.ofSeconds(seconds));
    }

    private Incident only() {
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    private List<Kind> kinds() {
        return only().entries().stream().map(Entry::kind).toList();
    }

    private Optional<Incident> hear(Notice notice, Instant at) {
        Opening opening = SYSTEMS.opening(notice, at).orElseThrow();
        List<Incident> known = incidents.stream()
                .filter(incident ->
                        incident.subject().key().equals(opening.subject().key()))
                .toList();
        Optional<Incident> changed = Course.DEFAULT.heard(notice, opening, known, at);
        changed.ifPresent(incident -> {
            if (incident.id().isEmpty()) {
                incidents.add(incident.filedAs("INC-" + (incidents.size() + 1)));
            } else {
                incidents.replaceAll(old -> old.id().equals(incident.id()) ? incident : old);
            }
        });
        return changed;
    }
}
