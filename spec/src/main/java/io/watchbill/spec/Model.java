package io.watchbill.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the exporter watches and against what.
 *
 * @param name the {@code model} of observations and of the label
 * @param positiveClass the class that a binary classifier's score speaks of; present for that task
 * @param references paths of reference profiles by model version as written, relative to the specification; {@code default} serves all others;
 *     may be empty
 * @param columns names in files
 */
public record Model(
        String name,
        Task task,
        Optional<String> positiveClass,
        Map<String, String> references,
        Columns columns,
        List<Feature> features,
        List<Segment> segments,
        EventClock clock,
        Serving serving,
        Drift drift,
        Performance performance,
        List<QualityScore> quality) {
    /** The key of {@link #references} that serves every version without a profile of its own. */
    public static final String DEFAULT_REFERENCE = "default";

    public Model {
        references = Ordered.copyOf(references);
        features = List.copyOf(features);
        segments = List.copyOf(segments);
        quality = List.copyOf(quality);
    }

    /** The feature of that name. */
    public Optional<Feature> feature(String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }

    /** The path of the reference profile of a version: its own or the default one. */
    public Optional<String> reference(String version) {
        return Optional.ofNullable(references.getOrDefault(version, references.get(DEFAULT_REFERENCE)));
    }
}
