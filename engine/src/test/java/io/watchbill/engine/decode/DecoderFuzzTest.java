package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.engine.decode.EventLayout.Answer;
import io.watchbill.engine.decode.EventLayout.Feature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whatever a sender writes: every line is an event or a rejection, a bad line costs only itself, and no reason says what
 * stood in it. The inputs hold {@value #CANARY} wherever a sender is free to write.
 */
class DecoderFuzzTest {
    private static final String CANARY = "§";
    private static final EventLayout CLAIMS = new EventLayout(
            "claims",
            Answer.BINARY,
            List.of(new Feature("amount", true), new Feature("region", false), new Feature("age", true)),
            List.of("channel", "country"));
    private static final DecodeLimits LIMITS = new DecodeLimits(1_000, 20, 20, 6);

    private static Decoded decode(byte[] body, Decoder.Format format) {
        List<EventLayout> layouts = List.of(Lines.FLIGHT, Lines.TOPIC, Lines.DEMAND, CLAIMS);
        return new Decoder(layouts, LIMITS, Lines.IDS).decode(body, body.length, format);
    }

    @FuzzTest
    void everyLineIsAnEventOrARejectionWithoutAQuote(byte[] body) {
        List<byte[]> lines = lines(body);

        Decoded decoded = decode(body, Decoder.Format.LINES);

        assertThat(decoded.lines()).isLessThanOrEqualTo(lines.size());
        assertCounted(decoded, lines.size());
        assertThat(decoded.events() + decoded.rejections().total()).isEqualTo(decoded.lines());
        List<Integer> taken = new ArrayList<>();
        decoded.batches().forEach(batch -> {
            for (int row = 0; row < batch.rows(); row++) {
                taken.add(batch.line(row));
            }
        });
        assertThat(taken).doesNotHaveDuplicates().allMatch(line -> line >= 1 && line <= lines.size());
        for (Rejection rejection : decoded.rejections().inOrder()) {
            byte[] line = lines.get(rejection.line() - 1);
            if (!hasMark(line)) {
                assertThat(decode(line, Decoder.Format.LINES).rejections().inOrder())
                        .containsExactly(new Rejection(1, rejection.result(), rejection.reason()));
            }
        }
        ByteArrayOutputStream good = new ByteArrayOutputStream();
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        taken.stream().sorted().forEach(line -> {
            good.writeBytes(lines.get(line - 1));
            good.write('\n');
            array.write(array.size() == 0 ? '[' : ',');
            array.writeBytes(withoutMark(lines.get(line - 1)));
        });
        array.write(
                taken.isEmpty() ? "[]".getBytes(StandardCharsets.UTF_8) : new byte[] {']'}, 0, taken.isEmpty() ? 2 : 1);
        assertThat(events(decode(good.toByteArray(), Decoder.Format.LINES))).isEqualTo(events(decoded));
        assertThat(events(decode(array.toByteArray(), Decoder.Format.ARRAY))).isEqualTo(events(decoded));
    }

    @FuzzTest
    void everyElementIsAnEventOrARejectionWithoutAQuote(byte[] body) {
        Decoded decoded = decode(body, Decoder.Format.ARRAY);

        assertCounted(decoded, body.length + 1);
        assertThat(decoded.events() + decoded.rejections().total()).isEqualTo(decoded.lines());
        assertThat(decoded.lines()).isLessThanOrEqualTo(body.length + 1);
    }

    private static void assertCounted(Decoded decoded, int most) {
        assertThat(decoded.objects()).isBetween(0, decoded.lines());
        for (Rejection rejection : decoded.rejections().inOrder()) {
            assertThat(rejection.line()).isBetween(1, most);
            assertThat(rejection.reason()).isNotBlank().doesNotContain(CANARY);
        }
        for (DecodedBatch batch : decoded.batches()) {
            assertThat(batch.rows()).isBetween(1, DecodedBatch.MOST_ROWS);
            for (int row = 0; row < batch.rows(); row++) {
                assertThat(batch.latencyMillis(row)).isNotInfinite();
                assertThat(batch.value(row)).isNotInfinite();
                if (batch.kind(row) == EventKind.PREDICTION) {
                    // Infinity stands for what was sent and is none. Nobody reads the confidence of another event.
                    assertThat(batch.confidence(row))
                            .matches(sure -> sure.isNaN() || sure.isInfinite() || (sure >= 0 && sure <= 1));
                }
            }
        }
    }

    /** Each line may begin with a mark, as where files were put together; an element of an array may not. */
    private static byte[] withoutMark(byte[] line) {
        return hasMark(line) ? Arrays.copyOfRange(line, 3, line.length) : line;
    }

    private static boolean hasMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    /** The lines as the decoder numbers them: without a byte order mark, and none after the last line's end. */
    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int start = hasMark(body) ? 3 : 0;
        for (int end = start; end <= body.length && start < body.length; end++) {
            if (end == body.length || body[end] == '\n') {
                lines.add(Arrays.copyOfRange(body, start, end));
                start = end + 1;
            }
        }
        return lines;
    }

    /** All that is known of each event, by line, without the line's number. */
    private static List<List<Object>> events(Decoded decoded) {
        SortedMap<Integer, List<Object>> events = new TreeMap<>();
        for (DecodedBatch batch : decoded.batches()) {
            for (int row = 0; row < batch.rows(); row++) {
                List<Object> event = new ArrayList<>(Arrays.asList(
                        batch.layout().model(),
                        batch.kind(row),
                        batch.time(row),
                        batch.predictionTime(row),
                        batch.hasId(row),
                        batch.hasId(row) ? batch.idHigh(row) : 0,
                        batch.hasId(row) ? batch.idLow(row) : 0,
                        batch.failed(row),
                        batch.version(row),
                        batch.arm(row),
                        batch.answer(row),
                        batch.answerNumber(row),
                        batch.score(row),
                        batch.confidence(row),
                        batch.latencyMillis(row),
                        batch.subject(row),
                        batch.detail(row),
                        batch.value(row)));
                List<Feature> features = batch.layout().features();
                for (int column = 0; column < features.size(); column++) {
                    event.add(features.get(column).numeric() ? batch.numbers(column)[row] : batch.texts(column)[row]);
                }
                for (int segment = 0; segment < batch.layout().segments().size(); segment++) {
                    event.add(batch.segments(segment)[row]);
                }
                events.put(batch.line(row), event);
            }
        }
        return List.copyOf(events.values());
    }
}
