package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter as a process of its own: its start, its answers on one connection, its end. */
class ExporterProcessIT {
    private static final int EXCHANGES = 21;

    @TempDir
    Path folder;

    private Process process;
    private BufferedReader log;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--spec",
                        RunningExporter.specification(folder).toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--ingest",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .start();
        log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    private int port(String line) throws IOException {
        for (String read = log.readLine(); read != null; read = log.readLine()) {
            if (read.contains(line)) {
                String address = read.substring(read.indexOf("http://") + 7);
                return Integer.parseInt(address.substring(address.indexOf(':') + 1, address.indexOf('/')));
            }
        }
        throw new AssertionError("the process ended without the line '" + line + "'");
    }

    @Test
    void itEndsCleanlyWhenToldTo() throws Exception {
        port("events to POST");

        process.toHandle().destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(log.lines().toList()).anyMatch(line -> line.endsWith("ending: no more events are taken in"));
    }

    /**
     * Without TCP_NODELAY an answer on a kept connection waits for a delayed acknowledgement, 40 ms or more on every
     * exchange. The median is held against half of that, ten times what it takes.
     */
    @Test
    void anAnswerOnAKeptConnectionWaitsForNoAcknowledgement() throws Exception {
        int metrics = port("metrics on");
        int ingest = port("events to POST");
        String event = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";

        assertThat(medianMillis(metrics, "GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isLessThan(20);
        assertThat(medianMillis(
                        ingest,
                        "POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                                + "Content-Length: " + event.length() + "\r\n\r\n" + event))
                .isLessThan(20);
    }

    private static double medianMillis(int port, String request) throws IOException {
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
            return millis[EXCHANGES / 2];
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
