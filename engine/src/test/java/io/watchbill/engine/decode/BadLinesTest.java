package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact answer to everything a sender can get wrong. */
class BadLinesTest {
    private static final String START = "{\"kind\":\"prediction\",\"model\":\"flight_delay\",";
    private static final String LABEL = "{\"kind\":\"label\",\"model\":\"flight_delay\",\"id\":\"a\",";

    static Stream<Arguments> rejected() {
        return Stream.of(
                Arguments.of("{\"kind\":\"prediction\"", "malformed: not a valid JSON object, at column 21"),
                Arguments.of("[1]", "malformed: not a valid JSON object, at column 2"),
                Arguments.of("secret", "malformed: not a valid JSON object, at column 1"),
                Arguments.of(START + "\"id\":\"a\"} {}", "malformed: not a valid JSON object, at column 56"),
                Arguments.of(
                        "{\"model\":\"flight_delay\"}",
                        "malformed: kind: missing; expected prediction, label, score, business, feedback, downstream"
                                + " or run"),
                Arguments.of(
                        "{\"kind\":\"guess\",\"model\":\"flight_delay\"}",
                        "malformed: kind: expected prediction, label, score, business, feedback, downstream or run"),
                Arguments.of(
                        "{\"kind\":\"prediction\"}",
                        "malformed: model: missing; this exporter watches demand, flight_delay, topic"),
                Arguments.of(
                        "{\"kind\":\"prediction\",\"model\":\"flight\"}",
                        "unknown_model: model: not known here; this exporter watches demand, flight_delay, topic"),
                Arguments.of("{\"kind\":\"prediction\",\"model\":7}", "malformed: model: expected a name as text"),
                Arguments.of(
                        START + "\"time\":\"2001-02-01 07:05\"}",
                        "malformed: time: expected RFC 3339 with an offset (2001-02-01T07:05:00Z) or milliseconds since"
                                + " 1970"),
                Arguments.of(START + "\"id\":{\"a\":1}}", "malformed: id: expected text or a whole number"),
                Arguments.of(START + "\"id\":\"\"}", "malformed: id: expected 1 to 256 characters"),
                Arguments.of(
                        START + "\"id\":\"" + "x".repeat(257) + "\"}", "malformed: id: expected 1 to 256 characters"),
                Arguments.of(
                        START + "\"features\":[1,2]}", "malformed: features: expected an object of names and values"),
                Arguments.of(
                        START + "\"latencyMs\":-1}",
                        "malformed: latencyMs: expected milliseconds as a number, 0 or more"),
                Arguments.of(
                        START + "\"latencyMs\":\"3\"}",
                        "malformed: latencyMs: expected milliseconds as a number, 0 or more"),
                Arguments.of(
                        START + "\"latencyMs\":Infinity}",
                        "malformed: latencyMs: expected milliseconds as a number, 0 or more"),
                Arguments.of(START + "\"outcome\":\"good\"}", "malformed: outcome: expected ok or error"),
                Arguments.of(START + "\"arm\":[]}", "malformed: arm: expected text of 1 to 256 characters"),
                Arguments.of(START + "\"version\":\"\"}", "malformed: version: expected text of 1 to 256 characters"),
                Arguments.of(
                        START + "\"features\":{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}}",
                        "over_limit: objects and arrays nest deeper than 16"),
                Arguments.of(
                        "{\"kind\":\"label\",\"model\":\"flight_delay\",\"label\":\"late\"}",
                        "malformed: id: missing; a label needs the id of its prediction"),
                Arguments.of(
                        LABEL + "\"label\":null}", "malformed: label: expected a class as text, number or boolean"),
                Arguments.of(
                        "{\"kind\":\"label\",\"model\":\"demand\",\"id\":\"a\",\"label\":\"12\"}",
                        "malformed: label: expected a number"),
                Arguments.of(
                        "{\"kind\":\"label\",\"model\":\"demand\",\"id\":\"a\",\"label\":NaN}",
                        "malformed: label: expected a number"),
                Arguments.of(
                        "{\"kind\":\"score\",\"model\":\"topic\",\"name\":\"grounded\"}",
                        "malformed: value: missing; a score needs it"),
                Arguments.of(
                        "{\"kind\":\"business\",\"model\":\"topic\",\"event\":\"refund\",\"value\":-5}",
                        "malformed: value: expected the amount as a number, 0 or more"),
                Arguments.of(
                        "{\"kind\":\"feedback\",\"model\":\"topic\"}",
                        "malformed: rating: missing; a feedback needs it"),
                Arguments.of(
                        "{\"kind\":\"downstream\",\"model\":\"topic\",\"consumer\":\"mail\"}",
                        "malformed: outcome: missing; a downstream effect needs it"),
                Arguments.of(
                        "{\"kind\":\"run\",\"model\":\"topic\",\"run\":\"1\"}",
                        "malformed: status: missing; a run needs it"));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void aBadLineIsAnsweredWithWhatWasExpected(String line, String answer) {
        assertThat(Lines.reason(line)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "\"2475\"", "\"NaN\"", "{\"a\":1}", "[1]"})
    void anUnusableNumberInvalidatesItsColumnAndNotItsLine(String value) {
        DecodedBatch batch = Lines.only(START + "\"features\":{\"distance\":" + value + ",\"origin\":\"JFK\"}}");

        assertThat(batch.numbers(0)[0]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(batch.texts(1)[0]).isEqualTo("JFK");
    }

    @ParameterizedTest
    @CsvSource({"true,1", "false,0", "-3.5,-3.5", "1e3,1000"})
    void booleansAndNumbersAreNumbers(String json, double value) {
        assertThat(Lines.only(START + "\"features\":{\"distance\":" + json + "}}")
                        .numbers(0)[0])
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "7,7", "7.0,7", "7.5,7.5", "'\"JFK\"',JFK"})
    void categoriesMayBeWrittenAsNumbersAndBooleans(String json, String category) {
        assertThat(Lines.only(START + "\"features\":{\"origin\":" + json + "}}").texts(1)[0])
                .isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "{}", "[]"})
    void anUnusableCategoryInvalidatesItsColumnAndNotItsLine(String json) {
        assertThat(Lines.only(START + "\"features\":{\"origin\":" + json + "}}").texts(1)[0])
                .isEqualTo(DecodedBatch.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1.5", "-0.1", "\"0.8\"", "true"})
    void aConfidenceThatIsNoProbabilityIsInvalid(String json) {
        assertThat(Lines.only(START + "\"confidence\":" + json + "}").confidence(0))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aLineOfTenMegabytesIsOverTheLimitAndItsNeighbourCounts() {
        String huge = START + "\"id\":\"" + "x".repeat(10 << 20) + "\"}";

        Decoded decoded = Lines.decode(huge + "\n" + START + "\"id\":\"a\"}");

        assertThat(decoded.events()).isEqualTo(1);
        assertThat(decoded.rejections().inOrder())
                .containsExactly(new Rejection(
                        1, IngestResult.OVER_LIMIT, "the line has 10485812 bytes; at most 1048576 are read"));
    }

    @Test
    void ofAFloodOfBadLinesAllAreCountedAndTheFirstAreExplained() {
        Decoded decoded = Lines.decode("x\n".repeat(5_000));

        assertThat(decoded.rejections().total()).isEqualTo(5_000);
        assertThat(decoded.rejections().inOrder()).hasSize(Rejections.KEPT);
    }

    @Test
    void noAnswerQuotesTheLine() {
        String secret = "Xk7secret";

        Decoded decoded = Lines.decode(String.join(
                "\n",
                secret,
                START + "\"features\":" + secret + "}",
                START + "\"features\":{\"distance\":\"" + secret + "\",\"origin\":" + secret + "}}",
                START + "\"outcome\":\"" + secret + "\"}",
                START + "\"time\":\"" + secret + "\"}",
                "{\"kind\":\"" + secret + "\"}",
                "{\"kind\":\"label\",\"model\":\"" + secret + "\"}",
                LABEL + "\"label\":[\"" + secret + "\"]}"));

        assertThat(decoded.rejections().inOrder())
                .hasSize(8)
                .noneMatch(bad -> bad.reason().contains(secret));
    }
}
