package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.exporter.store.StateChanges;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import io.watchbill.testing.Damage;
import java.util.List;
import java.util.Objects;

/** Whatever became of what is kept of deliveries and streams, it is refused, or restored within its bound. */
class StoredDeliveriesFuzzTest {
    private static final int MAXIMUM = 3;
    private static final String PART;
    private static final byte[] DELIVERIES;
    private static final byte[] STREAMS;

    static {
        KnownDeliveries known = new KnownDeliveries(MAXIMUM);
        known.taken(new DeliveryKey(1, 2, 3, 4), new IngestAnswer(3, 1, List.of(), 4, 3), 1_000_000);
        known.taken(new DeliveryKey(5, 6, 7, 8), new IngestAnswer(1, 0, List.of(), 1, 1), 1_000_001);
        StateParts parts = new StateParts();
        known.save(parts, 7);
        PART = parts.keys("").get(0);
        DELIVERIES = Objects.requireNonNull(parts.get(PART));
        StreamPositions streams = new StreamPositions(MAXIMUM);
        streams.set(new Position("events.ndjson/17", 4_711));
        streams.set(new Position("topic/0", 12));
        STREAMS = saved(streams);
    }

    private static byte[] saved(StreamPositions streams) {
        StateWriter to = new StateWriter();
        streams.save(to);
        return to.toBytes();
    }

    private static byte[] damaged(byte[] good, byte[] input) {
        byte[] bytes = good;
        for (Damage damage = new Damage(input, 0); damage.hasNext(); ) {
            damage.target(1);
            bytes = damage.apply(bytes);
        }
        return bytes;
    }

    @FuzzTest
    void damagedDeliveriesAreRefusedOrRememberedWithinTheirBound(byte[] input) {
        for (byte[] form : List.of(damaged(DELIVERIES, input), input)) {
            StateParts parts = new StateParts();
            parts.put(PART, form);
            KnownDeliveries known = new KnownDeliveries(MAXIMUM);
            try {
                known.restore(parts);
            } catch (StateFormatException refused) {
                continue;
            }
            assertThat(known.size()).isLessThanOrEqualTo(MAXIMUM);
            known.taken(new DeliveryKey(9, 9, 9, 9), new IngestAnswer(1, 0, List.of(), 1, 1), 2_000_000);
            assertThat(known.isTaken(new DeliveryKey(9, 9, 9, 9))).isTrue();
            known.save(new StateChanges(), 8);
        }
    }

    @FuzzTest
    void damagedPositionsAreRefusedOrKeptAsTheyWereRead(byte[] input) {
        for (byte[] form : List.of(damaged(STREAMS, input), input)) {
            StreamPositions streams = new StreamPositions(MAXIMUM);
            try {
                streams.restore(new StateReader("streams", form));
            } catch (StateFormatException refused) {
                continue;
            }
            assertThat(streams.size()).isLessThanOrEqualTo(MAXIMUM);
            byte[] kept = saved(streams);
            StreamPositions again = new StreamPositions(MAXIMUM);
            again.restore(new StateReader("streams", kept));
            assertThat(saved(again)).isEqualTo(kept);
        }
    }
}
