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
     * @param values knows what is wrong with the options
     * @param settings as the options say
     * @param sources makes the sources from the options
     * @return whether the exporter could start, as far as files and options tell
     */
    boolean run(
            OptionValues values,
            Settings settings,
            Callable<SourceSettings> sources,
            List<Path> specifications,
            @Nullable Path profiles) {
        List<ModelPlan> plans = new ArrayList<>();
        attempt(sources::call);
        values.wrong().forEach(this::wrong);
        attempt(() -> web(settings));
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
        attempt(() -> settings.watched().require(plans));
        for (WatchedSystem system : systems) {
            if (valid) {
                out.println("would watch " + SystemFiles.describe(system));
            }
            SystemFiles.warnings(system).forEach(warning -> out.println("warning: " + warning));
        }
        out.flush();
        return valid;
    }

    private void web(Settings settings) throws WebConfigException {
        try (WebSecurity security = WebSecurity.start(settings.web())) {
            attempt(() -> security.requireProtected("--listen", settings.metrics()));
            attempt(() -> security.requireProtected("--ingest", settings.ingest()));
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
            wrong(String.valueOf(e.getMessage()));
        }
    }

    private void wrong(String what) {
        valid = false;
        err.println("watchbill-exporter: " + what);
        err.flush();
    }
}
