package io.watchbill.spec.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused here no Prometheus would take: queries with a character too many or too few, against promtool. */
class PromtoolAgreesTest {
    private static final List<String> QUERIES = List.of(
            "sum by (a, b) (rate(x_total{a=~\"b.*\", c!='d'}[5m] offset 1h)) > 0.5e-3",
            "x / on (a) group_left (b) max without (c) (y) >= bool 1 and ignoring (d) z",
            "max_over_time(rate(x[1m])[1h30m:15s]) - -5 ^ 2 unless topk(3, w{v=\"\\\"\\n\"})",
            "label_replace(absent(x), \"a\", '$1', \"b\", `.*`) == 0x1F or vector(1) * time() # done",
            "histogram_quantile(0.9, sum(rate(x_bucket[2m])) by (le)) > 5.25 and on () up{job=\"a\"} @ 100");
    private static final String CHARACTERS = "(){}[],:@\"'`=!<>~+-*/%^.#\\ a5xesmhd_0\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIsRefusedHerePromtoolRefuses(long seed) throws IOException {
        Random random = new Random(seed);
        Set<String> refused = new LinkedHashSet<>();
        for (int i = 0; i < 1500; i++) {
            String text = damaged(QUERIES.get(random.nextInt(QUERIES.size())), random);
            try {
                Query.parse(text);
            } catch (MisfitException misfit) {
                refused.add(text);
            }
        }

        List<String> texts = List.copyOf(refused);
        assertThat(texts).hasSizeGreaterThan(500);
        assertThat(takenByPromtool(texts)).isEmpty();
    }

    private static String damaged(String query, Random random) {
        StringBuilder text = new StringBuilder(query);
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, character);
                default -> text.setCharAt(at, character);
            }
        }
        return text.toString();
    }

    private List<String> takenByPromtool(List<String> texts) throws IOException {
        List<Map<String, String>> rules = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rules.add(Map.of("alert", "q" + i, "expr", texts.get(i)));
        }
        Path file = Files.writeString(
                directory.resolve("rules.yaml"),
                new ObjectMapper().writeValueAsString(Map.of("groups", List.of(Map.of("name", "g", "rules", rules)))));
        String output = Tool.named("promtool")
                .run("check", "rules", "--lint=none", file)
                .output();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!output.contains("\"q" + i + "\"")) {
                taken.add(texts.get(i));
            }
        }
        return taken;
    }
}
