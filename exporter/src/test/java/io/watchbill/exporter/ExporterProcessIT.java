package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter as a process of its own: its start, its answers on one connection, its end. */
class ExporterProcessIT {
    private static final int EXCHANGES = 41;

    @TempDir
    Path folder;

    private ExporterProcess process;

    @BeforeEach
    void start() {
        process = ExporterProcess.start(
                folder, "--data-dir", folder.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void itEndsCleanlyWhenToldTo() {
        process.port("events to POST");

        assertThat(process.terminate()).isZero();
        assertThat(process.rest()).anyMatch(line -> line.endsWith("ending: no more events are taken in"));
    }

    /**
     * Without TCP_NODELAY an answer on a kept connection waits for a delayed acknowledgement, 40 ms or more on nearly every
     * exchange. A quarter of them must take less than half of that: on a busy machine most may be slow.
     */
    @Test
    void anAnswerOnAKeptConnectionWaitsForNoAcknowledgement() throws Exception {
        int metrics = process.port("metrics on");
        int ingest = process.port("events to POST");
        String event = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";

        assertThat(quartileMillis(metrics, "GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isLessThan(20);
        assertThat(quartileMillis(
                        ingest,
                        "POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                                + "Content-Length: " + event.length() + "\r\n\r\n" + event))
                .isLessThan(20);
    }

    private static double quartileMillis(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            double[] millis = new double[EXCHANGES];
            for (int i = 0; i < EXCHANGES; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                int length = 0;
                for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                }
                assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            return millis[EXCHANGES / 4];
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
