package io.watchbill.spec.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program that teams already run says about the metrics of one layer. Each is a file of the folder
 * {@code presets}.
 *
 * @param name as a specification names it
 * @param source where the program documents its metrics
 * @param labels the labels that its queries keep, without {@code cluster}
 * @param places the labels that tell one machine, pod or processor from another, without {@code cluster}; infrastructure
 *     presets have them
 * @param down the query that holds while the system cannot serve; application presets have one
 * @param requests the counters behind objectives on requests; application presets have them
 * @param notes what its users must set or know, in sentences; may be empty
 * @param queries by metric of the catalogue; a metric that the program cannot tell is left out
 */
public record Preset(
        String name,
        String title,
        Layer layer,
        String source,
        List<String> labels,
        List<String> places,
        Optional<Measure.Query> down,
        Optional<Requests> requests,
        String notes,
        Map<String, Measure.Query> queries) {

    /** The preset whose series the exporter itself gives: they carry the model. */
    public static final String OF_EXPORTER = "watchbill";

    /** The preset of the machines that Prometheus' own exporter tells of. */
    public static final String OF_MACHINES = "node-exporter";

    /** The presets that come with Watchbill; a new one is a new file and a name here. */
    private static final List<String> NAMES = List.of(
            OF_EXPORTER,
            OF_MACHINES,
            "cadvisor",
            "dcgm",
            "triton-host",
            "micrometer",
            "opentelemetry",
            "kserve",
            "kserve-otel",
            "kserve-model-server",
            "triton",
            "seldon",
            "seldon-v2",
            "vllm",
            "bentoml");

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    public Preset {
        labels = List.copyOf(labels);
        places = List.copyOf(places);
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }

    /** Every preset, read from its file. */
    static List<Preset> all() {
        return NAMES.stream().map(Preset::read).toList();
    }

    private static Preset read(String name) {
        try (InputStream in = Preset.class.getResourceAsStream("presets/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the preset " + name + " has no file presets/" + name + ".yaml");
            }
            return MAPPER.readValue(in, PresetFile.class).toPreset(name);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("preset " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record PresetFile(
            String preset,
            String title,
            Layer layer,
            String source,
            List<String> labels,
            @Nullable List<String> places,
            @Nullable QueryText down,
            @Nullable RequestsText requests,
            @Nullable String notes,
            LinkedHashMap<String, QueryText> metrics) {

        Preset toPreset(String fileName) {
            if (!preset.equals(fileName)) {
                throw new IllegalStateException("the file of the preset " + fileName + " says it is " + preset);
            }
            Map<String, Measure.Query> queries = new LinkedHashMap<>();
            metrics.forEach((metric, text) -> queries.put(metric, text.toQuery(preset, labels)));
            return new Preset(
                    preset,
                    title,
                    layer,
                    source,
                    labels,
                    places == null ? List.of() : places,
                    Optional.ofNullable(down).map(text -> text.toQuery(preset, labels)),
                    Optional.ofNullable(requests).map(RequestsText::toRequests),
                    notes == null ? "" : notes.strip(),
                    queries);
        }
    }

    private record RequestsText(
            String total, @Nullable String failed, @Nullable DurationText duration, boolean probes) {
        Requests toRequests() {
            return new Requests(
                    total,
                    Optional.ofNullable(failed),
                    Optional.ofNullable(duration).map(DurationText::toHistogram),
                    probes);
        }
    }

    private record DurationText(
            String histogram,
            @Nullable String where,
            @Nullable BigDecimal perSecond) {
        Requests.Durations toHistogram() {
            return new Requests.Durations(
                    histogram, where == null ? "" : where, perSecond == null ? BigDecimal.ONE : perSecond);
        }
    }

    private record QueryText(
            String promql, List<String> series, @Nullable List<StimulusText> stimuli) {
        Measure.Query toQuery(String preset, List<String> labels) {
            return new Measure.Query(
                    Optional.of(preset),
                    promql,
                    series,
                    labels,
                    (stimuli == null ? List.<StimulusText>of() : stimuli)
                            .stream().map(StimulusText::toStimulus).toList());
        }
    }

    private record StimulusText(
            String series,
            @Nullable LinkedHashMap<String, String> labels,
            Stimulus.Shape shape,
            BigDecimal base,
            BigDecimal slope) {
        Stimulus toStimulus() {
            return new Stimulus(series, labels == null ? Map.of() : labels, shape, base, slope);
        }
    }
}
