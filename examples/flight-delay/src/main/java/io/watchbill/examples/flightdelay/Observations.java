package io.watchbill.examples.flightdelay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watchbill.examples.flightdelay.Dice.Purpose;
import io.watchbill.examples.flightdelay.Observation.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service sends about a flight, as observation lines. Departure, distance, origin and lateness are real; the
 * prediction is the model's; the rest is simulated by the rules named here, each a pure function of seed and row.
 *
 * <p>Pure: the same flight always gives the same lines, whatever was asked before. Thread-safe.
 */
public final class Observations {

    /** The model's name on the wire. */
    public static final String MODEL = "flight_delay";

    /** The model's version on the wire: the month it was learnt from. */
    public static final String VERSION = "2001-01";

    /** A flight whose score is at least this is predicted {@code delayed}. */
    static final double DELAYED_FROM_SCORE = 0.5;

    // Simulated: half the requests take under 12 ms, one in a hundred over 27 ms.
    private static final double MEDIAN_LATENCY_MS = 12;
    private static final double LATENCY_SPREAD = 0.35;

    // Simulated: two requests in 10,000 fail and give no prediction.
    private static final double FAILED_SHARE = 0.0002;

    // Simulated: travellers of one flight in twenty are never shown the prediction.
    private static final double HOLDOUT_SHARE = 0.05;

    // Simulated: who is shown a prediction rebooks the likelier the higher its score; who is not, at a flat rate.
    private static final double REBOOKED_PER_SCORE = 0.15;
    private static final double REBOOKED_HOLDOUT_SHARE = 0.02;
    private static final int REBOOKED_WITHIN_MINUTES = 120;
    private static final double MEAN_VALUE_USD = 129;
    private static final double VALUE_SPREAD = 0.5;

    // Simulated: one flight in fifty is rated; nine in ten ratings tell whether the prediction was right.
    private static final double RATED_SHARE = 0.02;
    private static final double HONEST_RATINGS = 0.9;
    private static final Duration RATED_AFTER_ARRIVAL = Duration.ofMinutes(10);

    // Simulated: a warning goes out from this score on; one in a thousand is rejected by the notification service.
    private static final double WARNED_FROM_SCORE = 0.3;
    private static final double REJECTED_SHARE = 0.001;

    // Simulated: the outcome is known on arrival, half an hour of taxiing and a flight at 450 miles an hour later.
    private static final int TAXI_SECONDS = 30 * 60;
    private static final int SECONDS_PER_MILE = 8;

    private static final JsonFactory JSON = new JsonFactory();

    private final DelayModel model;
    private final Bug bug;
    private final Dice dice;

    /** The lines of a service that runs the model behind the bug, simulated from the seed. */
    public Observations(DelayModel model, Bug bug, long seed) {
        this.model = model;
        this.bug = bug;
        this.dice = new Dice(seed);
    }

    /** Every line about the flight, the prediction first; the times may lie hours apart. */
    public List<Observation> of(Flight flight) {
        List<Observation> lines = new ArrayList<>(3);
        Features features = bug.received(flight);
        if (dice.uniform(flight, Purpose.FAILED) < FAILED_SHARE) {
            lines.add(failure(flight, features));
            return lines;
        }
        double score = model.score(features.origin(), features.departureHour());
        boolean shown = dice.uniform(flight, Purpose.ARM) >= HOLDOUT_SHARE;
        lines.add(prediction(flight, features, score, shown));
        lines.add(label(flight));
        double rebooked = shown ? REBOOKED_PER_SCORE * score : REBOOKED_HOLDOUT_SHARE;
        if (dice.uniform(flight, Purpose.REBOOKED) < rebooked) {
            lines.add(rebooking(flight));
        }
        if (shown && score >= WARNED_FROM_SCORE) {
            lines.add(delivery(flight));
        }
        if (shown && dice.uniform(flight, Purpose.FEEDBACK) < RATED_SHARE) {
            lines.add(rating(flight, score));
        }
        return lines;
    }

    private Observation prediction(Flight flight, Features features, double score, boolean shown) {
        return line(flight.departure(), Kind.PREDICTION, json -> {
            request(json, flight, features);
            json.writeStringField("prediction", predicted(score));
            json.writeNumberField("score", score);
            json.writeNumberField("confidence", confidence(score));
            json.writeNumberField("latencyMs", latencyMs(flight));
            json.writeStringField("outcome", "ok");
            json.writeStringField("arm", shown ? "champion" : "holdout");
        });
    }

    private Observation failure(Flight flight, Features features) {
        return line(flight.departure(), Kind.PREDICTION, json -> {
            request(json, flight, features);
            json.writeNumberField("latencyMs", latencyMs(flight));
            json.writeStringField("outcome", "error");
        });
    }

    private static void request(JsonGenerator json, Flight flight, Features features) throws IOException {
        json.writeStringField("kind", "prediction");
        json.writeStringField("model", MODEL);
        json.writeStringField("version", VERSION);
        json.writeStringField("id", flight.id());
        json.writeStringField("time", flight.departure().toString());
        json.writeObjectFieldStart("features");
        json.writeNumberField("distance", features.distance());
        json.writeNumberField("departure_hour", features.departureHour());
        json.writeStringField("origin", features.origin());
        json.writeEndObject();
    }

    private static Observation label(Flight flight) {
        Instant arrival = arrival(flight);
        return line(arrival, Kind.LABEL, json -> {
            about(json, "label", flight, arrival);
            json.writeStringField("label", outcome(flight));
        });
    }

    private Observation rebooking(Flight flight) {
        double after = dice.uniform(flight, Purpose.REBOOKED_AFTER) * REBOOKED_WITHIN_MINUTES * 60;
        Instant time = flight.departure().plusSeconds((long) after);
        double spread = 1 + VALUE_SPREAD * (2 * dice.uniform(flight, Purpose.VALUE) - 1);
        return line(time, Kind.BUSINESS, json -> {
            about(json, "business", flight, time);
            json.writeStringField("event", "rebooked");
            json.writeNumberField("value", Math.round(MEAN_VALUE_USD * spread));
            json.writeStringField("unit", "usd");
        });
    }

    private Observation delivery(Flight flight) {
        Instant time = flight.departure().plusSeconds(1);
        boolean rejected = dice.uniform(flight, Purpose.DELIVERED) < REJECTED_SHARE;
        return line(time, Kind.DOWNSTREAM, json -> {
            about(json, "downstream", flight, time);
            json.writeStringField("consumer", "notifications");
            json.writeStringField("outcome", rejected ? "rejected" : "delivered");
        });
    }

    private Observation rating(Flight flight, double score) {
        Instant time = arrival(flight).plus(RATED_AFTER_ARRIVAL);
        boolean right = flight.late() == score >= DELAYED_FROM_SCORE;
        boolean honest = dice.uniform(flight, Purpose.OPINION) < HONEST_RATINGS;
        return line(time, Kind.FEEDBACK, json -> {
            about(json, "feedback", flight, time);
            json.writeStringField("rating", right == honest ? "helpful" : "unhelpful");
        });
    }

    /** When the flight's outcome is known: its simulated arrival. */
    static Instant arrival(Flight flight) {
        return flight.departure().plusSeconds(TAXI_SECONDS + (long) SECONDS_PER_MILE * flight.distanceMiles());
    }

    static String predicted(double score) {
        return score >= DELAYED_FROM_SCORE ? "delayed" : "on_time";
    }

    static String outcome(Flight flight) {
        return flight.late() ? "delayed" : "on_time";
    }

    /** The probability of the predicted class, to four decimals as the score is. */
    static double confidence(double score) {
        return Math.round(Math.max(score, 1 - score) * 10_000) / 10_000.0;
    }

    private double latencyMs(Flight flight) {
        double normal = dice.normal(flight, Purpose.LATENCY, Purpose.LATENCY_PHASE);
        return Math.round(MEDIAN_LATENCY_MS * Math.exp(LATENCY_SPREAD * normal) * 10) / 10.0;
    }

    private static void about(JsonGenerator json, String kind, Flight flight, Instant time) throws IOException {
        json.writeStringField("kind", kind);
        json.writeStringField("model", MODEL);
        json.writeStringField("version", VERSION);
        json.writeStringField("id", flight.id());
        json.writeStringField("time", time.toString());
    }

    private static Observation line(Instant time, Kind kind, Fields fields) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a StringWriter does not fail
        }
        return new Observation(time, kind, text.toString());
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
