package io.watchbill.cli.check;

import io.watchbill.plan.lint.KeyQuestion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking, as programs read it.
 *
 * @param questions the key questions by system
 */
public record CheckDocument(List<FindingEntry> findings, List<QuestionEntry> questions) {

    /**
     * A question about a system.
     *
     * @param answer null where the specification has none
     * @param section where the answer would stand, as a JSON pointer
     */
    public record QuestionEntry(
            String system, String question, @Nullable String answer, String section) {

        static QuestionEntry of(String system, KeyQuestion question) {
            return new QuestionEntry(
                    system, question.question(), question.answer().orElse(null), question.section());
        }
    }

    static CheckDocument of(Checked checked) {
        return new CheckDocument(
                checked.findings().stream().map(FindingEntry::of).toList(),
                checked.questions().entrySet().stream()
                        .flatMap(CheckDocument::entries)
                        .toList());
    }

    private static Stream<QuestionEntry> entries(Map.Entry<String, List<KeyQuestion>> system) {
        return system.getValue().stream().map(question -> QuestionEntry.of(system.getKey(), question));
    }
}
