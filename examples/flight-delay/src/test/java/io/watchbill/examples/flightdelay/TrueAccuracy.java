package io.watchbill.examples.flightdelay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How right the model really was, from the flights themselves and without the exporter. */
final class TrueAccuracy {

    /** A prediction that is judged, and whether it was right. */
    private record Judged(long millis, boolean right) {}

    private final long[] times;
    private final int[] rightBefore;

    private TrueAccuracy(List<Judged> judged) {
        times = judged.stream().mapToLong(Judged::millis).toArray();
        rightBefore = new int[times.length + 1];
        for (int i = 0; i < times.length; i++) {
            rightBefore[i + 1] = rightBefore[i] + (judged.get(i).right() ? 1 : 0);
        }
    }

    /** Of the flights that leave between two moments; holdout and failed requests are not judged. */
    static TrueAccuracy between(Instant from, Instant to) throws Exception {
        List<Judged> judged = new ArrayList<>();
        try (Flights flights = Flights.open(Samples.FLIGHTS)) {
            DelayModel model = DelayModel.learn(Samples.january(flights));
            Observations observations = ReplayedFlights.observations(flights, Bug.NONE);
            for (Flight flight : flights.between(from, to)) {
                String prediction = observations.of(flight).get(0).json();
                if (!prediction.contains("\"holdout\"") && !prediction.contains("\"error\"")) {
                    boolean late = model.score(flight.origin(), flight.departureHour()) >= 0.5;
                    judged.add(new Judged(flight.departure().toEpochMilli(), late == flight.late()));
                }
            }
        }
        judged.sort((a, b) -> Long.compare(a.millis(), b.millis()));
        return new TrueAccuracy(judged);
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
