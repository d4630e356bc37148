package io.watchbill.incidents.serve;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.record.Alerts;
import io.watchbill.incidents.record.Course;
import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Notice;
import io.watchbill.incidents.record.Silence;
import io.watchbill.incidents.record.Status;
import io.watchbill.incidents.serve.HeldAlerts.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {

    private static final HeldAlerts NOTHING = new HeldAlerts(Map.of(), Map.of());
    private static final Silence SILENCE = new Silence("s1", "ana", "on it", at(100), at(100), at(7300));

    @TempDir
    Path directory;

    private IncidentFolder folder;
    private Recorder recorder;
    private Reconciliation reconciliation;

    @BeforeEach
    void open() throws IOException {
        folder = IncidentFolder.open(directory, IncidentPage.SHIPPED);
        recorder = new Recorder(folder, Alerts.systems(), Course.DEFAULT);
        reconciliation = new Reconciliation(recorder, Duration.ofMinutes(1));
        recorder.write(Alerts.firing("a", T0), at(2), true);
    }

    @Test
    void anAlertThatIsGoneForMoreThanTwoResendIntervalsClosesItsIncident() throws IOException {
        reconciliation.apply(NOTHING, at(60));
        reconciliation.apply(NOTHING, at(180));
        assertThat(only().isOpen()).isTrue();

        reconciliation.apply(NOTHING, at(181));

        assertThat(only().status()).isEqualTo(Status.RESOLVED);
        assertThat(only().end()).contains(at(60));
        assertThat(last().kind()).isEqualTo(Entry.Kind.RECONCILED);
    }

    @Test
    void whatComesBackOrCannotBeAskedForIsNotGone() throws IOException {
        reconciliation.apply(NOTHING, at(60));
        reconciliation.apply(held(false), at(120));
        reconciliation.apply(NOTHING, at(180));
        reconciliation.unknown();
        reconciliation.apply(NOTHING, at(400));
        reconciliation.apply(NOTHING, at(520));

        assertThat(only().isOpen()).isTrue();
    }

    @Test
    void aSilenceIsTheAcknowledgementByWhoSetIt() throws IOException {
        reconciliation.apply(held(true), at(120));
        reconciliation.apply(held(true), at(180));

        assertThat(only().answer()).contains(new Incident.Answer(at(100), "ana"));
        assertThat(only().entries()).hasSize(2);
        assertThat(last().text()).isEqualTo("on it");
    }

    @Test
    void anAlertThatNoWebhookToldOfIsFound() throws IOException {
        Notice unheard = asked(Alerts.firing("b", at(30)));

        reconciliation.apply(
                new HeldAlerts(Map.of(unheard.fingerprint(), new Held(unheard, false, List.of())), Map.of()), at(90));

        assertThat(folder.read().incidents()).hasSize(2);
    }

    @Test
    void whatWasSilencedBeforeItFiredOpensNone() throws IOException {
        Notice planned = asked(Alerts.firing("b", at(200)));

        reconciliation.apply(
                new HeldAlerts(
                        Map.of(planned.fingerprint(), new Held(planned, true, List.of("s1"))), Map.of("s1", SILENCE)),
                at(260));

        assertThat(folder.read().incidents()).hasSize(1);
    }

    @Test
    void whatEitherOfTwoAlertmanagersHoldsIsHeld() {
        assertThat(NOTHING.and(held(true)).alerts()).hasSize(1);
        assertThat(held(true).and(NOTHING).silencesOf(Alerts.firing("a", T0).fingerprint()))
                .containsExactly(SILENCE);
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static HeldAlerts held(boolean silenced) {
        Notice notice = asked(Alerts.firing("a", T0));
        Held held = new Held(notice, silenced, silenced ? List.of("s1") : List.of());
        return new HeldAlerts(Map.of(notice.fingerprint(), held), silenced ? Map.of("s1", SILENCE) : Map.of());
    }

    private static Notice asked(Notice told) {
        return new Notice(told.fingerprint(), told.labels(), told.annotations(), told.from(), Optional.empty(), true);
    }

    private Incident only() throws IOException {
        List<IncidentFolder.Stored> incidents = folder.read().incidents();
        assertThat(incidents).hasSize(1);
        return incidents.get(0).incident();
    }

    private Entry last() throws IOException {
        return only().entries().get(only().entries().size() - 1);
    }
}
