package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationDocumentTest {
    @TempDir
    private Path folder;

    @Test
    void thePageListsEveryFieldOfTheDocumentAndNoOther() throws IOException {
        List<String> listed = Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(Files.readString(Path.of("../docs/evaluation.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        List<String> fields = new ArrayList<>();
        fields("", EvaluationDocument.class, fields);

        assertThat(listed).containsExactlyElementsOf(fields);
    }

    private static void fields(String place, Class<?> type, List<String> to) {
        for (RecordComponent component : type.getRecordComponents()) {
            Type of = component.getGenericType();
            String name = place + component.getName();
            // The metrics of a stretch have the fields of those over all rows.
            if (name.equals("performance.overTime[].metrics")) {
                to.add(name);
            } else if (of instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && element.isRecord()) {
                fields(name + "[].", element, to);
            } else if (component.getType().isRecord()) {
                fields(name + ".", component.getType(), to);
            } else {
                to.add(name);
            }
        }
    }

    @Test
    void theDocumentHoldsTheNumbersOfTheEvaluation() {
        var evaluation = Evaluations.drifted(folder);
        EvaluationDocument document = EvaluationDocument.of(evaluation);

        assertThat(document.verdict()).isEqualTo("critical");
        EvaluationDocument.Column amount = document.columns().get(0);
        assertThat(amount.name()).isEqualTo("amount");
        assertThat(amount.psi().value())
                .isEqualTo(evaluation.columns().get(0).scores().psi().value());
        assertThat(amount.adjustedPValue()).isPositive();
        assertThat(amount.bins().stream()
                        .mapToLong(EvaluationDocument.Bin::rows)
                        .sum())
                .isEqualTo(amount.samples());
        assertThat(amount.overTime()).hasSize(8).allMatch(point -> "critical".equals(point.verdict()));
        assertThat(document.performance().metrics().get(0).drop()).isCloseTo(0.4, within(1e-12));
        assertThat(document.data().pane()).isEqualTo("24h");
    }
}
