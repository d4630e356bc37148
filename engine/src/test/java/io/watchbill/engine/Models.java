package io.watchbill.engine;

import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.Rejections;
import io.watchbill.spec.Business;
import io.watchbill.spec.Columns;
import io.watchbill.spec.Confidence;
import io.watchbill.spec.ConversionBase;
import io.watchbill.spec.Drift;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Holdout;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.Segment;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ReferenceProfile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A small classifier of flights, its reference profile, and its state fed with text. */
final class Models {
    static final Instant START = Instant.parse("2001-02-01T00:00:00Z");
    static final Duration LABEL_DELAY = Duration.ofMinutes(30);
    static final Duration MAXIMUM_LABEL_DELAY = Duration.ofHours(6);

    private Models() {}

    static Model flight(EventClock clock) {
        return model(
                Task.BINARY_CLASSIFICATION,
                clock,
                List.of(
                        new Feature("distance", FeatureType.NUMERIC, Optional.empty(), 100),
                        new Feature("origin", FeatureType.CATEGORICAL, Optional.empty(), 100)),
                List.of());
    }

    /** The flights with another task, and traffic told apart by region. */
    static Model byRegion(Task task, int regions) {
        return model(
                task,
                EventClock.LIVE,
                List.of(new Feature("distance", FeatureType.NUMERIC, Optional.empty(), 100)),
                List.of(new Segment("region", regions)));
    }

    private static Model model(Task task, EventClock clock, List<Feature> features, List<Segment> segments) {
        List<Window> windows = List.of(new TimeWindow(Duration.ofHours(1)), new TimeWindow(Duration.ofHours(4)));
        return new Model(
                "flight",
                task,
                task == Task.BINARY_CLASSIFICATION ? Optional.of("late") : Optional.empty(),
                Map.of("default", "flight.profile.json"),
                Columns.DEFAULT,
                features,
                segments,
                clock,
                new Serving.Online(),
                new Drift(
                        windows,
                        50,
                        Drift.DEFAULT.numeric(),
                        Drift.DEFAULT.categorical(),
                        Drift.DEFAULT.warning(),
                        Drift.DEFAULT.critical()),
                new Performance(
                        windows,
                        LABEL_DELAY,
                        MAXIMUM_LABEL_DELAY,
                        1,
                        PerformanceThresholds.DEFAULT_WARNING,
                        PerformanceThresholds.DEFAULT_CRITICAL,
                        Optional.of(new Holdout("holdout", new BigDecimal("0.05"), Holdout.DEFAULT_DIFFERENCE)),
                        Confidence.DEFAULT),
                List.of());
    }

    static final Business REBOOKING = new Business(
            List.of(new TimeWindow(Duration.ofHours(1))),
            Optional.of(new Business.Conversion("rebooked", Duration.ofMinutes(60), ConversionBase.PREDICTION)),
            Optional.of(new Business.Value("rebooked", "usd")),
            new Business.Feedback(List.of("helpful"), List.of("unhelpful")),
            new Business.Downstream(List.of("rejected")));

    /** Distances 0 to 999 alike, origins A three times as often as B. */
    static ReferenceProfile profile() {
        NumericReferenceBuilder distance = new NumericReferenceBuilder("distance", ColumnKind.FEATURE, 1_000);
        for (int value = 0; value < 1_000; value++) {
            distance.add(value, 1);
        }
        return new ReferenceProfile(
                "flight",
                null,
                1_000,
                null,
                null,
                "made for this test",
                List.of(
                        distance.build(0, 0),
                        new CategoricalReferenceBuilder("origin", ColumnKind.FEATURE, 100)
                                .add("A", 750)
                                .add("B", 250)
                                .build(0, 0),
                        new CategoricalReferenceBuilder("prediction", ColumnKind.PREDICTION, 100)
                                .add("on_time", 800)
                                .add("late", 200)
                                .build(0, 0)),
                null,
                null);
    }

    static ModelPlan plan(EventClock clock) {
        return new ModelPlan(flight(clock), REBOOKING, Map.of("default", profile()), List.of());
    }

    /** A state, with the clocks that the host would give it. */
    static final class Fed {
        ModelState state;
        private ModelPlan plan;
        private Decoder decoder;
        Rejections rejections = new Rejections();
        long late;
        Instant wall = START;
        long nanos;
        long position;
        /** What the host does with a batch before the state sees it. */
        BiConsumer<BinnedBatch, Long> stored = (batch, at) -> {};
        /** Batches that are admitted, and what was read for each then. */
        private final Deque<UnderWay> underWay = new ArrayDeque<>();

        Fed(EventClock clock) {
            this(clock, 1_000, 1_000);
        }

        Fed(EventClock clock, int maximumJoins, int maximumWaiting) {
            this(plan(clock), maximumJoins, maximumWaiting);
        }

        Fed(ModelPlan plan, int maximumJoins, int maximumWaiting) {
            this(plan, OlderPredictions.NONE, maximumJoins, maximumWaiting);
        }

        Fed(ModelPlan plan, OlderPredictions older, int maximumJoins, int maximumWaiting) {
            this(plan, new StateSettings(Duration.ofMinutes(5), older, maximumJoins, maximumWaiting));
        }

        Fed(ModelPlan plan, StateSettings settings) {
            this.plan = plan;
            state = new ModelState(plan, settings);
            decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        }

        /** Goes on with another state. */
        void goOn(ModelPlan next, ModelState nextState) {
            plan = next;
            state = nextState;
            decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        }

        /** Sends lines as one body. */
        Fed send(String... lines) {
            byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
            rejections = decoded.rejections();
            for (DecodedBatch batch : decoded.batches()) {
                Admission admission = state.admit(batch, wall.toEpochMilli(), nanos, rejections);
                late += admission.late();
                BinnedBatch binned = new Binner(plan).bin(batch, admission);
                stored.accept(binned, ++position);
                state.apply(binned, position);
            }
            return this;
        }

        private record UnderWay(BinnedBatch batch, @Nullable Recalled ahead) {}

        /** Sends lines as one body, of which nothing is applied before {@link #applyOldest}. */
        void admit(String... lines) {
            byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
            for (DecodedBatch batch : decoded.batches()) {
                Admission admission = state.admit(batch, wall.toEpochMilli(), nanos, decoded.rejections());
                BinnedBatch binned = new Binner(plan).bin(batch, admission);
                Recall asked = state.ask(binned);
                underWay.add(new UnderWay(binned, asked == null ? null : asked.read()));
            }
        }

        int underWay() {
            return underWay.size();
        }

        /** Applies what was admitted first. */
        void applyOldest() {
            UnderWay oldest = underWay.remove();
            stored.accept(oldest.batch(), ++position);
            state.apply(oldest.batch(), position, oldest.ahead());
        }

        /** Lets time pass without events. */
        Fed pass(Duration duration) {
            wall = wall.plus(duration);
            nanos += duration.toNanos();
            BinnedBatch beat = state.beat(nanos);
            if (beat != null) {
                state.apply(beat, ++position);
            }
            return this;
        }

        ScoreSnapshot scores() {
            return Scores.of(state.totals(nanos));
        }

        ScoreSnapshot.Version version() {
            return scores().versions().get(0);
        }

        Instant clock() {
            return Instant.ofEpochMilli(state.clockMillis(nanos));
        }
    }

    static String prediction(Instant time, String id, String answer, String more) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id
                + "\",\"prediction\":\"" + answer + "\"" + more + "}";
    }

    static String prediction(Instant time) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + time
                + "\",\"features\":{\"distance\":500,\"origin\":\"A\"},\"prediction\":\"on_time\"}";
    }

    static String label(Instant time, String id, String label) {
        return "{\"kind\":\"label\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id + "\",\"label\":\""
                + label + "\"}";
    }

    static String rebooked(Instant time, String id, int value) {
        return "{\"kind\":\"business\",\"model\":\"flight\",\"time\":\"" + time + "\",\"id\":\"" + id
                + "\",\"event\":\"rebooked\",\"unit\":\"usd\",\"value\":" + value + "}";
    }
}
