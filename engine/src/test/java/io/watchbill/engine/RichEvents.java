package io.watchbill.engine;

import io.watchbill.spec.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lines of every kind for a {@link RichPlan}, in the order of their times, which the seed alone decides. */
final class RichEvents {
    private final Task task;
    private final Random random;
    private final boolean runs;
    private int next;

    RichEvents(RichPlan plan, long seed) {
        this.task = plan.task;
        this.runs = plan.batch;
        this.random = new Random(seed);
    }

    /** So many predictions from one time on, evenly over a length, each followed by what became of it within seconds. */
    List<String> lines(Instant from, Duration length, int predictions) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < predictions; i++) {
            Instant time = from.plus(length.multipliedBy(i).dividedBy(predictions));
            lines.addAll(oneWithOutcomes(time));
        }
        return lines;
    }

    /** What is rare: confidences that fall for good, and runs that are too many, or end after they were given up. */
    List<String> rareLines(Instant time) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(line(
                    "prediction",
                    time,
                    "sure" + next++,
                    "\"version\":\"v1\",\"prediction\":" + answer() + ",\"confidence\":" + (i < 200 ? 0.95 : 0.15)));
        }
        for (int run = 0; run <= ModelLimits.DEFAULT.openRuns() && runs; run++) {
            lines.add(line("prediction", time, "open" + run, "\"run\":\"open" + run + "\",\"prediction\":" + answer()));
        }
        if (runs) {
            lines.add("{\"kind\":\"run\",\"model\":\"flight\",\"run\":\"open0\",\"version\":\"v1\",\"status\":"
                    + "\"complete\",\"time\":\"" + time + "\"}");
        }
        return lines;
    }

    private List<String> oneWithOutcomes(Instant time) {
        List<String> lines = new ArrayList<>();
        String id = "id" + next;
        lines.add(prediction(time, id));
        if (random.nextInt(3) > 0) {
            lines.add(line("label", time.plusMillis(10), id, "\"label\":" + answer()));
        }
        if (random.nextInt(6) == 0) {
            lines.add(line("label", time.plusMillis(20), id, "\"label\":" + answer()));
        }
        if (random.nextInt(3) == 0) {
            lines.add(line(
                    "business",
                    time.plusMillis(20),
                    id,
                    "\"event\":\"rebooked\",\"unit\":\"usd\",\"value\":" + 0.1 * random.nextInt(99)));
        }
        switch (random.nextInt(9)) {
            case 0 ->
                lines.add(line(
                        "feedback",
                        time,
                        id,
                        "\"rating\":\"" + (random.nextBoolean() ? "helpful" : "unhelpful") + "\""));
            case 1 -> lines.add(line("downstream", time, null, "\"consumer\":\"mail\",\"outcome\":\"rejected\""));
            case 2 ->
                lines.add(line("score", time, id, "\"name\":\"groundedness\",\"value\":" + 1.1 * random.nextDouble()));
            case 3 -> lines.add(line("score", time, id, "\"name\":\"undeclared\",\"value\":1"));
            case 5 ->
                lines.add(line(
                        "label",
                        time,
                        "lost" + next,
                        "\"predictionTime\":\"" + time.minus(Duration.ofHours(7)) + "\",\"label\":" + answer()));
            case 4 -> lines.add(line("label", time, "never" + next, "\"label\":" + answer()));
            default -> {
                // Most predictions have no more to say.
            }
        }
        if (runs && next % 40 == 39) {
            lines.add("{\"kind\":\"run\",\"model\":\"flight\",\"run\":\"r" + next / 40 + "\",\"status\":\""
                    + (next % 3 == 0 ? "failed" : "complete") + "\",\"time\":\"" + time + "\"}");
        }
        next++;
        return lines;
    }

    private String prediction(Instant time, String id) {
        StringBuilder more = new StringBuilder("\"version\":\"v" + random.nextInt(2) + "\"");
        more.append(",\"arm\":\"")
                .append(random.nextInt(5) == 0 ? "holdout" : "champion")
                .append('"');
        more.append(",\"latencyMs\":").append(random.nextInt(400) / 3.0);
        if (random.nextInt(10) == 0) {
            return line("prediction", time, id, more + ",\"outcome\":\"error\"");
        }
        more.append(",\"segment\":{\"region\":\"")
                .append("NSWEXY".charAt(random.nextInt(6)))
                .append("\"}");
        more.append(",\"features\":{\"distance\":")
                .append(random.nextInt(15) == 0 ? "\"far\"" : String.valueOf(random.nextInt(1_500)))
                .append(random.nextInt(15) == 0 ? "" : ",\"origin\":\"" + "ABC".charAt(random.nextInt(3)) + "\"")
                .append(",\"unknown\":1,\"without reference\":1}");
        more.append(",\"prediction\":").append(answer());
        double score = random.nextDouble();
        if (task == Task.BINARY_CLASSIFICATION) {
            more.append(",\"score\":").append(score);
        } else if (task == Task.MULTICLASS_CLASSIFICATION) {
            more.append(String.format(Locale.ROOT, ",\"scores\":{\"late\":%s,\"on_time\":%s}", score, 1 - score));
        }
        if (runs) {
            more.append(",\"run\":\"r").append(next / 40).append('"');
        }
        return line("prediction", time, id, more.toString());
    }

    private String answer() {
        return task == Task.REGRESSION
                ? String.valueOf(random.nextInt(1_000) / 7.0)
                : random.nextInt(3) == 0 ? "\"late\"" : random.nextInt(9) == 0 ? "\"diverted\"" : "\"on_time\"";
    }

    private static String line(String kind, Instant time, String id, String more) {
        return "{\"kind\":\"" + kind + "\",\"model\":\"flight\",\"time\":\"" + time + "\""
                + (id == null ? "" : ",\"id\":\"" + id + "\"") + "," + more + "}";
    }
}
