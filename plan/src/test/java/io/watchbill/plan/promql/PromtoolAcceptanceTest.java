package io.watchbill.plan.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.condition.Matcher;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the nodes print, Prometheus reads; and it reads it with the structure that the nodes have. */
class PromtoolAcceptanceTest {

    private static final List<String> HARD_VALUES = List.of(
            "plain",
            "",
            "a\"b",
            "back\\slash",
            "line\nbreak",
            "tab\t",
            "zürich ✈ 東京",
            "} or vector(1) #",
            "{{ $value }}",
            "\u0001",
            "'`");

    @Test
    void promtoolAcceptsTwoThousandRandomExpressionsOfSeed7(@TempDir Path folder) throws IOException {
        Random random = new Random(7);
        StringBuilder rules = new StringBuilder("groups:\n- name: random\n  rules:\n");
        for (int i = 0; i < 2_000; i++) {
            rules.append("  - {record: r")
                    .append(i)
                    .append(", expr: ")
                    .append(yaml(vector(random, 4).text()))
                    .append("}\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);

        Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=none", file);

        assertThat(result.output()).contains("SUCCESS: 2000 rules found");
        assertThat(result.exitCode()).isZero();
    }

    /** Evaluated by promtool: the printed text gives the value that the tree of numbers has. */
    @Test
    void parenthesesKeepTheValueOfTreesOfSeed11(@TempDir Path folder) throws IOException {
        Random random = new Random(11);
        StringBuilder tests = new StringBuilder("tests:\n- interval: 1m\n  promql_expr_test:\n");
        for (int i = 0; i < 300; i++) {
            Arithmetic tree = Arithmetic.random(random, 4);
            tests.append("  - {expr: ")
                    .append(yaml("vector(" + tree.expression().text() + ")"))
                    .append(", eval_time: 0s, exp_samples: [{labels: '{}', value: ")
                    .append(tree.value())
                    .append("}]}\n");
        }
        Path file = Files.writeString(folder.resolve("tests.yaml"), tests);

        Tool.Result result = Tool.named("promtool").run("test", "rules", file);

        assertThat(result.output()).contains("SUCCESS");
        assertThat(result.exitCode()).isZero();
    }

    private static Expression vector(Random random, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return selector(random);
        }
        return switch (random.nextInt(6)) {
            case 0 -> Call.of("rate", selector(random).over(Duration.ofSeconds(1 + random.nextInt(100_000))));
            case 1 ->
                Call.of(
                        "label_replace",
                        vector(random, depth - 1),
                        new Text("a"),
                        new Text(hard(random)),
                        new Text("b"),
                        new Text(".*"));
            case 2 -> Aggregation.max(List.of("cluster", "model"), vector(random, depth - 1));
            case 3 -> new Written("sum(x) or vector(1)");
            case 4 ->
                BinaryOperation.of(
                        vector(random, depth - 1), pick(random, Operator.values()), vector(random, depth - 1));
            default ->
                BinaryOperation.of(
                        vector(random, depth - 1),
                        pick(random, Operator.AND, Operator.UNLESS, Operator.OR),
                        random.nextBoolean() ? Matching.on(List.of("model")) : Matching.ignoring(List.of("le")),
                        vector(random, depth - 1));
        };
    }

    private static Selector selector(Random random) {
        LabelMatcher matcher = random.nextBoolean()
                ? new LabelMatcher("l", pick(random, Matcher.Operator.EQUAL, Matcher.Operator.NOT_EQUAL), hard(random))
                : LabelMatcher.oneOf("l", List.of(hard(random), hard(random)));
        Optional<Duration> offset =
                random.nextInt(4) == 0 ? Optional.of(Duration.ofMillis(1 + random.nextInt(100_000))) : Optional.empty();
        return new Selector("m" + random.nextInt(3), List.of(matcher), Optional.empty(), offset);
    }

    private static String hard(Random random) {
        return HARD_VALUES.get(random.nextInt(HARD_VALUES.size()));
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A tree of whole numbers with its value. */
    private record Arithmetic(Expression expression, long value) {
        static Arithmetic random(Random random, int depth) {
            if (depth == 0 || random.nextInt(5) == 0) {
                long value = random.nextInt(21) - 10;
                return new Arithmetic(new Literal(BigDecimal.valueOf(value)), value);
            }
            Arithmetic left = random(random, depth - 1);
            Arithmetic right = random(random, depth - 1);
            return switch (random.nextInt(4)) {
                case 0 -> of(left, Operator.PLUS, right, left.value + right.value);
                case 1 -> of(left, Operator.MINUS, right, left.value - right.value);
                case 2 -> of(left, Operator.TIMES, right, left.value * right.value);
                default ->
                    new Arithmetic(
                            new BinaryOperation(
                                    left.expression, Operator.GREATER, true, Matching.ALL, right.expression),
                            left.value > right.value ? 1 : 0);
            };
        }

        private static Arithmetic of(Arithmetic left, Operator operator, Arithmetic right, long value) {
            return new Arithmetic(BinaryOperation.of(left.expression, operator, right.expression), value);
        }
    }
}
