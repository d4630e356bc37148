package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.Rejection;
import io.watchbill.engine.decode.inference.InferenceEvent.Half;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a sender writes is read, or refused with a reason; never another exception. */
class MutatedPayloadsTest {
    private static final int MUTATIONS = 5_000;
    private static final String REQUEST = "{\"inputs\":[{\"name\":\"distance\",\"datatype\":\"FP64\",\"shape\":[2,1],"
            + "\"parameters\":{\"columns\":[\"distance\"],\"content_type\":\"np\"},\"data\":[[1.5],[2]]},"
            + "{\"name\":\"origin\",\"shape\":[2],\"data\":[\"a\",null]}],\"parameters\":{\"columns\":\"a,b\"}}";
    private static final String INSTANCES = "{\"instances\":[{\"distance\":1,\"origin\":[2]},{\"distance\":2}]}";
    private static final String RESPONSE = "{\"model_name\":\"topic\",\"model_version\":\"1\",\"outputs\":["
            + "{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[2],\"data\":[0,1]},"
            + "{\"name\":\"scores\",\"shape\":[2,2],\"parameters\":{\"classes\":\"x,y\"},\"data\":[0.1,0.9,1e999,NaN]}]}";
    private static final String PREDICTIONS = "{\"predictions\":[{\"label\":1,\"scores\":[1,2]},{\"label\":2}]}";
    private static final String EVENTS = "[{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"s\","
            + "\"type\":\"x.inference.request\",\"data\":{\"inputs\":[1]}},{\"specversion\":\"1.0\",\"id\":\"a\","
            + "\"source\":\"s\",\"type\":\"x.inference.response\",\"data_base64\":\"e30=\"}]";
    private static final List<String> SERVICES = List.of("flight_delay", "demand", "topic", "nobody");
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "\"",
            "0",
            "-1",
            "null",
            "true",
            "1e400",
            "\"data\":",
            "\"shape\":",
            "[[]]",
            "{}");

    private static String mutated(Random random, String... texts) {
        StringBuilder text = new StringBuilder(texts[random.nextInt(texts.length)]);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(12)));
                default -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void callsAreReadOrRefusedWithAReason(long seed) {
        Random random = new Random(seed);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            InferenceEvent request =
                    Calls.request(SERVICES.get(random.nextInt(SERVICES.size())), mutated(random, REQUEST, INSTANCES));
            InferenceEvent response =
                    random.nextInt(5) == 0 ? null : Calls.response(mutated(random, RESPONSE, PREDICTIONS));
            try {
                read += Calls.rows().lines(request, response).length > 0 ? 1 : 0;
            } catch (PayloadException e) {
                assertThat(e.reason()).isNotBlank();
                refused++;
            }
        }

        assertThat(read).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void envelopesAreReadOrRefusedWithAReason(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = mutated(random, EVENTS).getBytes(StandardCharsets.UTF_8);

            EnvelopeReader.Envelopes read = EnvelopeReader.read(body, body.length, random.nextBoolean());

            assertThat(read.events().size() + read.rejections().total()).isPositive();
            assertThat(read.rejections().inOrder())
                    .extracting(Rejection::reason)
                    .doesNotContain("");
            assertThat(read.events()).allMatch(event -> event.half() == Half.REQUEST || event.half() == Half.RESPONSE);
        }
    }
}
