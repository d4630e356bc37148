package io.watchbill.incidents.serve;

import io.watchbill.incidents.record.Alerts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An incident server as a process of its own, to be killed. */
final class KilledServer {

    private KilledServer() {}

    /**
     * Says its port on standard output once it listens.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ServerSettings settings = RunningServer.settings(Path.of(arguments[0]), List.of());
        IncidentsServer server = IncidentsServer.start(settings, Alerts.systems(), InstantSource.system());
        System.out.println(server.address().getPort());
        new CountDownLatch(1).await();
    }
}
