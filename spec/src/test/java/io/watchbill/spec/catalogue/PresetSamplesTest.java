package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against a committed page of its program. */
class PresetSamplesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/io/watchbill/spec/catalogue/samples");

    private static SamplePage sample(Preset preset) throws IOException {
        return SamplePage.of(SAMPLES.resolve(preset.name() + ".txt"));
    }

    static List<Preset> presets() {
        return MetricCatalogue.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everySeriesLabelAndTypeOfThePresetIsOnThePageOfItsProgram(Preset preset) throws IOException {
        SamplePage page = sample(preset);
        preset.queries()
                .forEach((metric, query) ->
                        assertThat(SampleCheck.faults(page, query)).as(metric).isEmpty());
        preset.down()
                .ifPresent(down ->
                        assertThat(SampleCheck.faults(page, down)).as("down").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theRequestsOfThePresetAreCountersAndAHistogramOfThePage(Preset preset) throws IOException {
        SamplePage page = sample(preset);
        preset.requests().ifPresent(requests -> {
            Stream.concat(Stream.of(requests.total()), requests.failed().stream())
                    .forEach(selector -> assertThat(SampleCheck.faults(page, "rate(" + selector + "[5m])"))
                            .isEmpty());
            requests.duration().ifPresent(duration -> {
                assertThat(page.types()).containsEntry(duration.histogram(), "histogram");
                assertThat(SampleCheck.faults(page, "rate(" + duration.bucket("le=\"+Inf\"") + "[5m])"))
                        .isEmpty();
                assertThat(SampleCheck.faults(page, "rate(" + duration.count() + "[5m])"))
                        .isEmpty();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("presets")
    void thePageSaysWhereItIsFromAndUnderWhichLicence(Preset preset) throws IOException {
        assertThat(sample(preset).head()).startsWith("Source: ").contains("\nLicence of the source");
        assertThat(preset.name().equals("watchbill") || sample(preset).head().matches("(?s).*\\b[0-9a-f]{40}\\b.*"))
                .as("a commit")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void theHistogramsOfThePageAreWhole(Preset preset) throws IOException {
        SamplePage page = sample(preset);
        page.types().forEach((family, type) -> {
            if (type.equals("histogram")) {
                List<SamplePage.Series> all = page.named(family + "_bucket").stream()
                        .filter(line -> "+Inf".equals(line.labels().get("le")))
                        .toList();
                assertThat(all).hasSameSizeAs(page.named(family + "_count")).isNotEmpty();
            } else {
                assertThat(page.named(family)).isNotEmpty();
            }
        });
        assertThat(page.series()).allMatch(line -> page.type(line.name()).isPresent());
    }

    @Test
    void everyPageIsThatOfAPreset() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            presets().stream().map(Preset::name).toList());
        }
    }

    @Test
    void theFamiliesOfTheExportersPageAreThoseOfTheContract() throws IOException {
        SamplePage page = sample(MetricCatalogue.preset("watchbill").orElseThrow());
        page.types().forEach((family, type) -> {
            MetricFamily own = MetricFamilies.all().stream()
                    .filter(known -> known.name().equals(family))
                    .findFirst()
                    .orElseThrow();
            assertThat(own.type().name()).isEqualToIgnoringCase(type);
            assertThat(page.named(family + "(_count)?"))
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line.labels().keySet()).containsExactlyInAnyOrderElementsOf(own.labels()));
        });
    }

    @Test
    void whatAPageDoesNotHaveIsFound() {
        SamplePage page = SamplePage.parse(List.of(
                "# TYPE requests_total counter",
                "requests_total{code=\"200\"} 7",
                "# TYPE busy_ratio gauge",
                "busy_ratio 0.5"));

        assertThat(faults(page, "sum by (cluster) (rate(requests_total{code=~\"2..\",$selector}[$rate]))"))
                .isEmpty();
        assertThat(faults(page, "rate(request_total{$selector}[$rate])"))
                .containsExactly("the page has no series request_total");
        assertThat(faults(page, "rate(requests_total{status=\"200\",$selector}[$rate])"))
                .containsExactly(
                        "requests_total has no label status",
                        "requests_total{status=\"200\",$selector} selects nothing of the page");
        assertThat(faults(page, "rate(requests_total{code=\"2xx\",$selector}[$rate])"))
                .containsExactly("requests_total{code=\"2xx\",$selector} selects nothing of the page");
        assertThat(faults(page, "sum by (cluster, pod) (rate(requests_total{$selector}[$rate]))"))
                .containsExactly("not every selector has the label pod to group by");
        assertThat(
                        faults(
                                page,
                                "sum by (code) (rate(requests_total{$selector}[$rate])) / sum by (code) (busy_ratio{$selector})"))
                .containsOnly("not every selector has the label code to group by");
        assertThat(faults(page, "rate(busy_ratio{$selector}[$rate])"))
                .containsExactly("busy_ratio is a gauge under rate");
        assertThat(faults(page, "requests_total{$selector} > 1"))
                .containsExactly("requests_total is a counter that is read as it is");
        assertThat(SampleCheck.faults(
                        page,
                        query(
                                "busy_ratio{$selector}",
                                new Stimulus(
                                        "busy_ratio",
                                        Map.of("host", "a"),
                                        Stimulus.Shape.COUNTER,
                                        BigDecimal.ZERO,
                                        BigDecimal.ONE))))
                .containsExactly(
                        "the stimulus of busy_ratio has another label host",
                        "the stimulus of busy_ratio moves like a COUNTER");
    }

    private static List<String> faults(SamplePage page, String promql) {
        return SampleCheck.faults(page, query(promql));
    }

    private static Measure.Query query(String promql, Stimulus... stimuli) {
        return new Measure.Query(Optional.of("sample"), promql, List.of(), List.of(), List.of(stimuli));
    }
}
