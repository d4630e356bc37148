package io.watchbill.cli;

import io.watchbill.cli.compile.Specifications;
import io.watchbill.engine.Admission;
import io.watchbill.engine.Binner;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.Scores;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.examples.flightdelay.DelayModel;
import io.watchbill.examples.flightdelay.Flight;
import io.watchbill.examples.flightdelay.Flights;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.examples.flightdelay.Observations;
import io.watchbill.examples.flightdelay.Replay;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.statistics.ProfileJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The example's flights through the exporter's core, as if each event arrived at its own time: what the page shows at
 * every step, and, from the flights themselves, what was true.
 */
final class ReplayedFlights {

    private static final long SEED = 2001;

    /** A prediction that is judged, and whether it was right. */
    private record Judged(long millis, boolean right) {}

    private final Path example;
    private final Instant from;
    private final Instant to;

    ReplayedFlights(Path example, Instant from, Instant to) {
        this.example = example;
        this.from = from;
        this.to = to;
    }

    /** The example's model, as it is specified. */
    Model model() {
        return specification().models().get(0);
    }

    private OperationsSpecification specification() {
        return Specifications.read(List.of(example.resolve("ops.yaml")))
                .loaded()
                .get(0)
                .specification();
    }

    /** What the page shows at the end of every step; before the first event of all, nothing. */
    List<ScoreSnapshot> pages(Duration step) throws Exception {
        ModelPlan plan = new ModelPlan(
                model(),
                specification().business(),
                Map.of(
                        Model.DEFAULT_REFERENCE,
                        ProfileJson.read(Files.readString(example.resolve("flight-delay.profile.json")))),
                List.of());
        ModelState state = new ModelState(plan, Duration.ofMinutes(5), 1_000_000, 100_000);
        Binner binner = new Binner(plan);
        Decoder decoder = new Decoder(List.of(plan.layout()), DecodeLimits.DEFAULT, new IdHash(1, 2));
        List<ScoreSnapshot> pages = new ArrayList<>();
        try (Flights flights = Flights.open(example.resolve("flights.parquet"))) {
            Replay replay = new Replay(flights, new Observations(learn(flights), Bug.NONE, SEED), from, step);
            for (Instant now = from.plus(step); !now.isAfter(to); now = now.plus(step)) {
                Replay.Step sent = replay.next();
                if (!sent.observations().isEmpty()) {
                    byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
                    Decoded decoded = decoder.decode(body, body.length, Decoder.Format.LINES);
                    Instant newest = sent.observations()
                            .get(sent.observations().size() - 1)
                            .time();
                    for (DecodedBatch batch : decoded.batches()) {
                        Admission admission =
                                state.admit(batch, newest.toEpochMilli(), nanos(newest), decoded.rejections());
                        state.apply(binner.bin(batch, admission));
                    }
                    if (decoded.rejections().total() > 0) {
                        throw new AssertionError(decoded.rejections().inOrder());
                    }
                }
                pages.add(Scores.of(state.totals(nanos(now))));
            }
        }
        return pages;
    }

    private long nanos(Instant time) {
        return Duration.between(from, time).toNanos();
    }

    private static DelayModel learn(Flights flights) throws Exception {
        return DelayModel.learn(flights.between(Flights.JANUARY, Flights.FEBRUARY));
    }

    /** The judged predictions with their true outcomes, from the flights and without the exporter. */
    Truth truth() throws Exception {
        List<Judged> judged = new ArrayList<>();
        try (Flights flights = Flights.open(example.resolve("flights.parquet"))) {
            DelayModel model = learn(flights);
            Observations observations = new Observations(model, Bug.NONE, SEED);
            for (Flight flight : flights.between(from, to)) {
                Observation prediction = observations.of(flight).get(0);
                if (!prediction.json().contains("\"holdout\"")
                        && !prediction.json().contains("\"error\"")) {
                    boolean late = model.score(flight.origin(), flight.departureHour()) >= 0.5;
                    judged.add(new Judged(flight.departure().toEpochMilli(), late == flight.late()));
                }
            }
        }
        judged.sort((a, b) -> Long.compare(a.millis(), b.millis()));
        return new Truth(judged);
    }

    /** How right the model really was. */
    static final class Truth {
        private final long[] times;
        private final int[] rightBefore;

        private Truth(List<Judged> judged) {
            times = judged.stream().mapToLong(Judged::millis).toArray();
            rightBefore = new int[times.length + 1];
            for (int i = 0; i < times.length; i++) {
                rightBefore[i + 1] = rightBefore[i] + (judged.get(i).right() ? 1 : 0);
            }
        }

        /** Right predictions between two moments beyond that share of all: negative where the accuracy is below it. */
        double rightBeyond(double share, long fromMillis, long untilMillis) {
            int first = firstAtLeast(fromMillis);
            int last = firstAtLeast(untilMillis);
            return rightBefore[last] - rightBefore[first] - share * (last - first);
        }

        private int firstAtLeast(long millis) {
            int low = 0;
            int high = times.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (times[middle] < millis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
