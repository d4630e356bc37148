package io.watchbill.spec.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Whatever stands where a condition may, it says the same in its canonical form, or the message points into it. */
class ConditionFuzzTest {
    /** Reads a text in one of the language's forms. */
    private interface Form<T> {
        T read(String text) throws MisfitException;
    }

    /** Says what was read in the language again. */
    private interface Canonical<T> {
        String text(T read);
    }

    private static <T> void check(String text, Form<T> form, Canonical<T> canonical) {
        T read;
        try {
            read = form.read(text);
        } catch (MisfitException misfit) {
            assertInside(misfit.span(), text);
            assertThat(misfit.expected()).isNotBlank();
            assertThat(misfit.getMessage()).isNotBlank();
            return;
        }
        try {
            assertThat(form.read(canonical.text(read))).isEqualTo(read);
        } catch (MisfitException misfit) {
            throw new AssertionError("the canonical form is none: " + canonical.text(read), misfit);
        }
    }

    private static void assertInside(Span span, String text) {
        assertThat(span.from()).isBetween(0, text.length());
        assertThat(span.to()).isBetween(span.from(), text.length());
    }

    @FuzzTest
    void aTextIsAConditionOrAMisfit(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);

        check(text, from -> ConditionParser.condition(from).condition(), Condition::text);
        check(text, from -> ConditionParser.clause(from).clause(), Clause::text);
        check(text, ConditionFuzzTest::metric, metric -> metric);
        check(text, from -> ConditionParser.threshold(from).bound(), Bound::text);
        check(text, ConditionParser::normal, Bound::text);
        check(text, ConditionParser::range, Bound::text);
        check(
                text,
                ConditionParser::matchers,
                all -> all.stream().map(Matcher::text).collect(Collectors.joining(",")));
        assertSpansInside(text);
    }

    private static String metric(String text) throws MisfitException {
        ParsedSubject subject = ConditionParser.subject(text);
        return subject.metric() + Matcher.text(subject.matchers());
    }

    private static void assertSpansInside(String text) {
        try {
            for (ParsedClause clause : ConditionParser.condition(text).clauses()) {
                assertInside(clause.metric(), text);
                assertInside(clause.bound(), text);
                clause.labels().forEach(span -> assertInside(span, text));
                clause.values().forEach(span -> assertInside(span, text));
                clause.window().ifPresent(span -> assertInside(span, text));
            }
        } catch (MisfitException misfit) {
            assertInside(misfit.span(), text);
        }
    }
}
