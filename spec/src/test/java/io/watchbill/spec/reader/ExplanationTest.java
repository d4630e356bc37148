package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final Path CASES = Path.of("src/test/resources/io/watchbill/spec/reader/findings");

    private static LoadedSpecification read(TextFiles files, String file) {
        ReadResult result = new SpecificationReader(files).read(Path.of(file));
        assertThat(result.findings()).isEmpty();
        return result.loaded().orElseThrow();
    }

    @Test
    void everyValueShowsWhereItWasWritten() {
        TextFiles files = path -> path.toString().equals("ops.yaml")
                ? "extends: base.yaml\nmetadata: {owner: 'team #1'}\n"
                : Files.readString(CASES.resolve(path));

        String explanation = Explanation.yaml(read(files, "ops.yaml"));

        assertThat(explanation.lines())
                .startsWith(
                        "apiVersion: watchbill/v1                                        # base.yaml:1",
                        "kind: OperationsSpecification                                   # base.yaml:2",
                        "metadata:",
                        "  name: base                                                    # base.yaml:4",
                        "  title: Base                                                   # default",
                        "  owner: 'team #1'                                              # ops.yaml:2",
                        "  description: ''                                               # default")
                .contains(
                        "      minimumSamples: 500                                       # default",
                        "      windows: [24h, 7d]                                        # default",
                        "    - role: Primary                                             # base.yaml:25");
    }

    @Test
    void theExplanationIsASpecificationThatMeansTheSame() {
        LoadedSpecification example = read(TextFiles.ofFileSystem(), EXAMPLE.toString());

        LoadedSpecification again = read(path -> Explanation.yaml(example), "explained.yaml");

        assertThat(again.specification()).isEqualTo(example.specification());
    }

    @Test
    void textThatYamlWouldTakeForSomethingElseStaysText() {
        String receivers = """
                extends: base.yaml
                alerting:
                  receivers:
                    hook: {webhook_configs: [{url: "http://localhost:9", max_alerts: 5, text: "5", send_resolved: true, title: 'true', note: "a\\nb: #c", more: {}}]}
                """;
        TextFiles files =
                path -> path.toString().equals("ops.yaml") ? receivers : Files.readString(CASES.resolve(path));
        LoadedSpecification first = read(files, "ops.yaml");

        LoadedSpecification again = read(path -> Explanation.yaml(first), "explained.yaml");

        assertThat(again.specification().alerting().receivers())
                .isEqualTo(first.specification().alerting().receivers());
        assertThat(again.specification()).isEqualTo(first.specification());
    }
}
