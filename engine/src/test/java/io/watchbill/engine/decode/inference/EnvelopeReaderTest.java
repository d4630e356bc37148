package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.Rejection;
import io.watchbill.engine.decode.inference.EnvelopeReader.Envelopes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** CloudEvents in structured mode. */
class EnvelopeReaderTest {
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"c1\",\"source\":\"http://localhost:9081/\","
            + "\"type\":\"org.kubeflow.serving.inference.request\",\"time\":\"2026-11-26T10:00:00Z\","
            + "\"inferenceservicename\":\"flight-delay\",\"namespace\":\"travel\",\"component\":\"predictor\","
            + "\"endpoint\":\"default\",\"metadata\":\"{}\",\"traceparent\":7,\"data\":{\"inputs\":[1, 2]}}";

    private static Envelopes read(String body, boolean batch) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return EnvelopeReader.read(bytes, bytes.length, batch);
    }

    private static String reason(String body) {
        return read(body, false).rejections().inOrder().get(0).reason();
    }

    @Test
    void attributesAndDataAreRead() {
        InferenceEvent event = read(EVENT, false).events().get(0);

        assertThat(event.half()).isEqualTo(InferenceEvent.Half.REQUEST);
        assertThat(event.id()).isEqualTo("c1");
        assertThat(event.time()).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(event.service()).isEqualTo("flight-delay");
        assertThat(event.endpoint()).isEqualTo("default");
        assertThat(event.data()).asString(StandardCharsets.UTF_8).isEqualTo("{\"inputs\":[1, 2]}");
    }

    @Test
    void aComponentBehindAnotherIsAnotherOrigin() {
        String behind = EVENT.replace("\"predictor\"", "\"transformer\"");

        assertThat(read(behind, false).events().get(0).origin())
                .isNotEqualTo(read(EVENT, false).events().get(0).origin());
        assertThat(read(EVENT.replace(".request", ".response"), false)
                        .events()
                        .get(0)
                        .origin())
                .isEqualTo(read(EVENT, false).events().get(0).origin());
    }

    @Test
    void dataMayBeBase64() {
        String data = Base64.getEncoder().encodeToString("{\"inputs\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(read(EVENT.replace("\"data\":{\"inputs\":[1, 2]}", "\"data_base64\":\"" + data + "\""), false)
                        .events()
                        .get(0)
                        .data())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"inputs\":[]}");
        assertThat(reason(EVENT.replace("\"data\":{\"inputs\":[1, 2]}", "\"data_base64\":\"?\"")))
                .isEqualTo("data_base64: expected base64");
    }

    @Test
    void aBadEventOfABatchCostsOnlyItself() {
        Envelopes read = read("[" + EVENT + "," + EVENT.replace("\"c1\"", "\"\"") + "," + EVENT + "]", true);

        assertThat(read.events()).hasSize(2);
        assertThat(read.rejections().inOrder())
                .extracting(Rejection::line, Rejection::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, "id: missing; every CloudEvent has it"));
    }

    @Test
    void whatNamesNoOneCallIsRefused() {
        String twice = EVENT.replace("\"id\":\"c1\"", "\"id\":\"c1\",\"id\":\"c2\"");
        Envelopes read = read("[" + twice + "," + EVENT + "]", true);

        assertThat(reason(twice)).isEqualTo("id: it is there twice; expected once");
        assertThat(read.events()).hasSize(1);
        assertThat(read.rejections().total()).isEqualTo(1);
        // With it, namespace and source could change places.
        assertThat(reason(EVENT.replace("localhost:9081/", "localhost:9081/\\ntravel")))
                .isEqualTo("source: expected no control characters");
    }

    @Test
    void whatIsNoCloudEventIsRefusedWithTheReason() {
        assertThat(reason("[]")).isEqualTo("expected a CloudEvent as a JSON object");
        assertThat(reason("")).isEqualTo("expected a CloudEvent as a JSON object");
        assertThat(reason(EVENT + "{}")).isEqualTo("specversion: missing; every CloudEvent has it");
        assertThat(reason(EVENT.substring(0, 40))).isEqualTo("not valid JSON; nothing after this event was read");
        assertThat(reason(EVENT.replace("\"1.0\"", "\"0.3\""))).isEqualTo("specversion: expected 1.0");
        assertThat(reason(EVENT.replace("\"source\"", "\"sauce\"")))
                .isEqualTo("source: missing; every CloudEvent has it");
        assertThat(reason(EVENT.replace("org.kubeflow.serving.inference.request", "com.example.order")))
                .isEqualTo("type: expected org.kubeflow.serving.inference.request or"
                        + " org.kubeflow.serving.inference.response, as KServe's logger sends them");
        assertThat(reason(EVENT.replace("\"c1\"", "\"" + "c".repeat(1_025) + "\"")))
                .isEqualTo("id: expected at most 1024 characters");
        assertThat(read(EVENT.replace("\"c1\"", "\"" + "c".repeat(1_024) + "\""), false)
                        .events())
                .hasSize(1);
        assertThat(read("[" + EVENT + "][]", true).rejections().inOrder().get(0).reason())
                .isEqualTo("expected a CloudEvent as a JSON object");
        assertThat(read("[]", true).rejections().total()).isZero();
        assertThat(read(EVENT, true).rejections().inOrder().get(0).reason())
                .isEqualTo("expected a JSON array of CloudEvents");
    }
}
