package io.watchbill.cli.hostile;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Texts that are code to somebody who does not quote them: to PromQL, YAML, the templates of Prometheus, Alertmanager and
 * Grafana, Markdown, HTML. What would run one of their templates puts {@link #CANARY} together, which no text holds.
 */
final class HostileStrings {

    /** No text holds it, and no anchor that is made of one: where it stands, a template was run. */
    static final String CANARY = "canary=was=here";

    private static final List<String> PARTS = List.of(
            "{{ printf \"%s=was=%s\" \"canary\" \"here\" }}",
            "{{ \"canary=was\" }}=here",
            "{{- \"canary=was=\" -}} here",
            "{{ $value }}",
            "{{ .Labels }}",
            "{{ define \"x\" }}",
            "{{ end }}",
            "{{/*",
            "{{ `",
            "}}",
            "{%- if",
            "${__interval}",
            "[[model]]",
            "$labels.model",
            "\"} or vector(1) or x{a=\"",
            "[5m]) or vector(1)",
            "' or 1 #",
            "` or 1",
            "\\",
            "\\\"",
            "\"",
            "a: b # c",
            "- item",
            "*alias &anchor !!str",
            "%YAML 1.1",
            "---",
            "two\nlines",
            "tab\there",
            "\u00fcber \u96ea \uD83D\uDE80",
            "\u202Eright to left",
            "\u2028",
            "<script>alert(1)</script>",
            "](javascript:alert(1)) | a |",
            "```\n# heading",
            "a|b.*+?(c)$",
            "%s %d %1$s",
            "null",
            "0x10",
            "1e999",
            "../../../etc/passwd",
            "x".repeat(2_000));

    private final Random random;

    HostileStrings(long seed) {
        random = new Random(seed);
    }

    /** How many there are that have nothing else beside them. */
    static int count() {
        return PARTS.size();
    }

    /** One of these, alone. */
    static String part(int number) {
        return PARTS.get(Math.floorMod(number, PARTS.size()));
    }

    /** Up to three of them in a row. */
    String next() {
        return random.ints(1 + random.nextInt(3), 0, PARTS.size())
                .mapToObj(PARTS::get)
                .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
    }
}
