package io.watchbill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sends predictions that have an id, a time and no features, and that wait for labels, most of which never come. */
final class WaitingPredictions implements Closeable {
    /** Predictions in one body. */
    static final int TOGETHER = 500;

    private final Connection connection;
    private final IntToLongFunction times;

    /** @param times when the prediction of that number happened, in milliseconds */
    WaitingPredictions(ExporterProcess exporter, IntToLongFunction times) throws IOException {
        this.connection = new Connection(exporter.ingest());
        this.times = times;
    }

    /** Sends a body of them. */
    void send(int first) throws IOException {
        send(body(first, TOGETHER));
    }

    /** Sends one in a body of its own. */
    void sendAlone(int number) throws IOException {
        send(body(number, 1));
    }

    /** Sends labels of predictions by their numbers. */
    void label(IntStream numbers) throws IOException {
        StringBuilder lines = new StringBuilder();
        numbers.forEach(number -> lines.append("{\"kind\":\"label\",\"model\":\"bench\",\"id\":\"p")
                .append(number)
                .append("\",\"label\":\"yes\"}\n"));
        send(lines.toString());
    }

    /** Where predictions come faster than they are written, the exporter asks for patience. */
    private void send(String body) throws IOException {
        byte[] request = Load.request(body.getBytes(StandardCharsets.US_ASCII));
        int status = connection.exchange(request);
        while (status == 503) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            status = connection.exchange(request);
        }
        Load.accept(status);
    }

    private String body(int first, int count) {
        StringBuilder lines = new StringBuilder();
        for (int number = first; number < first + count; number++) {
            lines.append("{\"kind\":\"prediction\",\"model\":\"bench\",\"version\":\"v1\",\"id\":\"p")
                    .append(number)
                    .append("\",\"time\":")
                    .append(times.applyAsLong(number))
                    .append(",\"prediction\":\"yes\",\"score\":0.")
                    .append(1_000 + number * 7_919L % 9_000)
                    .append("}\n");
        }
        return lines.toString();
    }

    /** Bytes of all files of a store. One that is gone before it is measured counts nothing. */
    static double bytes(Path folder) throws IOException {
        return bytes(folder, "");
    }

    /** Those of tables alone, without the log. */
    static double tableBytes(Path folder) throws IOException {
        return bytes(folder, ".sst");
    }

    private static double bytes(Path folder, String end) throws IOException {
        double bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(end)).toList()) {
                bytes += size(file);
            }
        }
        return bytes;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // compacted away since it was listed
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
