package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.finding.FindingText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    private static LoadedSpecification example() {
        ReadResult result = new SpecificationReader(TextFiles.ofFileSystem()).read(EXAMPLE);
        assertThat(result.findings().stream().map(FindingText::render).toList()).isEmpty();
        return result.loaded().orElseThrow();
    }

    @Test
    void theExampleHasNoFindings() {
        OperationsSpecification example = example().specification();

        assertThat(example.metadata().name()).isEqualTo("flight-delay");
        Model model = example.model("flight_delay").orElseThrow();
        assertThat(model.drift().windows())
                .isEqualTo(List.of(new TimeWindow(Duration.ofHours(24)), new TimeWindow(Duration.ofDays(7))));
        assertThat(example.monitoring().keyMetrics()).hasSize(5);
        assertThat(example.alerting().severity(Priority.P4).respondWithin().text())
                .isEqualTo("next-business-day");
    }

    @Test
    void whatWasWrittenPointsToItsLine() {
        LoadedSpecification example = example();

        assertThat(example.origin("metadata", "name").orElseThrow().line()).isEqualTo(5);
        assertThat(example.origin("metadata", "name").orElseThrow().column()).isEqualTo(9);
        assertThat(example.origin("models", "flight_delay", "drift", "warning", "ks")
                        .orElseThrow()
                        .line())
                .as("a default points at what stands around it")
                .isEqualTo(example.origin("models", "flight_delay", "drift", "warning")
                        .orElseThrow()
                        .line());
    }

    @Test
    void aConditionIsReadWithItsWindow() {
        AlertExpression expression =
                example().specification().alerting().alerts().get(0).expression();

        assertThat(expression)
                .isInstanceOfSatisfying(
                        AlertExpression.Conditional.class,
                        conditional -> assertThat(conditional.condition().text())
                                .isEqualTo("feature_drift.psi{column=\"distance\"} > 0.25 over 24h for 15m"));
    }
}
