package io.watchbill.exporter;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.IsotonicCalibrationBuilder;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Two hours of labelled predictions of a binary classifier, one of three classes, and a regression; as plain lists too. */
final class PerformanceFeed {
    private static final int EACH = 4_000;
    private static final List<String> TOPICS = List.of("news", "shop", "talk");

    /** One prediction of spam, labelled. */
    record Spam(
            Instant time,
            double score,
            boolean spam,
            boolean holdout,
            String country,
            double length,
            boolean converted) {
        boolean right() {
            return score > 0.5 == spam;
        }

        double confidence() {
            return Math.max(score, 1 - score);
        }
    }

    /** One prediction of a topic, labelled. */
    record Topic(Instant time, List<Double> scores, int predicted, int actual) {}

    /** One prediction of a demand, labelled. */
    record Demand(Instant time, double predicted, double actual) {}

    final List<Spam> spam = new ArrayList<>();
    final List<Topic> topics = new ArrayList<>();
    final List<Demand> demands = new ArrayList<>();

    PerformanceFeed(Instant start) {
        Random random = new Random(3);
        for (int i = 0; i < EACH; i++) {
            Instant time = Instant.ofEpochMilli(start.toEpochMilli() + 1_800L * i);
            boolean holdout = random.nextInt(10) == 0;
            double score = random.nextDouble();
            spam.add(new Spam(
                    time,
                    score,
                    random.nextDouble() < (holdout ? 0.5 : score),
                    holdout,
                    random.nextInt(3) == 0 ? "de" : "us",
                    random.nextInt(1_000) / (random.nextInt(3) == 0 ? 2 : 1),
                    random.nextInt(5) == 0));
            List<Double> scores = new ArrayList<>();
            int best = random.nextInt(3);
            for (int c = 0; c < 3; c++) {
                scores.add(c == best ? 0.625 : 0.1875);
            }
            topics.add(new Topic(time, scores, best, random.nextInt(3) == 0 ? random.nextInt(3) : best));
            double demand = 100 + 20 * random.nextGaussian();
            demands.add(new Demand(time, demand, demand + 3 * random.nextGaussian() - 1));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Spam mail = spam.get(i);
            lines.add(prediction(
                    "spam",
                    i,
                    mail.time(),
                    "\"prediction\":\"" + (mail.score() > 0.5 ? "spam" : "ham")
                            + "\",\"score\":" + mail.score() + ",\"arm\":\"" + (mail.holdout() ? "holdout" : "champion")
                            + "\",\"segment\":{\"country\":\"" + mail.country() + "\"},\"features\":{\"length\":"
                            + mail.length()
                            + "}"));
            lines.add(label("spam", i, mail.time(), mail.spam() ? "\"spam\"" : "\"ham\""));
            if (mail.converted()) {
                lines.add("{\"kind\":\"business\",\"model\":\"spam\",\"id\":\"spam" + i + "\",\"time\":\"" + mail.time()
                        + "\",\"event\":\"rebooked\",\"value\":1,\"unit\":\"usd\"}");
            }
            Topic topic = topics.get(i);
            StringBuilder scores = new StringBuilder();
            for (int c = 0; c < 3; c++) {
                scores.append(c > 0 ? "," : "")
                        .append('"')
                        .append(TOPICS.get(c))
                        .append("\":")
                        .append(topic.scores().get(c));
            }
            lines.add(prediction(
                    "topic",
                    i,
                    topic.time(),
                    "\"prediction\":\"" + TOPICS.get(topic.predicted()) + "\",\"scores\":{" + scores + "}"));
            lines.add(label("topic", i, topic.time(), "\"" + TOPICS.get(topic.actual()) + "\""));
            Demand demand = demands.get(i);
            lines.add(prediction("demand", i, demand.time(), "\"prediction\":" + demand.predicted()));
            lines.add(label("demand", i, demand.time(), String.valueOf(demand.actual())));
        }
        return lines;
    }

    private static String prediction(String model, int i, Instant time, String more) {
        return "{\"kind\":\"prediction\",\"model\":\"" + model + "\",\"id\":\"" + model + i + "\",\"time\":\"" + time
                + "\"," + more + "}";
    }

    private static String label(String model, int i, Instant time, String label) {
        return "{\"kind\":\"label\",\"model\":\"" + model + "\",\"id\":\"" + model + i + "\",\"time\":\"" + time
                + "\",\"label\":" + label + "}";
    }

    /** What the mails' classifier is compared with. */
    static ReferenceProfile profile() {
        NumericReferenceBuilder length = new NumericReferenceBuilder("length", ColumnKind.FEATURE, 1_000);
        IntStream.range(0, 1_000).forEach(i -> length.add(i, 1));
        return new ReferenceProfile(
                "spam",
                null,
                1_000,
                null,
                null,
                "made for this test",
                List.of(length.build(0, 0)),
                new PerformanceBaseline(
                        List.of("ham", "spam"),
                        List.of(List.of(400L, 100L), List.of(100L, 400L)),
                        Map.of(
                                "accuracy", new MetricBaseline(0.8, 1_000, 0.16, List.of()),
                                "roc_auc", new MetricBaseline(0.875, 1_000, 0.1, List.of()),
                                "log_loss", new MetricBaseline(0.4, 1_000, 0.2, List.of()),
                                "brier", new MetricBaseline(0.125, 1_000, 0.02, List.of())),
                        Map.of(
                                "ham",
                                        new IsotonicCalibrationBuilder()
                                                .add(0.5, 5, 5)
                                                .add(1, 10, 0)
                                                .build(),
                                "spam",
                                        new IsotonicCalibrationBuilder()
                                                .add(0.5, 4, 6)
                                                .add(1, 9, 1)
                                                .build()),
                        List.of()),
                new MetricBaseline(0.75, 1_000, 0.02, List.of()));
    }
}
