package io.watchbill.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Raw predictions and labels, as lines for the state and as a plain list to compute from. */
final class RawEvents {
    static final Duration SPAN = Duration.ofHours(5);
    static final Instant END = Models.START.plus(SPAN);

    /** What was predicted, and all that belongs to it. */
    record Prediction(
            String id,
            Instant time,
            String answer,
            double number,
            Map<String, Double> scores,
            String arm,
            String region) {
        double score() {
            return scores.getOrDefault("late", Double.NaN);
        }

        double confidence() {
            return Collections.max(scores.values());
        }
    }

    /** A label. */
    record Label(String id, Instant time, String answer, double number) {}

    /** A prediction with the label that counts. */
    record Joined(Prediction prediction, Label label) {
        boolean right() {
            return prediction.answer().equals(label.answer());
        }

        double error() {
            return prediction.number() - label.number();
        }
    }

    final List<Prediction> predictions = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** Sends everything in an order and in batches of its own; the newest event first, since it sets the clock. */
    void feed(Models.Fed fed, long seed) {
        Random random = new Random(seed);
        fed.wall = END;
        fed.send(line("prediction", END, "end", "\"outcome\":\"error\""));
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(200));
            fed.send(shuffled.subList(from, to).toArray(String[]::new));
            from = to;
        }
    }

    void predicted(Prediction prediction, String more) {
        predictions.add(prediction);
        lines.add(line(
                "prediction",
                prediction.time(),
                prediction.id(),
                "\"arm\":\"" + prediction.arm() + "\",\"segment\":{\"region\":\"" + prediction.region() + "\"},"
                        + more));
    }

    void labelled(Label label, String value) {
        labels.add(label);
        lines.add(line("label", label.time(), label.id(), "\"label\":" + value));
    }

    private static String line(String kind, Instant time, String id, String more) {
        return "{\"kind\":\"" + kind + "\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id + "\"," + more
                + "}";
    }

    /** The labelled predictions of one arm: for each the newest label. */
    List<Joined> joined(String arm) {
        Map<String, Label> newest = new HashMap<>();
        for (Label label : labels) {
            newest.merge(label.id(), label, (a, b) -> a.time().isAfter(b.time()) ? a : b);
        }
        return predictions.stream()
                .filter(prediction -> prediction.arm().equals(arm) && newest.containsKey(prediction.id()))
                .map(prediction -> new Joined(prediction, newest.get(prediction.id())))
                .toList();
    }

    /** The labelled predictions of one arm in a performance window. */
    List<Joined> joined(String arm, Duration length, Duration pane) {
        RawWindow window = RawWindow.of(length, pane, END.minus(Models.LABEL_DELAY));
        return joined(arm).stream()
                .filter(joined -> window.holds(joined.prediction().time()))
                .toList();
    }

    static Instant time(Random random) {
        return END.minusMillis(random.nextInt((int) SPAN.toMillis()));
    }
}
