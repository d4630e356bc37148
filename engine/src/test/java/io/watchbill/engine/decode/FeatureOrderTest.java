package io.watchbill.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.EventLayout.Answer;
import io.watchbill.engine.decode.EventLayout.Feature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features in any order, some missing, some not declared, their names written in any way that JSON knows. */
class FeatureOrderTest {
    /** Declared in this order; some begin like others, some must be escaped. */
    private static final List<String> NAMES =
            List.of("a", "ab", "abc", "a b", "é", "say \"so\"", "back\\slash", "名前", "z");

    private static final EventLayout LAYOUT = new EventLayout(
            "any",
            Answer.NUMBER,
            NAMES.stream().map(name -> new Feature(name, true)).toList());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyNumberGoesIntoItsColumn(int seed) {
        Random random = new Random(seed);
        List<double[]> expected = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        List<Integer> order =
                new ArrayList<>(IntStream.rangeClosed(0, NAMES.size()).boxed().toList());
        int unknown = 0;
        for (int row = 0; row < 300; row++) {
            if (random.nextInt(20) == 0) {
                Collections.shuffle(order, random);
            }
            double[] values = new double[NAMES.size()];
            List<String> fields = new ArrayList<>();
            for (int column : order) {
                int value = random.nextInt(1_000);
                if (column == NAMES.size()) {
                    fields.add("\"abcd\":" + (random.nextBoolean() ? "{\"a\":[" + value + "]}" : value));
                    unknown++;
                } else if (random.nextInt(10) == 0) {
                    values[column] = Double.NaN;
                } else {
                    values[column] = value;
                    fields.add(written(NAMES.get(column), random) + (random.nextBoolean() ? ":" : " : ") + value);
                }
            }
            expected.add(values);
            body.append("{\"kind\":\"prediction\",\"model\":\"any\",\"features\":{")
                    .append(String.join(random.nextBoolean() ? "," : " , ", fields))
                    .append("},\"prediction\":1}\n");
        }

        DecodedBatch batch = decode(body.toString());
        assertThat(batch.rows()).isEqualTo(expected.size());
        assertThat(batch.unknownFeatures()).isEqualTo(unknown);
        for (int column = 0; column < NAMES.size(); column++) {
            int of = column;
            assertThat(Arrays.copyOf(batch.numbers(column), batch.rows()))
                    .as(NAMES.get(column))
                    .containsExactly(
                            expected.stream().mapToDouble(row -> row[of]).toArray());
        }
    }

    /** Mostly as it is, with what must be escaped; sometimes every character as its number. */
    private static String written(String name, Random random) {
        boolean all = random.nextInt(5) == 0;
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (all) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return text.append('"').toString();
    }

    private static DecodedBatch decode(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Decoded decoded = new Decoder(List.of(LAYOUT), DecodeLimits.DEFAULT, Lines.IDS)
                .decode(bytes, bytes.length, Decoder.Format.LINES);
        assertThat(decoded.rejections().inOrder()).isEmpty();
        return decoded.batches().get(0);
    }

    @Test
    void ofAFeatureThatComesTwiceTheLastCounts() {
        DecodedBatch batch = decode(
                "{\"kind\":\"prediction\",\"model\":\"any\",\"prediction\":1,\"features\":{\"a\":1,\"a\":2,\"ab\":3}}");
        assertThat(batch.numbers(0)[0]).isEqualTo(2);
        assertThat(batch.numbers(1)[0]).isEqualTo(3);
    }
}
