package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.watchbill.engine.decode.IngestResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what a source reads is handed in. */
class IntakeHostTest {
    private static final Taken NOT_NOW = Taken.not(503, "later");
    private static final SourceHost.Place PLACE = new SourceHost.Place("a.ndjson", "file:1", 90);

    private final FakeIntake intake = new FakeIntake();
    private final SourceStates states = new SourceStates(List.of(new FollowedFile(Path.of("a.ndjson"))));
    private final List<Duration> pauses = new ArrayList<>();
    private final IntakeHost host =
            new IntakeHost(FollowedFile.KIND, intake, states, 1_000, pauses::add, System::nanoTime);

    private void take(String line) throws InterruptedException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        host.take(bytes, bytes.length, PLACE);
    }

    /** The sum of a family's series with that reason; of all where it is empty. */
    private double value(String family, String reason) {
        Page page = new Page();
        states.show(page);
        return page.snapshots().stream()
                .filter(snapshot -> snapshot.getMetadata().getName().equals(family))
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .filter(point ->
                        reason.isEmpty() || reason.equals(point.getLabels().get("reason")))
                .mapToDouble(point -> point instanceof GaugeDataPointSnapshot gauge
                        ? gauge.getValue()
                        : ((CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    @Test
    void linesAreHandedInWithTheirPosition() throws Exception {
        take("{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}\nbad\n");

        assertThat(intake.events()).isEqualTo(1);
        assertThat(intake.count(IngestResult.MALFORMED)).isEqualTo(1);
        assertThat(host.position("file:1")).hasValue(90);
    }

    @Test
    void aLineThatIsTooLongIsCountedWithThePositionAfterIt() throws Exception {
        host.tooLong(PLACE);

        assertThat(intake.count(IngestResult.OVER_LIMIT)).isEqualTo(1);
        assertThat(host.position("file:1")).hasValue(90);
    }

    @Test
    void whatIsNotStoredIsTriedAgainWithLongerPauses() throws Exception {
        intake.problems.addAll(Collections.nCopies(8, NOT_NOW));

        take("{\"kind\":\"prediction\",\"model\":\"flight\"}");

        assertThat(intake.events()).isEqualTo(1);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1_600),
                        Duration.ofMillis(3_200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(value("watchbill_source_problems", "not_stored")).isEqualTo(1);
        assertThat(value("watchbill_source_up", "")).isEqualTo(1);
    }

    @Test
    void whatTheExporterFailsAtIsPassedOver() throws Exception {
        intake.problems.add(Taken.not(500, "failed"));

        take("{\"kind\":\"prediction\",\"model\":\"flight\"}");

        assertThat(intake.stored).isEmpty();
        assertThat(value("watchbill_source_problems", "failed")).isEqualTo(1);
    }

    @Test
    void aProblemThatLastsIsCountedOnce() {
        host.down("a.ndjson", SourceProblem.MISSING, "gone");
        host.down("a.ndjson", SourceProblem.MISSING, "gone");
        assertThat(value("watchbill_source_up", "")).isZero();

        host.up("a.ndjson");
        host.down("a.ndjson", SourceProblem.MISSING, "gone");

        assertThat(value("watchbill_source_problems", "missing")).isEqualTo(2);
    }
}
