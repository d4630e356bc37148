package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.Priority;
import io.watchbill.spec.finding.Finding;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendsTest {
    private static final Path BASE = Path.of("src/test/resources/io/watchbill/spec/reader/findings/base.yaml");

    private static LoadedSpecification load(Map<String, String> files) {
        ReadResult result = read(files);
        assertThat(result.findings()).isEmpty();
        return result.loaded().orElseThrow();
    }

    private static ReadResult read(Map<String, String> files) {
        TextFiles texts = path -> {
            if (path.toString().equals("base.yaml")) {
                return Files.readString(BASE);
            }
            if (!files.containsKey(path.toString())) {
                throw new NoSuchFileException(path.toString());
            }
            return files.get(path.toString());
        };
        return new SpecificationReader(texts).read(Path.of("ops.yaml"));
    }

    @Test
    void laterFilesLieOverEarlierOnesAndTheFileItselfOverAll() {
        LoadedSpecification loaded = load(Map.of(
                "ops.yaml", "extends: [base.yaml, fleet/a.yaml]\nmetadata: {title: Mine}\n",
                "fleet/a.yaml", "extends: b.yaml\nmetadata: {title: A, environment: test}\n",
                "fleet/b.yaml", "metadata: {title: B, description: From b.}\n"));

        assertThat(loaded.specification().metadata().title()).isEqualTo("Mine");
        assertThat(loaded.specification().metadata().environment()).contains("test");
        assertThat(loaded.specification().metadata().description()).isEqualTo("From b.");
        assertThat(loaded.files().stream().map(Path::toString))
                .containsExactly("ops.yaml", "base.yaml", "fleet/a.yaml", "fleet/b.yaml");
        assertThat(loaded.origin("metadata", "title").orElseThrow().text()).isEqualTo("ops.yaml:2:19");
        assertThat(loaded.origin("metadata", "description").orElseThrow().text())
                .isEqualTo("fleet/b.yaml:1:35");
        assertThat(loaded.origin("metadata", "owner").orElseThrow().text()).isEqualTo("base.yaml:5:10");
    }

    @Test
    void listsMergeByNameAndKeepTheirOrder() {
        LoadedSpecification loaded = load(Map.of("ops.yaml", """
                extends: [base.yaml, alerts.yaml]
                alerting:
                  alerts:
                    - {name: C, condition: error_rate > 3%, severity: P3}
                    - {name: A, severity: P1}
                """, "alerts.yaml", """
                alerting:
                  alerts:
                    - {name: A, condition: error_rate > 1%, severity: P4, impact: Some.}
                    - {name: B, condition: error_rate > 2%, severity: P4}
                """));

        assertThat(loaded.specification().alerting().alerts())
                .extracting(AlertDefinition::name)
                .containsExactly("A", "B", "C");
        AlertDefinition first = loaded.specification().alerting().alerts().get(0);
        assertThat(first.severity()).isEqualTo(Priority.P1);
        assertThat(first.impact()).contains("Some.");
        assertThat(loaded.origin("alerting", "alerts", "[0]", "severity")
                        .orElseThrow()
                        .text())
                .isEqualTo("ops.yaml:5:27");
        assertThat(loaded.origin("alerting", "alerts", "[0]", "impact")
                        .orElseThrow()
                        .text())
                .isEqualTo("alerts.yaml:3:67");
    }

    @Test
    void keyMetricsOfOneMetricAreToldApartByTheirWindow() {
        LoadedSpecification loaded = load(Map.of("ops.yaml", """
                extends: [base.yaml, more.yaml]
                monitoring: {keyMetrics: [{metric: accuracy, over: 7d, warning: "< 60%"}]}
                """, "more.yaml", """
                monitoring:
                  keyMetrics:
                    - {metric: accuracy, over: 24h, warning: "< 70%"}
                    - {metric: accuracy, over: 7d, warning: "< 75%"}
                """));

        assertThat(loaded.specification().monitoring().keyMetrics())
                .extracting(metric -> metric.warning().orElseThrow().text())
                .containsExactly("accuracy < 70% over 24h for 5m", "accuracy < 60% over 7d for 5m");
    }

    @Test
    void listsWithoutNamesAreReplaced() {
        LoadedSpecification loaded = load(Map.of(
                "ops.yaml",
                "extends: base.yaml\nsources: {application: [{preset: micrometer}]}\nincidents: {openFor: [P1]}\n"));

        assertThat(loaded.specification().sources().application())
                .extracting(source -> source.preset())
                .containsExactly("micrometer");
        assertThat(loaded.specification().incidents().openFor()).containsExactly(Priority.P1);
    }

    @Test
    void nullRemoves() {
        LoadedSpecification loaded = load(Map.of("ops.yaml", """
                extends: base.yaml
                onCall: {rotations: null, people: {ana: ~}}
                models: {churn: {features: {plan: null}}}
                """));

        assertThat(loaded.specification().onCall().rotations()).isEmpty();
        assertThat(loaded.specification().onCall().people()).isEmpty();
        assertThat(loaded.specification().models().get(0).features()).hasSize(1);
    }

    @Test
    void aMistakeInABaseIsReportedThere() {
        ReadResult result =
                read(Map.of("ops.yaml", "extends: [base.yaml, a.yaml]\n", "a.yaml", "metadata: {nam: x}\n"));

        assertThat(result.findings())
                .extracting(Finding::location)
                .allSatisfy(location -> assertThat(location.text()).isEqualTo("a.yaml:1:12"));
        assertThat(result.loaded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# a comment\nextends: ['base.yaml']\nmetadata:\n  description: 'D'\n  title: \"T\"\n",
                "extends: [base.yaml, other.yaml]\nmetadata: {title: T}\n"
            })
    void theHashIsOfWhatIsSaidAndNotOfHow(String text) {
        LoadedSpecification loaded = load(Map.of("ops.yaml", text, "other.yaml", "metadata: {description: D}\n"));

        LoadedSpecification plain =
                load(Map.of("ops.yaml", "extends: base.yaml\nmetadata: {title: T, description: D}\n"));
        assertThat(loaded.hash()).isEqualTo(plain.hash());
    }

    @Test
    void anotherContentHasAnotherHash() {
        String one = load(Map.of("ops.yaml", "extends: base.yaml\nmetadata: {title: T}\n"))
                .hash();
        String other = load(Map.of("ops.yaml", "extends: base.yaml\nmetadata: {title: U}\n"))
                .hash();

        assertThat(one).matches("[0-9a-f]{16}").isNotEqualTo(other);
    }

    @Test
    void yamlAnchorsAndMergeKeysAreUnderstood() {
        LoadedSpecification loaded = load(Map.of("ops.yaml", """
                extends: base.yaml
                models:
                  churn:
                    drift: &drift {windows: [24h], minimumSamples: 900}
                  demand:
                    task: regression
                    drift: {<<: *drift, minimumSamples: 800}
                """));

        assertThat(loaded.specification().model("demand").orElseThrow().drift().minimumSamples())
                .isEqualTo(800);
        assertThat(loaded.specification().model("demand").orElseThrow().drift().windows())
                .hasSize(1);
    }

    @Test
    void receiversMayBeThoseOfAnAlertmanagerBaseFile() {
        String text = "extends: base.yaml\nalerting: {severities: {P1: {receiver: duty}}}\n";
        TextFiles files = path -> path.toString().equals("ops.yaml") ? text : Files.readString(BASE);

        assertThat(new SpecificationReader(files).read(Path.of("ops.yaml")).findings())
                .extracting(finding -> finding.code())
                .containsExactly(SpecificationCode.UNKNOWN_RECEIVER);
        assertThat(new SpecificationReader(files, Set.of("duty"))
                        .read(Path.of("ops.yaml"))
                        .findings())
                .isEmpty();
    }
}
