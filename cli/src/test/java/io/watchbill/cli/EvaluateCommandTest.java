package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final String MODELS = """
            models:
              price:
                task: regression
                references: {default: price.profile.json}
                features: {amount: {type: numeric}}
              other: {task: regression, features: {amount: {type: numeric}}}
            """;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path ops;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path same;

    @BeforeAll
    static void profile() throws IOException {
        ops = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop prices, owner: me}
                alerting:
                  receivers:
                    page: {webhook_configs: [{url: "http://localhost:1"}]}
                    chat: {webhook_configs: [{url: "http://localhost:1"}]}
                    mail: {webhook_configs: [{url: "http://localhost:1"}]}
                """ + MODELS);
        same = rows("same.csv", 1_000, 1);
        Run profile = Run.of("profile", ops, "--model", "price", "--data", rows("reference.csv", 1_000, 1));
        assertThat(profile.exitCode()).as(profile.err()).isZero();
    }

    /** Rows of a week whose amount is {@code factor} times what it was. */
    private static Path rows(String name, int rows, int factor) throws IOException {
        StringBuilder csv = new StringBuilder("id,time,amount,prediction,label\n");
        for (int i = 0; i < rows; i++) {
            int amount = i * 37 % 100 * factor;
            csv.append(i)
                    .append(',')
                    .append(i * 604_800L)
                    .append(',')
                    .append(amount)
                    .append(',');
            csv.append(i % 50).append(',').append(i % 50 + i % 3).append('\n');
        }
        return Files.writeString(folder.resolve(name), csv);
    }

    private static Run evaluate(Object... more) {
        Object[] arguments = new Object[more.length + 4];
        arguments[0] = "evaluate";
        arguments[1] = ops;
        arguments[2] = "--model";
        arguments[3] = "price";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Run.of(arguments);
    }

    @Test
    void undriftedRowsAreFineAndLeaveWithZero() {
        Run run = evaluate("--data", same);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("evaluating 1,000 rows\n");
        assertThat(run.out())
                .startsWith("Fine. No drift in the 2 columns with a verdict, and the model is no worse than its limits"
                        + " allow.\n\nprice: 1,000 rows of same.csv\n")
                .contains("no drop    MAE ")
                .doesNotContain("\u001b");
    }

    @Test
    void aCriticalLevelLeavesWithOneAndThePageIsWritten() throws IOException {
        Path report = folder.resolve("reports/out.html");

        Run run = evaluate("--data", rows("tripled.csv", 1_000, 3), "--report", report);

        assertThat(run.exitCode()).isOne();
        assertThat(run.out())
                .startsWith("Critical. amount drifted (critical).\n")
                .endsWith("wrote " + report + "\n");
        assertThat(report).content().startsWith("<!DOCTYPE html>").contains("Shop prices");
    }

    @Test
    void jsonIsOneDocumentWithNothingElseOnStandardOutput() throws IOException {
        Run run = evaluate(
                "--data", rows("doubled.csv", 1_000, 2), "--format", "json", "--report", folder.resolve("json.html"));

        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(run.exitCode()).isOne();
        assertThat(document.get("format").asText()).isEqualTo("watchbill-evaluation");
        assertThat(document.get("verdict").asText()).isEqualTo("critical");
        assertThat(document.at("/columns/0/name").asText()).isEqualTo("amount");
        assertThat(document.at("/columns/0/psi/value").asDouble()).isGreaterThan(0.25);
        assertThat(document.at("/performance/metrics/0/metric").asText()).isEqualTo("mae");
    }

    @Test
    void labelsOfAnotherFileAreJoinedById() throws IOException {
        Path labels = Files.writeString(folder.resolve("truth.csv"), "id,label\n0,5\n1,1\n4000,1\n");

        Run run = evaluate("--data", same, "--labels", labels);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("performance of 2 labelled predictions of 1,000")
                .contains(
                        "note: labels of truth.csv: 2 joined by id; 998 rows without a label, 1 label without a row\n");
    }

    @Test
    void tooFewRowsAreNoAnswerSoThatAGateDoesNotOpen() throws IOException {
        Run run = evaluate("--data", rows("few.csv", 40, 3));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .startsWith("Undecided. No column could be judged")
                .contains("40 values, fewer than the minimum of 500");
    }

    @Test
    void whatIsWrongWithFilesIsSaidWithoutAnswering() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.csv"), "amout,time\n1,2\n");
        Path damaged = Files.writeString(folder.resolve("damaged.json"), "{}");

        assertThat(evaluate("--data", broken))
                .isEqualTo(
                        new Run(
                                2,
                                "",
                                "watchbill: " + broken
                                        + ": there is no column 'amount', which is a feature of the model; did you"
                                        + " mean 'amout'? Name features in the specification as the file's columns are named\n"));
        assertThat(evaluate("--data", same, "--profile", folder.resolve("none.json"))
                        .err())
                .isEqualTo("watchbill: " + folder.resolve("none.json")
                        + ": no such file; make the profile with `watchbill profile`\n");
        Run unread = evaluate("--data", same, "--profile", damaged);
        assertThat(unread.exitCode()).isEqualTo(2);
        assertThat(unread.err()).startsWith("watchbill: " + damaged + ": profile: the field 'format' is missing");
        assertThat(Run.of(
                        "evaluate",
                        ops,
                        "--model",
                        "other",
                        "--data",
                        same,
                        "--profile",
                        folder.resolve("price.profile.json")))
                .isEqualTo(new Run(
                        2,
                        "",
                        "watchbill: the profile is of the model 'price', not of 'other': give the profile of this model, or"
                                + " name the other with --model\n"));
        assertThat(Run.of("evaluate", ops, "--model", "other", "--data", same).err())
                .isEqualTo("watchbill: against which profile? Name it with --profile, or write it into " + ops
                        + ": models.other.references: {default: FILE}\n");
    }

    @Test
    void anInvalidSpecificationIsNoAnswerAboutTheData() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "apiVersion: watchbill/v9\n");

        assertThat(Run.of("evaluate", wrong, "--data", same).exitCode()).isEqualTo(2);
    }
}
