package io.watchbill.exporter;

import io.watchbill.engine.ModelPlan;
import io.watchbill.web.WebConfigException;
import io.watchbill.web.WebSecurity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads everything that a start reads, and says what it would watch or every reason why it could not start. */
final class ConfigCheck {
    private final PrintWriter out;
    private final PrintWriter err;
    private boolean valid = true;

    ConfigCheck(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Checks; no port and no store is opened.
     *
     * @param settings makes the settings from the options
     * @param sources makes the sources from the options
     * @return whether the exporter could start, as far as files and options tell
     */
    boolean run(
            Callable<Settings> settings,
            Callable<SourceSettings> sources,
            List<Path> specifications,
            @Nullable Path profiles) {
        List<ModelPlan> plans = new ArrayList<>();
        List<Settings> usable = new ArrayList<>();
        attempt(() -> {
            usable.add(settings.call());
            web(usable.get(0));
        });
        attempt(sources::call);
        List<Path> files = new ArrayList<>();
        List<WatchedSystem> systems = new ArrayList<>();
        for (Path file : specifications) {
            attempt(() -> {
                WatchedSystem system = SystemFiles.read(List.of(file), profiles).get(0);
                plans.addAll(ModelPlans.of(List.of(system)).plans());
                files.add(file);
                systems.add(system);
            });
        }
        attempt(() -> SystemFiles.requireOneOwner(files, systems));
        usable.forEach(made -> attempt(() -> made.watched().require(plans)));
        for (WatchedSystem system : systems) {
            out.println("would watch " + SystemFiles.describe(system));
            SystemFiles.warnings(system).forEach(warning -> out.println("warning: " + warning));
        }
        out.flush();
        return valid;
    }

    private static void web(Settings settings) throws WebConfigException {
        try (WebSecurity security = WebSecurity.start(settings.web())) {
            security.requireProtected("--listen", settings.metrics());
            security.requireProtected("--ingest", settings.ingest());
        }
    }

    /** Something that is checked. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            valid = false;
            err.println("watchbill-exporter: " + e.getMessage());
            err.flush();
        }
    }
}
