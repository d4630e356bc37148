package io.watchbill.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A real Alertmanager on a free port of the loopback interface, without cluster, its data under a directory of the test. */
public final class AlertmanagerServer implements AutoCloseable {

    private final ServerProcess process;
    private final URI address;

    private AlertmanagerServer(ServerProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the Alertmanager of the PATH and returns when it is ready.
     *
     * @param directory for data and log
     * @param configuration an alertmanager.yml
     */
    public static AlertmanagerServer start(Path directory, Path configuration) {
        return start("alertmanager", directory, configuration);
    }

    /** The same for the Alertmanager that lies on the PATH by another name, such as {@code alertmanager-sid}. */
    public static AlertmanagerServer start(String name, Path directory, Path configuration) {
        int port = ServerProcess.freePort();
        URI address = URI.create("http://127.0.0.1:" + port);
        Path program = Tool.named(name).executable();
        return new AlertmanagerServer(
                ServerProcess.start(
                        List.of(
                                program.toString(),
                                "--config.file=" + configuration.toAbsolutePath(),
                                "--storage.path="
                                        + directory.resolve("alertmanager-data").toAbsolutePath(),
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:" + port),
                        directory,
                        address.resolve("/-/ready")),
                address);
    }

    public URI address() {
        return address;
    }

    /** The alerts that it holds, as the JSON array of its API v2, whether active, silenced or inhibited. */
    public String alerts() {
        return ServerProcess.get(address.resolve("/api/v2/alerts"));
    }

    /** Sends alerts as Prometheus would: a JSON array of {@code labels}, {@code annotations}, {@code startsAt}, {@code endsAt}. */
    public void send(String alerts) {
        ServerProcess.post(address.resolve("/api/v2/alerts"), alerts);
    }

    /** Sets a silence: a JSON object of {@code matchers}, {@code startsAt}, {@code endsAt}, {@code createdBy}, {@code comment}. */
    public void silence(String silence) {
        ServerProcess.post(address.resolve("/api/v2/silences"), silence);
    }

    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
