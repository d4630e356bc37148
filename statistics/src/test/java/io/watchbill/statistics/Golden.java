package io.watchbill.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;

/** Golden numbers of independent implementations; the scripts in src/test/goldens make them. */
final class Golden {
    private Golden() {}

    static Stream<JsonNode> cases(String file) {
        return part(file, "cases");
    }

    static Stream<JsonNode> part(String file, String part) {
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readString(Path.of("src/test/goldens", file)));
            return StreamSupport.stream(root.get(part).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Integer> counts(JsonNode node) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        node.fields().forEachRemaining(e -> counts.put(e.getKey(), e.getValue().intValue()));
        return counts;
    }

    /** A probability within 1e-6 of the other, relative: an absolute 1e-6 of the logarithm, or what a double holds of it. */
    static void assertLnP(double actual, double expected) {
        Assertions.assertThat(actual).isCloseTo(expected, Offset.offset(Math.max(1e-6, Math.abs(expected) * 1e-12)));
    }

    static void assertStatistic(double actual, double expected) {
        Assertions.assertThat(actual).isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
    }
}
