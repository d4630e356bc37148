package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lines that a call becomes. */
class InferenceRowsTest {
    private static final String LATE =
            "{\"model_name\":\"flight_delay\",\"outputs\":[{\"name\":\"predict\",\"datatype\":\"BYTES\",\"shape\":[1],"
                    + "\"data\":[\"late\"]}]}";

    @Test
    void tensorsNamedLikeFeaturesBecomeALineOfOneRow() {
        assertThat(Calls.lines(Calls.request("other", Calls.FLIGHT), Calls.response(LATE)))
                .isEqualTo("{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"id\":\"c1\","
                        + "\"time\":\"2026-11-26T10:00:00Z\",\"features\":{\"distance\":740.5,\"origin\":\"JFK\"},"
                        + "\"prediction\":\"late\"}");
    }

    @Test
    void aBatchBecomesALineForEachRowWithItsNumberInTheId() {
        String lines = Calls.lines(
                Calls.request(
                        "demand",
                        "{\"inputs\":[{\"name\":\"price\",\"datatype\":\"FP32\",\"shape\":[2,1],\"data\":[[1.5],[2]]}]}"),
                Calls.response(
                        "{\"outputs\":[{\"name\":\"output-0\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[10,20]}]}"));

        assertThat(lines.lines())
                .containsExactly(
                        "{\"kind\":\"prediction\",\"model\":\"demand\",\"id\":\"c1/0\",\"time\":\"2026-11-26T10:00:00Z\","
                                + "\"features\":{\"price\":1.5},\"prediction\":10}",
                        "{\"kind\":\"prediction\",\"model\":\"demand\",\"id\":\"c1/1\",\"time\":\"2026-11-26T10:00:00Z\","
                                + "\"features\":{\"price\":2},\"prediction\":20}");
    }

    @Test
    void aMatrixHasTheFeaturesInTheOrderOfTheSpecification() {
        String lines = Calls.lines(
                Calls.request(
                        "flight-delay",
                        "{\"inputs\":[{\"name\":\"input-0\",\"datatype\":\"FP64\",\"shape\":[2,2],\"data\":[1,2,3,4]}]}"),
                Calls.response(
                        "{\"outputs\":[{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[2],\"data\":[0,1]}]}"));

        assertThat(lines)
                .contains("\"features\":{\"distance\":1,\"origin\":2},\"prediction\":0")
                .contains("\"features\":{\"distance\":3,\"origin\":4},\"prediction\":1");
    }

    @Test
    void namesInTheParametersSayWhichColumnIsWhich() {
        String names = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"BYTES\",\"shape\":[1,3],"
                + "\"parameters\":{\"columns\":%s},\"data\":[\"JFK\",true,null]}]}";

        for (String columns : new String[] {"\"origin, urgent, distance\"", "[\"origin\",\"urgent\",\"distance\"]"}) {
            assertThat(Calls.lines(Calls.request("flight_delay", String.format(names, columns)), Calls.response(LATE)))
                    .contains("\"features\":{\"origin\":\"JFK\",\"distance\":null,\"?\":null}");
        }
    }

    @Test
    void inputsThatAreNoFeaturesAreOnlyCounted() {
        String lines = Calls.lines(
                Calls.request(
                        "flight_delay",
                        "{\"inputs\":[{\"name\":\"picture\",\"datatype\":\"UINT8\",\"shape\":[1,2,2],\"data\":[1,2,3,4]},"
                                + "{\"name\":\"secret\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"s3cret\"]}]}"),
                Calls.response(LATE));

        assertThat(lines).contains("\"features\":{\"?\":null,\"?\":null}").doesNotContain("s3cret");
    }

    @Test
    void theModelIsFoundByThePayloadElseByTheServiceWhoseHyphensAreUnderscores() {
        String anyone = LATE.replace("flight_delay", "unheard-of");

        assertThat(Calls.lines(Calls.request("flight-delay", Calls.FLIGHT), Calls.response(anyone)))
                .contains("\"model\":\"flight_delay\"");
        assertThat(Calls.lines(Calls.request("demand", Calls.FLIGHT), Calls.response(LATE)))
                .contains("\"model\":\"flight_delay\"");
    }

    @Test
    void theRowsOfAnUnknownModelAreLinesThatNameIt() {
        assertThat(Calls.lines(
                                Calls.request(
                                        "nobody",
                                        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1,2]}]}"),
                                Calls.response("{\"outputs\":[]}"))
                        .lines())
                .containsExactly(
                        "{\"kind\":\"prediction\",\"model\":\"nobody\"}",
                        "{\"kind\":\"prediction\",\"model\":\"nobody\"}");
    }

    @Test
    void aRequestAloneIsAFailedCall() {
        assertThat(Calls.lines(Calls.request("flight_delay", Calls.FLIGHT), null))
                .endsWith("\"features\":{\"distance\":740.5,\"origin\":\"JFK\"},\"outcome\":\"error\"}");
    }

    @Test
    void versionAndEndpointAreTheVersionAndTheArm() {
        InferenceEvent request = Calls.request("flight_delay", Calls.FLIGHT);
        InferenceEvent canary = new InferenceEvent(
                request.half(),
                request.id(),
                request.origin(),
                request.time(),
                request.service(),
                "canary",
                request.data());
        String response = LATE.replace("{\"model_name\"", "{\"model_version\":\"7\",\"model_name\"");

        assertThat(Calls.lines(canary, Calls.response(response)))
                .contains("\"version\":\"7\"")
                .contains("\"arm\":\"canary\"");
    }

    @Test
    void theProtocolBeforeIsReadToo() {
        assertThat(Calls.lines(
                                Calls.request("flight-delay", "{\"instances\":[[740,\"JFK\"],[2475,\"LAX\"]]}"),
                                Calls.response("{\"predictions\":[\"late\",\"on_time\"]}"))
                        .lines())
                .hasSize(2)
                .anyMatch(line -> line.endsWith(
                        "\"features\":{\"distance\":2475,\"origin\":\"LAX\"},\"prediction\":\"on_time\"}"));
        assertThat(Calls.lines(
                        Calls.request("flight-delay", "{\"instances\":[{\"distance\":740},{\"origin\":\"LAX\"}]}"),
                        Calls.response("{\"predictions\":[{\"label\":1,\"scores\":[0.1,0.9]},"
                                + "{\"label\":0,\"scores\":[0.8,0.2]}]}")))
                .contains("{\"distance\":740,\"origin\":null},\"prediction\":1,\"score\":0.9}")
                .contains("{\"distance\":null,\"origin\":\"LAX\"},\"prediction\":0,\"score\":0.2}");
    }
}
