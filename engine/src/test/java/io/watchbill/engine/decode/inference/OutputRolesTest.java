package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which output is the prediction and which a score. */
class OutputRolesTest {
    private static final String TOPIC =
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[120,3]}]}";

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what sklearn, MLServer and Triton answer
                "flight_delay | predict INT64 [1] [1]                    | ,\"prediction\":1}",
                "flight_delay | output-0 FP32 [1,1] [0.83]               | ,\"score\":0.83}",
                "flight_delay | prediction FP64 [1] [1.0]                | ,\"prediction\":1.0}",
                "flight_delay | probabilities FP32 [1,2] [0.3,0.7]       | ,\"score\":0.7}",
                "flight_delay | out FP32 [1,2] [0.3,0.7]                 | ,\"score\":0.7}",
                "flight_delay | output_label BYTES [1] [\"late\"] & output_probability FP32 [1,2] [0.3,0.7]"
                        + " | ,\"prediction\":\"late\",\"score\":0.7}",
                "flight_delay | label BOOL [1] [true] & confidence FP32 [1] [0.9] | ,\"prediction\":true,\"confidence\":0.9}",
                "topic        | scores FP32 [1,3] [0.2,0.5,0.3]"
                        + " | ,\"prediction\":\"1\",\"scores\":{\"0\":0.2,\"1\":0.5,\"2\":0.3}}",
                "demand       | output-0 FP32 [1,1] [12.5]               | ,\"prediction\":12.5}",
                "demand       | Prediction FP32 [1] [3] & std FP32 [1] [0.2] | ,\"prediction\":3}",
            })
    void anOutputIsKnownByItsNameElseByItsTypeAndWidth(String model, String outputs, String line) {
        String request = model.equals("topic")
                ? TOPIC
                : model.equals("demand")
                        ? "{\"inputs\":[{\"name\":\"price\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1]}]}"
                        : Calls.FLIGHT;
        StringBuilder response = new StringBuilder();
        for (String output : outputs.split(" & ", -1)) {
            String[] parts = output.split(" ", -1);
            response.append(response.isEmpty() ? "" : ",")
                    .append("{\"name\":\"")
                    .append(parts[0])
                    .append("\",\"datatype\":\"")
                    .append(parts[1])
                    .append("\",\"shape\":")
                    .append(parts[2])
                    .append(",\"data\":")
                    .append(parts[3])
                    .append('}');
        }

        assertThat(Calls.answer(model, request, "{\"outputs\":[" + response + "]}"))
                .isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"sport,art,other\"", "[\"sport\",\"art\",\"other\"]"})
    void parametersNameTheClasses(String classes) {
        String response = "{\"outputs\":[{\"name\":\"scores\",\"datatype\":\"FP32\",\"shape\":[1,3],\"parameters\":"
                + "{\"classes\":" + classes + "},\"data\":[0.2,0.5,0.3]}]}";

        assertThat(Calls.answer("topic", TOPIC, response))
                .isEqualTo(",\"prediction\":\"art\",\"scores\":{\"sport\":0.2,\"art\":0.5,\"other\":0.3}}");
    }
}
