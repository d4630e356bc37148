package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line may hold as much as its bounds say, and one more costs it. */
class DecodeLimitsTest {
    private static final String START = "{\"kind\":\"prediction\",\"model\":\"topic\",";

    private static List<String> reasons(String line, DecodeLimits limits, Decoder.Format format) {
        return Lines.decode(line, format, limits).rejections().inOrder().stream()
                .map(rejection -> rejection.result().label() + ": " + rejection.reason())
                .toList();
    }

    private static List<String> reasons(String line, DecodeLimits limits) {
        return reasons(line, limits, Decoder.Format.LINES);
    }

    @Test
    void aLineIsAsLongAsItsBound() {
        String line = START + "\"prediction\":\"a\"}";

        assertThat(reasons(line, new DecodeLimits(line.length(), 16, 16, 3))).isEmpty();
        assertThat(reasons(line, new DecodeLimits(line.length() - 1, 16, 16, 3)))
                .containsExactly("over_limit: the line has " + line.length() + " bytes; at most " + (line.length() - 1)
                        + " are read");
    }

    @Test
    void anIdIsAsLongAsItsBound() {
        DecodeLimits limits = new DecodeLimits(1_000, 4, 16, 3);

        assertThat(reasons(START + "\"prediction\":\"a\",\"id\":\"1234\"}", limits))
                .isEmpty();
        assertThat(reasons(START + "\"prediction\":\"a\",\"id\":\"12345\"}", limits))
                .containsExactly("malformed: id: expected 1 to 4 characters");
    }

    @Test
    void aVersionIsAsLongAsTheBoundOfTexts() {
        DecodeLimits limits = new DecodeLimits(1_000, 16, 16, 3);

        assertThat(reasons(START + "\"prediction\":\"a\",\"version\":\"" + "v".repeat(16) + "\"}", limits))
                .isEmpty();
        assertThat(reasons(START + "\"prediction\":\"a\",\"version\":\"" + "v".repeat(17) + "\"}", limits))
                .containsExactly("malformed: version: expected text of 1 to 16 characters");
    }

    @Test
    void aCategoryBeyondTheBoundOfTextsIsInvalidAndItsLineCounts() {
        DecodeLimits limits = new DecodeLimits(1_000, 16, 16, 3);
        String flight = "{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"prediction\":\"a\",\"features\":"
                + "{\"origin\":\"" + "o".repeat(16) + "\"}}";

        DecodedBatch batch = Lines.decode(flight + "\n" + flight.replace("\"oo", "\"ooo"), Decoder.Format.LINES, limits)
                .batches()
                .get(0);

        assertThat(batch.texts(1)[0]).isEqualTo("o".repeat(16));
        assertThat(batch.texts(1)[1]).isEqualTo(DecodedBatch.INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, DecodeLimits.MOST_DEPTH})
    void valuesNestAsDeepAsTheirBoundEvenInFeaturesInAnArrayOfEvents(int depth) {
        DecodeLimits limits = new DecodeLimits(1_000, 16, 16, depth);
        String deep = "[" + START + "\"prediction\":\"a\",\"features\":{\"x\":" + "[".repeat(depth) + "]".repeat(depth)
                + "}}]";
        String deeper = deep.replace("[]", "[[]]");

        assertThat(reasons(deep, limits, Decoder.Format.ARRAY)).isEmpty();
        assertThat(reasons(deeper, limits, Decoder.Format.ARRAY))
                .containsExactly("over_limit: objects and arrays nest deeper than " + depth);
    }
}
