package io.watchbill.cli;

import io.watchbill.runbooks.Runbooks;
import io.watchbill.spec.catalogue.MetricCatalogue;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * What a command takes long to use for the first time, begun on another processor while the command line and the specification
 * are still being read: the catalogue with its presets, and the engine of the templates. Who needs them sooner waits for them.
 */
final class HeadStart {

    private HeadStart() {}

    /** Begins with what the arguments will need. */
    static void begin(List<String> arguments) {
        boolean compiles = arguments.contains("compile");
        if (compiles || arguments.contains("check") || arguments.contains("explain")) {
            Thread thread = new Thread(() -> load(compiles), "head start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load(boolean compiles) {
        MetricCatalogue.standard();
        if (compiles) {
            try {
                MethodHandles.lookup().ensureInitialized(Runbooks.class);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a public class is open to all", e);
            }
        }
    }
}
