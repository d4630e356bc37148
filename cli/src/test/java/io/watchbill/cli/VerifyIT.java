package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.cli.tools.Toolbox;
import io.watchbill.cli.verify.Verdict;
import io.watchbill.cli.verify.Verification;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated files as the real promtool and amtool judge them. */
class VerifyIT {

    private static final String SPEC = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            sources:
              infrastructure: [{preset: node-exporter}]
            models:
              buys: {task: binary-classification, positiveClass: "yes"}
            alerting:
              receivers:
                page: {webhook_configs: [{url: 'http://127.0.0.1:9/page'}]}
                chat: {webhook_configs: [{url: 'http://127.0.0.1:9/chat'}]}
                mail: {webhook_configs: [{url: 'http://127.0.0.1:9/mail'}]}
              alerts:
                - {name: ShopBusy, condition: cpu_usage > 90% for 5m, severity: P3}
            """;

    @TempDir
    private Path folder;

    private Path generated;

    @BeforeEach
    void compile() throws IOException {
        generated = folder.resolve("generated");
        Run run = Run.of("compile", Files.writeString(folder.resolve("ops.yaml"), SPEC), "-o", generated);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void everythingThatACompileWrotePasses() {
        Run run = Run.of("verify", generated);

        assertThat(run.out().replaceAll(" +[0-9.]+ s", " - s")).isEqualTo("""
                        file                                 checked         verdict      time
                        alertmanager/alertmanager.yml        routes          pass - s
                        dashboards/shop-drift.json           dashboard       pass - s
                        dashboards/shop-exporter.json        dashboard       pass - s
                        dashboards/shop-infrastructure.json  dashboard       pass - s
                        dashboards/shop-model.json           dashboard       pass - s
                        dashboards/shop-on-call.json         dashboard       pass - s
                        dashboards/shop-overview.json        dashboard       pass - s
                        dashboards/watchbill-fleet.json      dashboard       pass - s
                        index.json                           links           pass - s
                        prometheus/prometheus.yml            configuration   pass - s
                        rules/shop.yaml                      rules           pass - s
                        tests/every-30m/shop.yaml            tests of rules  pass - s
                        tests/every-3m/shop.yaml             tests of rules  pass - s
                        tests/shop.yaml                      tests of rules  pass - s
                        all 14 pass
                        """);
        // Only what a slow machine has time to say of its progress.
        assertThat(run.err().lines()).allMatch(line -> line.matches("\\d+ of 13: [a-z/-]+/[a-z0-9/.-]+"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aRuleThatIsBrokenFailsInPromtoolsOwnWordsAndTheRestIsJudgedAllTheSame() throws IOException {
        replace("rules/shop.yaml", "max by (cluster)", "max by (cluster(");

        Run run = Run.of("verify", generated);

        assertThat(run.out())
                .containsPattern("rules/shop.yaml +rules +FAIL ")
                .containsPattern("tests/shop.yaml +tests of rules +FAIL ")
                .containsPattern("prometheus/prometheus.yml +configuration +FAIL ")
                .containsPattern("alertmanager/alertmanager.yml +routes +pass ")
                .endsWith("6 of 14 fail\n");
        assertThat(run.err())
                .contains("in " + generated + ": promtool check rules --lint=all --lint-fatal rules/shop.yaml\n")
                .contains("could not parse expression");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void testsInDeeperFoldersAreRunAndAThresholdThatSomebodyMovedIsFound() throws IOException {
        Path deep = Files.createDirectories(generated.resolve("tests/long")).resolve("shop.yaml");
        Files.writeString(
                deep,
                Files.readString(generated.resolve("tests/shop.yaml"))
                        .replace("../rules/shop.yaml", "../../rules/shop.yaml"));
        replace("rules/shop.yaml", "> 0.9", "> 0.99");

        Run run = Run.of("verify", generated, "--format", "json");

        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("pass").asBoolean()).isFalse();
        List<String> failed = new ArrayList<>();
        for (JsonNode file : result.path("files")) {
            assertThat(file.path("seconds").asDouble()).isPositive();
            if (!file.path("pass").asBoolean()) {
                failed.add(file.path("file").asText());
                assertThat(file.path("output").asText())
                        .containsAnyOf("alertname: ShopBusy", "draw the alert's own number");
            }
        }
        assertThat(failed)
                .containsExactly("dashboards/shop-infrastructure.json", "tests/long/shop.yaml", "tests/shop.yaml");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void routesThatAlertmanagerRefusesFail() throws IOException {
        replace("alertmanager/alertmanager.yml", "receiver: ", "receiver: nobody-");

        Run run = Run.of("verify", generated);

        assertThat(run.out()).containsPattern("alertmanager.yml +routes +FAIL ").endsWith("1 of 14 fail\n");
        assertThat(run.err()).contains("undefined receiver");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aDashboardThatDrawsAnotherThresholdThanItsAlertFails() throws IOException {
        replace("rules/shop.yaml", "> 0.9", "> 0.97");

        Run run = Run.of("verify", generated);

        assertThat(run.out()).containsPattern("dashboards/shop-infrastructure.json +dashboard +FAIL ");
        assertThat(run.err())
                .contains("panel \"CPU usage\"")
                .contains("with 0.97, and no step is there: [0.9]; draw the alert's own number (threshold-of-alert)");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFolderThatNoCompileWroteIsNoAnswer() {
        Run run = Run.of("verify", folder);

        assertThat(run.err())
                .isEqualTo("watchbill: " + folder.resolve("index.json") + " is missing, so this is no folder of"
                        + " generated files. Compile first: watchbill compile SPEC -o " + folder + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aMissingToolIsNamedBeforeAnythingIsJudged() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Files.createSymbolicLink(
                programs.resolve("promtool"),
                Tool.named("promtool").executable().toAbsolutePath());
        List<String> judged = new ArrayList<>();
        Verification verification =
                new Verification(generated, new Toolbox(List.of(programs)), (done, all, file) -> judged.add(file));

        assertThatThrownBy(verification::verdicts)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("amtool is not on the PATH. Debian, Ubuntu: apt install prometheus");
        assertThat(judged).isEmpty();
    }

    @Test
    void progressCountsEveryFileOnce() {
        List<String> judged = new ArrayList<>();

        List<Verdict> verdicts = new Verification(
                        generated, Toolbox.ofPath(), (done, all, file) -> judged.add(done + "/" + all))
                .verdicts();

        assertThat(judged)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 13).mapToObj(i -> i + "/13").toList());
        assertThat(verdicts)
                .allMatch(verdict -> verdict.pass() && !verdict.took().isZero());
    }

    private void replace(String file, String old, String now) throws IOException {
        Path path = generated.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(old);
        Files.writeString(path, text.replace(old, now));
    }
}
