package io.watchbill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/** The exporter's jar as a process, on free ports. */
final class ExporterProcess implements Closeable {
    private static final String READ = "read_bytes:";
    private static final long WAIT = Duration.ofMinutes(5).toNanos();

    private final Process process;
    private final SocketFactory sockets;
    private final int metrics;
    private final int ingest;
    private final double firstScrapeSeconds;
    private final double readySeconds;

    /**
     * Starts it with that heap, and waits until it takes events in.
     *
     * @param data where it keeps its state, or {@code none}
     */
    ExporterProcess(Path jar, Path specification, String data, String heap) throws IOException {
        this(jar, specification, data, List.of("-Xmx" + heap), List.of());
    }

    /**
     * The same with options of one's own.
     *
     * @param java options of Java
     * @param options options of the exporter
     */
    ExporterProcess(Path jar, Path specification, String data, List<String> java, List<String> options)
            throws IOException {
        this(jar, specification, data, java, options, SocketFactory.getDefault());
    }

    /**
     * The same where the options give it TLS.
     *
     * @param sockets that trust its certificate
     */
    ExporterProcess(
            Path jar, Path specification, String data, List<String> java, List<String> options, SocketFactory sockets)
            throws IOException {
        this.sockets = sockets;
        metrics = freePort();
        ingest = freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseG1GC"));
        command.addAll(java);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--spec",
                specification.toString(),
                "--data-dir",
                data,
                "--listen",
                "127.0.0.1:" + metrics,
                "--ingest",
                "127.0.0.1:" + ingest));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // As the systemd unit and the container have it.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        long start = System.nanoTime();
        process = builder.start();
        firstScrapeSeconds = secondsUntil(start, "/metrics");
        readySeconds = secondsUntil(start, "/-/ready");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private double secondsUntil(long start, String path) throws IOException {
        byte[] request = Connection.get(path);
        while (System.nanoTime() - start < WAIT && process.isAlive()) {
            try (Connection connection = new Connection(sockets, metrics)) {
                if (connection.exchange(request) == 200) {
                    return (System.nanoTime() - start) / 1e9;
                }
            } catch (IOException e) {
                // Not listening yet: that is what is measured.
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new IOException("the exporter does not answer " + path);
    }

    int metrics() {
        return metrics;
    }

    int ingest() {
        return ingest;
    }

    double firstScrapeSeconds() {
        return firstScrapeSeconds;
    }

    double readySeconds() {
        return readySeconds;
    }

    /** CPU time that the process has used. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The number of the process. */
    long pid() {
        return process.pid();
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Bytes that the process has made the system read from a disk. */
    long bytesReadFromDisk() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "io"))) {
            if (line.startsWith(READ)) {
                return Long.parseLong(line.substring(READ.length()).strip());
            }
        }
        throw new IOException("the system does not count what a process reads");
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
