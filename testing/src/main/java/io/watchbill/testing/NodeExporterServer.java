package io.watchbill.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A real node_exporter on a free port of the loopback interface. */
public final class NodeExporterServer implements AutoCloseable {

    private final ServerProcess process;
    private final URI address;

    private NodeExporterServer(ServerProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the {@code node_exporter} of the PATH and returns when it answers.
     *
     * @param directory for its log
     */
    public static NodeExporterServer start(Path directory) {
        URI address = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
        return new NodeExporterServer(
                ServerProcess.start(
                        List.of(
                                Tool.named("node_exporter").executable().toString(),
                                "--web.listen-address=" + address.getAuthority()),
                        directory,
                        address.resolve("/metrics")),
                address);
    }

    /** Its page. */
    public String page() {
        return ServerProcess.get(address.resolve("/metrics"));
    }

    @Override
    public void close() {
        process.close();
    }
}
