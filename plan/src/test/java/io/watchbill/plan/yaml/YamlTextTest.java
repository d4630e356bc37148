package io.watchbill.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

    record Rule(String alert, @JsonProperty("for") String hold, Map<String, String> labels, List<String> ruleFiles) {}

    @Test
    void keysKeepTheRecordsOrderInSnakeCaseAndEmptyMembersAreLeftOut() {
        Rule rule = new Rule("Down", "5m", Map.of(), List.of("a.yaml", "b.yaml"));

        assertThat(YamlText.of(rule, List.of("Generated."))).isEqualTo("""
                        # Generated.
                        alert: Down
                        for: 5m
                        rule_files:
                          - a.yaml
                          - b.yaml
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "P1|P1",
                "5m|5m",
                "1d12h|1d12h",
                "monday:friday|monday:friday",
                "up{job=\"a b\"} == 0|up{job=\"a b\"} == 0",
                "{{ $labels.column }} drifted|'{{ $labels.column }} drifted'",
                "a: b|'a: b'",
                "a #b|'a #b'",
                "on|\"on\"",
                "NO|\"NO\"",
                "null|\"null\"",
                "09:00|\"09:00\"",
                "0x1F|\"0x1F\"",
                "1_000|\"1_000\"",
                "1e3|\"1e3\"",
                "2026-12-25|\"2026-12-25\"",
                "-7:-1|\"-7:-1\"",
                "+Inf|\"+Inf\"",
                "``|`\"\"`",
            })
    void textThatAReaderCouldTakeForSomethingElseIsQuoted(String value, String expected) {
        // A list keeps the empty text, which as a member would be left out.
        assertThat(YamlText.of(List.of(value), List.of())).isEqualTo("  - " + expected + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\nb\n",
                " leading",
                "trailing ",
                "tab\there",
                "quote \" and ' and \\",
                "\u00fcber \u96ea",
                "bell \u0007",
                "line\u2028separator",
                "carriage\rreturn",
                "carriage\r\nreturn\r\n",
                "next\u0085line",
                "next\u0085line\nand another",
                "paragraph\u2029separator\n\n",
                "\uD83D\uDE80",
                "- x",
                "? x",
                "* x",
                "&x",
                "!x",
                "%x",
                "@x",
                "`x",
                "[x]",
                "{x}",
                "#x",
                "x:",
                "---",
                "...",
                "a\n\n  b\n c ",
                "\n",
                "{{ $value | printf \"%.2f\" }}"
            })
    void everyTextComesBackAsItWas(String value) throws Exception {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("key", value);
        map.put(value, "x");

        assertThat(new YAMLMapper().readValue(YamlText.of(map, List.of()), Map.class))
                .isEqualTo(map);
    }

    /** SnakeYAML reads what is written here; texts are made of what YAML gives a meaning. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyValueComesBackAsItWas(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> value = Map.of("root", drawn(random, 4));

            String text = YamlText.of(value, List.of());

            assertThat(new YAMLMapper().readValue(text, Map.class)).as(text).isEqualTo(value);
        }
    }

    private static Object drawn(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 8 : 4);
        return switch (kind) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean();
            case 2, 3 -> text(random);
            case 4, 5 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> drawn(random, depth - 1))
                        .toList();
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(text(random), drawn(random, depth - 1));
                }
                yield members;
            }
        };
    }

    private static String text(Random random) {
        String[] pieces = {
            " ",
            " ",
            "\n",
            "\n",
            ": ",
            ":",
            " #",
            "#",
            "-",
            "- ",
            "'",
            "\"",
            "\\",
            "a",
            "word",
            "9",
            ".",
            "~",
            "{{",
            "}}",
            "[",
            "]",
            ",",
            "?",
            "!",
            "&",
            "*",
            "|",
            ">",
            "%",
            "@",
            "`",
            "=",
            "\t",
            "\r",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\u0000",
            "\u00fc",
            "\uD83D\uDE80",
            "x".repeat(120),
            "---",
            "null",
            "on"
        };
        return random.ints(random.nextInt(6), 0, pieces.length)
                .mapToObj(i -> pieces[i])
                .collect(Collectors.joining());
    }

    @Test
    void severalLinesAreALiteralBlock() {
        assertThat(YamlText.of(Map.of("expr", "a\nand b"), List.of())).isEqualTo("expr: |-\n  a\n  and b\n");
    }

    @Test
    void aCommentOfSeveralLinesIsRefused() {
        assertThatThrownBy(() -> YamlText.of(Map.of("a", "b"), List.of("x\ny")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a comment is one line, but got: x\ny");
    }
}
