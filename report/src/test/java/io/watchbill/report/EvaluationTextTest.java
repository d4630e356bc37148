package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTextTest {
    @TempDir
    private Path folder;

    @Test
    void theTableSaysWhatIsWrongFirstAndFitsATerminal() {
        List<String> lines = EvaluationText.of(Evaluations.drifted(folder), (word, text) -> text);

        assertThat(lines.get(0)).isEqualTo("Critical. amount drifted (critical); accuracy is worse (critical).");
        assertThat(lines).allMatch(line -> line.startsWith("note: ") || line.length() <= 120);
        assertThat(lines).anyMatch(line -> line.startsWith("critical   amount "));
        assertThat(lines).anyMatch(line -> line.matches("critical   accuracy +8,000 +0\\.5000 +0\\.9000 +0\\.4000 .*"));
        assertThat(lines).anyMatch(line -> line.contains("Jensen–Shannon ") && line.contains("Wasserstein "));
        assertThat(lines).anyMatch(line -> line.startsWith("no drift   channel ") && line.contains("33.3%"));
    }

    @Test
    void onlyTheWordOfAVerdictIsPainted() {
        List<String> lines =
                EvaluationText.of(Evaluations.drifted(folder), (word, text) -> "<" + word + ":" + text + ">");

        assertThat(lines.get(0)).startsWith("<critical:Critical.> amount drifted");
        assertThat(lines).anyMatch(line -> line.startsWith("<critical:critical>   amount "));
        assertThat(lines).anyMatch(line -> line.startsWith("<none:no drift>   channel "));
    }

    @Test
    void withoutDriftOneLineSaysSo() {
        assertThat(EvaluationText.of(Evaluations.undrifted(folder), (word, text) -> text)
                        .get(0))
                .isEqualTo("Fine. No drift in the 4 columns with a verdict, and the model is no worse than its limits"
                        + " allow.");
    }
}
