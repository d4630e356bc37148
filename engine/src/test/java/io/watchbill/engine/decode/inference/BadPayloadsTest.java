package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.engine.decode.IngestResult;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that no events are made of, with their reasons. */
class BadPayloadsTest {
    private static final String GOOD =
            "{\"outputs\":[{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[1]}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | the request: expected a JSON object",
                "{\"inputs\":[ | the request: not valid JSON",
                "{\"id\":\"x\"} | the request: expected inputs (or instances) of the Open Inference Protocol",
                "{\"inputs\":{}} | inputs: expected an array of tensors",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1]}]} | inputs[0]: data is missing",
                "{\"inputs\":[{\"name\":\"distance\",\"data\":[1]}]} | inputs[0]: shape is missing",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[2],\"data\":[1]}]}"
                        + " | inputs[0]: its shape does not say how many values its data has",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1,0],\"data\":[]}]}"
                        + " | inputs[0].shape: expected every dimension after the first to be 1 or more",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[-1],\"data\":[1]}]}"
                        + " | inputs[0].shape: expected an array of up to 8 whole numbers, 0 or more",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"data\":[{}]}]}"
                        + " | inputs[0].data: expected numbers, texts, booleans, or arrays of them",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"parameters\":{\"binary_data_size\":8}}]}\u0001\u0002"
                        + " | inputs[0]: its data is binary (binary_data_size), which is not read; let the client send and ask"
                        + " for JSON",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,3],\"data\":[1,2,3]}]}"
                        + " | inputs[0]: has 3 columns where the model has 2 features; name the columns in its parameters"
                        + " (columns), or send a tensor for each feature",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"parameters\":{\"columns\":\"a\"},\"data\":[1,2]}]}"
                        + " | inputs[0].parameters.columns: expected a name for each of its columns",
                "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"data\":[1]},{\"name\":\"origin\",\"shape\":[2],\"data\":[1,2]}]}"
                        + " | inputs[1]: expected as many rows as in the inputs before it",
                "{\"instances\":[[1,2],[1]]} | instances[1]: expected as many values as in the rows before it",
                "{\"instances\":[[]]} | instances[0]: expected at least one value",
                "{\"instances\":3} | instances: expected an array with a row for each prediction",
            })
    void aRequestIsRefusedWithTheReason(String request, String reason) {
        PayloadException refused = Calls.refused("flight_delay", request, GOOD);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.result()).isEqualTo(IngestResult.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flight_delay | {\"error\":\"out of memory\"}"
                        + " | the response: expected outputs (or predictions) of the Open Inference Protocol",
                "flight_delay | {\"outputs\":[]} | outputs: expected a prediction for each row, or scores",
                "flight_delay | {\"predictions\":[1,0]} | outputs: expected as many rows as the inputs have",
                "flight_delay | {\"predictions\":[[0.1,0.2,0.7]]}"
                        + " | outputs: expected two scores for each row, as two classes have",
                "demand       | {\"predictions\":[[1,2]]}"
                        + " | outputs: expected one with one number for each row, as a regression has",
            })
    void aResponseIsRefusedWithTheReason(String model, String response, String reason) {
        String request = model.equals("demand") ? "{\"instances\":[{\"price\":1}]}" : Calls.FLIGHT;

        assertThat(Calls.refused(model, request, response).reason()).isEqualTo(reason);
    }

    @Test
    void asManyRowsAsAllowedAreReadAndOneMoreIsNot() {
        assertThat(Calls.lines(Calls.request("demand", rows(InferenceRows.MOST_ROWS)), null)
                        .lines())
                .hasSize(InferenceRows.MOST_ROWS);
        PayloadException refused = Calls.refused(
                "demand",
                rows(InferenceRows.MOST_ROWS + 1),
                rows(InferenceRows.MOST_ROWS + 1).replace("instances", "predictions"));
        assertThat(refused.reason()).isEqualTo("the call has more than 10000 rows");
        assertThat(refused.result()).isEqualTo(IngestResult.OVER_LIMIT);
    }

    private static String rows(int rows) {
        return "{\"instances\":[" + IntStream.range(0, rows).mapToObj(i -> "1").collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void asManyValuesAsAllowedAreReadAndOneMoreIsNot() {
        String most = wide(TensorValues.MOST);
        String more = wide(TensorValues.MOST + 1);

        assertThat(Calls.lines(Calls.request("demand", most), null)).contains("\"?\":null");
        assertThat(Calls.refused("demand", more, GOOD).reason()).isEqualTo("the payload has more than 1000000 values");
    }

    private static String wide(int width) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,1," + width + "],\"data\":[" + "1,".repeat(width - 1)
                + "1]}]}";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, InferenceRows.MOST_DEPTH})
    void arraysNestAsDeepAsAllowedAndNoDeeper(int deepest) throws PayloadException {
        InferenceRows rows = new InferenceRows(Calls.MODELS, deepest);

        assertThat(rows.lines(Calls.request("demand", nested(deepest)), null)).isNotEmpty();
        assertThatThrownBy(() -> rows.lines(Calls.request("demand", nested(deepest + 1)), null))
                .isInstanceOfSatisfying(PayloadException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo("inputs[0].data: arrays nest deeper than " + deepest);
                    assertThat(refused.result()).isEqualTo(IngestResult.OVER_LIMIT);
                });
    }

    private static String nested(int depth) {
        return "{\"inputs\":[{\"name\":\"price\",\"shape\":[1],\"data\":" + "[".repeat(depth) + "1" + "]".repeat(depth)
                + "}]}";
    }
}
