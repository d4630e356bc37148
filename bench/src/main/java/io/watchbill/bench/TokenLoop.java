package io.watchbill.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * The least that reading events can cost with Jackson: every token of every line, its text or number taken and forgotten,
 * on one core. What the whole exporter costs is held against it.
 */
final class TokenLoop {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 10;
    private static final int BODIES = 32;

    private TokenLoop() {}

    /** CPU time of one event, in microseconds: the least of several rounds. */
    static double cpuMicros(boolean withIds) throws IOException {
        byte[][] bodies = new byte[BODIES][];
        for (int i = 0; i < BODIES; i++) {
            bodies[i] = Workload.EVENT.body(i, withIds);
        }
        double sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sum += read(bodies[i % BODIES]);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CpuTime.ofThisThread();
            for (int i = 0; i < 10 * BODIES; i++) {
                sum += read(bodies[i % BODIES]);
            }
            least = Math.min(least, (CpuTime.ofThisThread() - start) / 1e3 / (10.0 * BODIES * Workload.EVENTS));
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the events hold no numbers");
        }
        return least;
    }

    private static double read(byte[] body) throws IOException {
        double sum = 0;
        for (int from = 0, to; from < body.length; from = to + 1) {
            to = from;
            while (body[to] != '\n') {
                to++;
            }
            try (JsonParser parser = JSON.createParser(body, from, to - from)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    switch (token) {
                        case FIELD_NAME -> sum += parser.currentName().length();
                        case VALUE_STRING -> sum += parser.getText().length();
                        case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> sum += parser.getDoubleValue();
                        default -> sum += 0;
                    }
                }
            }
        }
        return sum;
    }
}
