package io.watchbill.exporter;

import io.watchbill.statistics.ProfileJson;
import java.lang.invoke.MethodHandles;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Classes that a start needs later, loaded in a thread of their own meanwhile: loading and checking them is most of what
 * a start does. Each is loaded once, whoever asks first.
 */
final class LoadedAhead {
    private LoadedAhead() {}

    static void start() {
        Thread thread = new Thread(LoadedAhead::load, "classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            MethodHandles.lookup().ensureInitialized(ProfileJson.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the class is public", e);
        }
        // Never started: it has neither threads nor a port.
        Server server = new Server();
        server.addConnector(new ServerConnector(server));
    }
}
