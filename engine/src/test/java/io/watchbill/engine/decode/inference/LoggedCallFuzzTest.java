package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever a model server logs becomes lines of events, or is refused for a reason that says nothing of what stood there.
 * The inputs hold {@value #CANARY} wherever a sender is free to write.
 */
class LoggedCallFuzzTest {
    private static final String CANARY = "§";
    private static final List<String> SERVICES = List.of("flight-delay", "demand", "topic", "nobody");

    /** The first line is the request, the second the response; each is told to every model. */
    @FuzzTest
    void aCallIsLinesOfEventsOrRefusedWithoutAQuote(byte[] call) {
        int end = 0;
        while (end < call.length && call[end] != '\n') {
            end++;
        }
        String request = new String(call, 0, end, StandardCharsets.UTF_8);
        String response = new String(call, end, call.length - end, StandardCharsets.UTF_8);
        for (String service : SERVICES) {
            try {
                byte[] lines = Calls.rows().lines(Calls.request(service, request), Calls.response(response));
                Decoded decoded = new Decoder(Calls.MODELS, DecodeLimits.DEFAULT, new IdHash(1, 2))
                        .decode(lines, lines.length, Decoder.Format.LINES);
                assertThat(decoded.lines()).isBetween(0, InferenceRows.MOST_ROWS);
                assertThat(decoded.objects()).isEqualTo(decoded.lines());
                assertThat(decoded.rejections().inOrder())
                        .extracting(Rejection::reason)
                        .noneMatch(reason -> reason.contains(CANARY));
            } catch (PayloadException refused) {
                assertThat(refused.reason()).isNotBlank().doesNotContain(CANARY);
            }
        }
    }

    @FuzzTest
    void anEnvelopeIsEventsOrRejectionsWithoutAQuote(byte[] body) {
        for (boolean batch : new boolean[] {false, true}) {
            EnvelopeReader.Envelopes read = EnvelopeReader.read(body, body.length, batch);

            for (InferenceEvent event : read.events()) {
                assertThat(event.data().length).isLessThanOrEqualTo(body.length);
                assertThat(event.id()).isNotEmpty();
            }
            int numbered = read.events().size() + 1;
            List<Rejection> rejections = read.rejections().inOrder();
            assertThat(read.events().size() + rejections.size()).isBetween(batch ? 0 : 1, body.length + 1);
            for (Rejection rejection : rejections) {
                assertThat(rejection.line()).isBetween(1, numbered + rejections.size());
                assertThat(rejection.reason()).isNotBlank().doesNotContain(CANARY);
            }
            byte[] longer = Arrays.copyOf(body, body.length + 7);
            assertThat(EnvelopeReader.read(longer, body.length, batch).events())
                    .usingRecursiveComparison()
                    .isEqualTo(read.events());
        }
    }
}
