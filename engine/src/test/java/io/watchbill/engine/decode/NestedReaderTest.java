package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.EventLayout.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores by class, and segments. */
class NestedReaderTest {
    private static final EventLayout TOPIC =
            new EventLayout("topic", Answer.CLASS, List.of(), List.of("region", "plan"));
    private static final String START = "{\"kind\":\"prediction\",\"model\":\"topic\",";

    private static Decoded decode(String... lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new Decoder(List.of(TOPIC), DecodeLimits.DEFAULT, Lines.IDS)
                .decode(body, body.length, Decoder.Format.LINES);
    }

    @Test
    void everyRowHasItsOwnScoresByClass() {
        DecodedBatch batch = decode(
                        START + "\"scores\":{\"a\":0.7,\"b\":0.3}}",
                        START + "\"prediction\":\"a\"}",
                        START + "\"scores\":{\"c\":1}}")
                .batches()
                .get(0);
        ClassScores scores = batch.classScores();

        assertThat(scores.end(0) - scores.start(0)).isEqualTo(2);
        assertThat(scores.classAt(1)).isEqualTo("b");
        assertThat(scores.scoreAt(1)).isEqualTo(0.3);
        assertThat(scores.end(1)).isEqualTo(scores.start(1));
        assertThat(scores.classAt(scores.start(2))).isEqualTo("c");
        assertThat(batch.confidence(0)).isEqualTo(0.7);
    }

    @Test
    void theScoresOfALineThatIsRefusedAreNobodys() {
        DecodedBatch batch = decode(
                        START + "\"scores\":{\"a\":0.7,\"b\":0.3},\"arm\":[]}", START + "\"scores\":{\"c\":1}}")
                .batches()
                .get(0);

        assertThat(batch.rows()).isEqualTo(1);
        assertThat(batch.classScores().start(0)).isZero();
        assertThat(batch.classScores().end(0)).isEqualTo(1);
        assertThat(batch.classScores().classAt(0)).isEqualTo("c");
    }

    @Test
    void declaredSegmentsAreReadAndOthersPassedOver() {
        DecodedBatch batch = decode(
                        START + "\"segment\":{\"plan\":7,\"device\":{\"x\":[1]},\"region\":\"east\"}}",
                        START + "\"segment\":{\"region\":null}}",
                        START + "\"segment\":null}")
                .batches()
                .get(0);

        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.segments(0)).startsWith("east", null, null);
        assertThat(batch.segments(1)).startsWith("7", null, null);
    }

    @Test
    void whatIsNoSegmentIsRefused() {
        List<Rejection> rejections = decode(START + "\"segment\":\"east\"}", START + "\"segment\":{\"region\":[]}}")
                .rejections()
                .inOrder();

        assertThat(rejections)
                .extracting(Rejection::reason)
                .containsExactly(
                        "segment: expected an object of names and values",
                        "segment.region: expected text of 1 to 256 characters");
    }
}
