package io.watchbill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus on a free port of the loopback interface, its data under a directory of the test. */
public final class PrometheusServer implements AutoCloseable {

    private final ServerProcess process;
    private final URI address;

    private PrometheusServer(ServerProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the {@code prometheus} of the PATH and returns when it is ready.
     *
     * @param directory for data and log; relative paths in the configuration start at the configuration's own folder
     * @param configuration a prometheus.yml
     */
    public static PrometheusServer start(Path directory, Path configuration) {
        return start(directory, configuration, "15d");
    }

    /**
     * Starts it on blocks of long ago, which it keeps as they are.
     *
     * @param directory its blocks are in {@link #data}
     */
    public static PrometheusServer onBlocks(Path directory) {
        try {
            Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
            return start(directory, configuration, "100y");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a Prometheus of that directory has its blocks. */
    public static Path data(Path directory) {
        return directory.resolve("prometheus-data");
    }

    private static PrometheusServer start(Path directory, Path configuration, String retention) {
        int port = ServerProcess.freePort();
        URI address = URI.create("http://127.0.0.1:" + port);
        return new PrometheusServer(
                ServerProcess.start(
                        List.of(
                                Tool.named("prometheus").executable().toString(),
                                "--config.file=" + configuration.toAbsolutePath(),
                                "--storage.tsdb.path=" + data(directory).toAbsolutePath(),
                                "--storage.tsdb.retention.time=" + retention,
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.enable-lifecycle"),
                        directory,
                        address.resolve("/-/ready")),
                address);
    }

    public URI address() {
        return address;
    }

    /** The API's answer to an instant query, as JSON. */
    public String query(String promql) {
        return get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
    }

    /** The body of a GET of a path with its query, such as {@code /api/v1/rules}. */
    public String get(String path) {
        return ServerProcess.get(address.resolve(path));
    }

    /** Reads configuration and rules again; fails if Prometheus refuses them. */
    public void reload() {
        ServerProcess.post(address.resolve("/-/reload"), "");
    }

    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
