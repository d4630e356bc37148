package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What good lines of every kind become, and that a bad line costs only itself. */
class DecoderTest {
    private static final String PREDICTION = """
            {"kind":"prediction","model":"flight_delay","version":"2001-01","id":"AA-17","time":"2001-02-01T07:05:00Z",\
            "features":{"distance":2475,"origin":"JFK"},"prediction":"on_time","score":0.18,"latencyMs":3.1,\
            "outcome":"ok","arm":"champion","segment":{"region":"east"},"run":"2001-02-01"}""";

    @Test
    void aPredictionFillsEveryColumn() {
        DecodedBatch batch = Lines.only(PREDICTION);

        assertThat(batch.kind(0)).isEqualTo(EventKind.PREDICTION);
        assertThat(batch.version(0)).isEqualTo("2001-01");
        assertThat(batch.time(0))
                .isEqualTo(Instant.parse("2001-02-01T07:05:00Z").toEpochMilli());
        assertThat(batch.hasId(0)).isTrue();
        assertThat(batch.numbers(0)[0]).isEqualTo(2475);
        assertThat(batch.texts(1)[0]).isEqualTo("JFK");
        assertThat(batch.answer(0)).isEqualTo("on_time");
        assertThat(batch.score(0)).isEqualTo(0.18);
        assertThat(batch.confidence(0)).isEqualTo(1 - 0.18);
        assertThat(batch.latencyMillis(0)).isEqualTo(3.1);
        assertThat(batch.failed(0)).isFalse();
        assertThat(batch.arm(0)).isEqualTo("champion");
    }

    @Test
    void everyOtherKindFillsWhatItIsAbout() {
        DecodedBatch batch = Lines.decode("""
                        {"kind":"label","model":"flight_delay","id":"AA-17","label":true,"predictionTime":981011100000}
                        {"kind":"score","model":"flight_delay","id":"AA-17","name":"groundedness","value":0.83}
                        {"kind":"business","model":"flight_delay","event":"rebooked","value":129.0,"unit":"usd"}
                        {"kind":"feedback","model":"flight_delay","id":17,"rating":"helpful"}
                        {"kind":"downstream","model":"flight_delay","consumer":"notifications","outcome":"rejected"}
                        {"kind":"run","model":"flight_delay","run":"2026-11-22","status":"complete","rows":1998231}
                        """).batches().get(0);

        assertThat(batch.rows()).isEqualTo(6);
        assertThat(batch.answer(0)).isEqualTo("true");
        assertThat(batch.predictionTime(0)).isEqualTo(981_011_100_000L);
        assertThat(batch.subject(1)).isEqualTo("groundedness");
        assertThat(batch.value(1)).isEqualTo(0.83);
        assertThat(batch.subject(2)).isEqualTo("rebooked");
        assertThat(batch.detail(2)).isEqualTo("usd");
        assertThat(batch.value(2)).isEqualTo(129);
        assertThat(batch.hasId(2)).isFalse();
        assertThat(batch.subject(3)).isEqualTo("helpful");
        assertThat(batch.hasId(3)).isTrue();
        assertThat(batch.subject(4)).isEqualTo("notifications");
        assertThat(batch.detail(4)).isEqualTo("rejected");
        assertThat(batch.subject(5)).isEqualTo("2026-11-22");
        assertThat(batch.detail(5)).isEqualTo("complete");
        assertThat(batch.value(5)).isEqualTo(1_998_231);
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        DecodedBatch batch = Lines.only("{\"features\":{\"distance\":7,\"other\":1},\"kind\":\"prediction\","
                + "\"id\":\"a\",\"model\":\"flight_delay\",\"prediction\":\"late\"}");

        assertThat(batch.numbers(0)[0]).isEqualTo(7);
        assertThat(batch.unknownFeatures()).isEqualTo(1);
        assertThat(batch.answer(0)).isEqualTo("late");
    }

    @Test
    void aMissingFeatureIsAMissingValue() {
        DecodedBatch batch =
                Lines.only("{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"features\":{\"distance\":null}}");

        assertThat(batch.numbers(0)[0]).isNaN();
        assertThat(batch.texts(1)[0]).isNull();
    }

    @Test
    void unknownFeaturesAreCountedAndIgnored() {
        DecodedBatch batch = Lines.only("{\"kind\":\"prediction\",\"model\":\"flight_delay\","
                + "\"features\":{\"weather\":{\"wind\":[1,2]},\"distance\":5,\"colour\":\"red\"}}");

        assertThat(batch.unknownFeatures()).isEqualTo(2);
        assertThat(batch.numbers(0)[0]).isEqualTo(5);
    }

    @Test
    void theConfidenceOfSeveralClassesIsTheHighestScore() {
        DecodedBatch batch = Lines.only("{\"kind\":\"prediction\",\"model\":\"topic\",\"prediction\":\"b\","
                + "\"scores\":{\"a\":0.2,\"b\":0.7,\"c\":0.1}}");

        assertThat(batch.confidence(0)).isEqualTo(0.7);
    }

    @Test
    void aRegressionPredictsNumbers() {
        DecodedBatch batch = Lines.only("{\"kind\":\"prediction\",\"model\":\"demand\",\"prediction\":12.5}");

        assertThat(batch.answerNumber(0)).isEqualTo(12.5);
        assertThat(batch.answer(0)).isNull();
        assertThat(batch.confidence(0)).isNaN();
    }

    @Test
    void theSameIdGivesTheSameHashHoweverItIsWritten() {
        DecodedBatch text = Lines.only("{\"kind\":\"label\",\"model\":\"topic\",\"id\":\"17\",\"label\":\"a\"}");
        DecodedBatch number = Lines.only("{\"kind\":\"label\",\"model\":\"topic\",\"id\":17,\"label\":\"a\"}");

        assertThat(List.of(number.idHigh(0), number.idLow(0))).isEqualTo(List.of(text.idHigh(0), text.idLow(0)));
    }

    @Test
    void aBadLineNeverCostsItsNeighbours() {
        Decoded decoded =
                Lines.decode(PREDICTION + "\n{\"kind\":\"prediction\n\n" + PREDICTION + "\r\n{}\n" + PREDICTION);

        assertThat(decoded.events()).isEqualTo(3);
        assertThat(decoded.rejections().inOrder()).extracting(Rejection::line).containsExactly(2, 5);
        assertThat(decoded.lines()).isEqualTo(5);
    }

    @Test
    void eventsOfSeveralModelsAreKeptApartInLineOrder() {
        Decoded decoded = Lines.decode("{\"kind\":\"prediction\",\"model\":\"topic\",\"prediction\":\"a\"}\n"
                + PREDICTION + "\n{\"kind\":\"prediction\",\"model\":\"topic\",\"prediction\":\"b\"}");

        assertThat(decoded.batches())
                .extracting(batch -> batch.layout().model())
                .containsExactly("topic", "flight_delay");
        assertThat(decoded.batches().get(0).answer(1)).isEqualTo("b");
        assertThat(decoded.batches().get(0).line(1)).isEqualTo(3);
    }

    @Test
    void aBatchHoldsAtMostSoManyRows() {
        String line = "{\"kind\":\"prediction\",\"model\":\"topic\",\"prediction\":\"a\"}\n";

        Decoded decoded = Lines.decode(line.repeat(DecodedBatch.MOST_ROWS + 1));

        assertThat(decoded.batches()).extracting(DecodedBatch::rows).containsExactly(DecodedBatch.MOST_ROWS, 1);
    }

    @Test
    void anArrayHoldsTheSameEvents() {
        Decoded decoded = Lines.array("[" + PREDICTION + ", 7,\n" + PREDICTION + "]");

        assertThat(decoded.events()).isEqualTo(2);
        assertThat(decoded.batches().get(0).answer(1)).isEqualTo("on_time");
        assertThat(decoded.rejections().inOrder())
                .containsExactly(new Rejection(2, IngestResult.MALFORMED, "expected a JSON object"));
    }

    @Test
    void anArrayThatBreaksOffKeepsWhatCameBefore() {
        Decoded decoded = Lines.array("[" + PREDICTION + "," + PREDICTION);

        assertThat(decoded.events()).isEqualTo(2);
        assertThat(decoded.rejections().inOrder())
                .containsExactly(new Rejection(
                        3, IngestResult.MALFORMED, "not valid JSON; nothing after this element was read"));
    }

    @Test
    void oneObjectAloneIsAnArrayOfOne() {
        assertThat(Lines.array(PREDICTION).events()).isEqualTo(1);
    }

    @Test
    void bytesOfAnotherFormatAreNoObjects() {
        Decoded decoded = Lines.decode("PAR1\u0015\u0004\n\u0001\u0002\n");

        assertThat(decoded.lines()).isEqualTo(2);
        assertThat(decoded.objects()).isZero();
    }

    /** Lines of which a parser of several lines would read too much, or too little. */
    static Stream<String> linesThatMislead() {
        String head = PREDICTION.substring(0, PREDICTION.length() - 1);
        return Stream.of(
                head,
                head + ",",
                head + ",\"id\":",
                head + ",\"id\":\"a",
                head + ",\"features\":{",
                head + ",\"features\":{}",
                "{",
                "}",
                "{}",
                "[",
                "7",
                PREDICTION + PREDICTION,
                PREDICTION + " 7",
                PREDICTION + "}",
                " \t" + PREDICTION + " \r",
                "\uFEFF" + PREDICTION,
                head + ",\"later\":[{\"a\":[]}]}",
                "{\"features\":{}," + PREDICTION.substring(1),
                "{\"kind\":\"prediction\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linesThatMislead")
    void aLineIsReadAsIfItWereAlone(String line) {
        Decoded alone = Lines.decode(line);
        Decoded among = Lines.decode(String.join("\n", PREDICTION, line, PREDICTION, "", line, PREDICTION));

        assertThat(among.lines()).isEqualTo(5);
        assertThat(among.objects()).isEqualTo(3 + 2 * alone.objects());
        assertThat(among.events()).isEqualTo(3 + 2 * alone.events());
        assertThat(among.rejections().inOrder().stream().map(Rejection::reason).toList())
                .isEqualTo(Stream.of(alone, alone)
                        .flatMap(once -> once.rejections().inOrder().stream())
                        .map(Rejection::reason)
                        .toList());
    }
}
