package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the decoder knows of a model: its name, and which feature belongs into which column.
 *
 * <p>Columns are numbered in the order of {@code features}.
 */
public final class EventLayout {
    private final String model;
    private final Answer answer;
    private final List<Feature> features;
    private final List<String> segments;
    private final Map<String, Integer> columns;
    private final SerializableString[] names;
    private final boolean[] numeric;

    /** What a model answers. */
    public enum Answer {
        /** One of two classes; a score speaks for one and its complement for the other. */
        BINARY,
        /** One of several classes, or a text that is judged as one. */
        CLASS,
        /** A number. */
        NUMBER
    }

    /** A feature's name, and whether it is a number or a category. */
    public record Feature(String name, boolean numeric) {}

    /**
     * @param model the name on the wire
     * @param answer what its predictions and labels are
     * @param features the declared features; others are counted and ignored
     */
    public EventLayout(String model, Answer answer, List<Feature> features) {
        this(model, answer, features, List.of());
    }

    /** As above, with segments that the model's traffic is told apart by. */
    public EventLayout(String model, Answer answer, List<Feature> features, List<String> segments) {
        this.segments = List.copyOf(segments);
        this.model = model;
        this.answer = answer;
        this.features = List.copyOf(features);
        this.columns = new HashMap<>();
        this.numeric = new boolean[features.size()];
        this.names = new SerializableString[features.size()];
        for (int column = 0; column < features.size(); column++) {
            columns.put(features.get(column).name(), column);
            numeric[column] = features.get(column).numeric();
            names[column] = new SerializedString(features.get(column).name());
        }
    }

    /** The model's name on the wire. */
    public String model() {
        return model;
    }

    /** What its predictions and labels are. */
    public Answer answer() {
        return answer;
    }

    boolean regression() {
        return answer == Answer.NUMBER;
    }

    /** The declared features, in column order. */
    public List<Feature> features() {
        return features;
    }

    /** The names of the segments; others are passed over. */
    public List<String> segments() {
        return segments;
    }

    /** The feature's column, or -1 if it is not declared. */
    int column(String feature) {
        Integer column = columns.get(feature);
        return column == null ? -1 : column;
    }

    /** A column's name as it stands in JSON. */
    SerializableString name(int column) {
        return names[column];
    }

    boolean numeric(int column) {
        return numeric[column];
    }
}
