package io.watchbill.exporter;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the exporter and runs it until it is told to end. */
@Command(
        name = "watchbill-exporter",
        header = "Takes events of models in, and shows Prometheus what they mean.",
        customSynopsis = "watchbill-exporter --spec=FILE [--spec=FILE]... [OPTION]...",
        description = {
            "",
            "Events are sent to POST /v1/observations; /metrics has requests, predictions, drift and performance.",
            "Both listen on this machine only, unless an address and a web configuration say otherwise.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        exitCodeOnInvalidInput = Main.NO_ANSWER,
        exitCodeOnExecutionException = Main.NO_ANSWER,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as it was told to, or the configuration is valid",
            "2:could not start: wrong usage, invalid files, an address in use"
        })
public final class Main implements Callable<Integer> {
    static final int NO_ANSWER = 2;

    private static final String NONE = "none";

    /** So much of the journal makes a snapshot, whatever the time: it bounds what a start reads again. */
    private static final long SNAPSHOT_BYTES = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Option(
            names = "--spec",
            required = true,
            paramLabel = "FILE",
            description = "An Operations Specification; may be given several times.")
    private List<Path> specifications = List.of();

    @Option(
            names = "--profiles",
            paramLabel = "DIR",
            description = "Where reference profiles lie, by file name; by default where each specification says.")
    private @Nullable Path profiles;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9465",
            description = "Where /metrics is served (default: ${DEFAULT-VALUE}).")
    private String listen = "";

    @Option(
            names = "--ingest",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9466",
            description = "Where events are taken in (default: ${DEFAULT-VALUE}).")
    private String ingest = "";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "watchbill-data",
            description = "Where the state is kept, so that a restart loses nothing; none keeps it in memory only"
                    + " (default: ${DEFAULT-VALUE}).")
    private String dataFolder = "";

    @Option(
            names = "--snapshot-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "Most time between two snapshots of the state (default: ${DEFAULT-VALUE}).")
    private String snapshotInterval = "";

    @Option(
            names = "--score-interval",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "Least time between two computations of the scores (default: ${DEFAULT-VALUE}).")
    private String scoreInterval = "";

    @Option(
            names = "--maximum-future",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "How far ahead of this clock an event may be (default: ${DEFAULT-VALUE}).")
    private String maximumFuture = "";

    @Option(
            names = "--check-config",
            description = "Read all files and options, say what would be watched or every error, and end; no port and"
                    + " no store is opened.")
    private boolean checkConfig;

    @ArgGroup(validate = false, heading = "%nWho may connect:%n")
    private WebOptions web = new WebOptions();

    @ArgGroup(validate = false, heading = "%nBounds; how much of each is in use is on the page:%n")
    private BoundOptions bounds = new BoundOptions();

    @ArgGroup(validate = false, heading = "%nThe log:%n")
    private LogOptions log = new LogOptions();

    @ArgGroup(validate = false, heading = "%nEvents from elsewhere than HTTP:%n")
    private SourceOptions sourceOptions = new SourceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    private final List<SourceProvider> providers;

    private Main(List<SourceProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    public static void main(String[] arguments) {
        // Before any class of the JDK's server is loaded: without it a keep-alive answer waits 40 ms for an
        // acknowledgement (Nagle's algorithm against delayed acknowledgements).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Connections to the listener for scrapers; with more, the JDK's server closes new ones at once.
        setDefault("jdk.httpserver.maxConnections", "256");
        setDefault("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> LOG.error("the thread {} was ended by an error", thread.getName(), e));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        List<SourceProvider> providers = ServiceLoader.load(SourceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        CommandLine commandLine = new CommandLine(new Main(providers));
        for (SourceProvider provider : providers) {
            commandLine.addMixin(provider.getClass().getName(), provider.options());
        }
        commandLine.setParameterExceptionHandler((e, arguments) -> {
            e.getCommandLine()
                    .getErr()
                    .println("watchbill-exporter: " + e.getMessage() + "; see --help for all options");
            return NO_ANSWER;
        });
        return commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            Main main = command.getCommand();
            command.getErr().print(main.log.line(Level.SEVERE, "watchbill-exporter: ", String.valueOf(e.getMessage())));
            command.getErr().flush();
            return NO_ANSWER;
        });
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** What {@code --version} says. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"watchbill-exporter " + Version.text()};
        }
    }

    /** Returns only by being interrupted, or after a check: the shutdown hook ends the process. */
    @Override
    public Integer call() throws StartException, InterruptedException {
        OptionValues values = new OptionValues();
        log.use(values);
        Settings settings = settings(values);
        if (checkConfig) {
            CommandLine line = command.commandLine();
            ConfigCheck check = new ConfigCheck(line.getOut(), line.getErr());
            return check.run(values, settings, () -> sources(values), specifications, profiles) ? 0 : NO_ANSWER;
        }
        SourceSettings sources = sources(values);
        values.require();
        started(settings, sources);
        new CountDownLatch(1).await();
        return 0;
    }

    /** The page answers first, so that a scraper sees an exporter that is still reading its files. */
    private void started(Settings settings, SourceSettings sources) throws StartException {
        Exporter exporter = Exporter.start(settings.metrics(), InstantSource.system(), settings.web());
        // Before the first line that says it runs: who reads that line may end it at once.
        Thread end = new Thread(() -> end(exporter), "shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            LOG.info("metrics on {}", url(exporter.scheme(), exporter.metricsAddress(), "/metrics"));
            List<WatchedSystem> systems =
                    exporter.watch(() -> SystemFiles.read(specifications, profiles), settings, sources);
            Hangup.run(() -> reload(exporter));
            for (WatchedSystem system : systems) {
                LOG.info("watching {}", SystemFiles.describe(system));
                SystemFiles.warnings(system).forEach(LOG::warn);
            }
            LOG.info("events to POST {}", url(exporter.scheme(), exporter.ingestAddress(), ObservationsHandler.PATH));
        } catch (StartException | RuntimeException e) {
            forget(end);
            exporter.close();
            throw e;
        }
    }

    private static void reload(Exporter exporter) {
        try {
            exporter.reload("SIGHUP");
        } catch (StartException | RuntimeException e) {
            LOG.debug("the log has said why", e);
        }
    }

    /** A start that failed ends with an exit code of its own, unless the process is being ended already. */
    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already", e);
        }
    }

    /** Being told to end is no failure: the exit code is 0, not that of the signal. */
    private void end(Exporter exporter) {
        // Not logged: the logging of the JDK ends by a hook of its own, at the same time as this one.
        System.err.print(log.line(Level.INFO, "", "ending: no more events are taken in"));
        exporter.close();
        Runtime.getRuntime().halt(0);
    }

    private SourceSettings sources(OptionValues values) {
        List<Source> sources = new ArrayList<>(sourceOptions.sources(values));
        providers.forEach(provider -> sources.addAll(provider.sources()));
        return new SourceSettings(sourceOptions.cloudEvents(values), sources);
    }

    private Settings settings(OptionValues values) {
        return new Settings(
                values.address("--listen", listen),
                values.address("--ingest", ingest),
                values.duration("--score-interval", scoreInterval, Duration.ofMillis(10)),
                values.duration("--maximum-future", maximumFuture, Duration.ZERO),
                bounds.body(values),
                bounds.inFlight(values),
                bounds.keys(values),
                bounds.streams(values),
                bounds.joins(values),
                bounds.waiting(values),
                bounds.model(values),
                bounds.watched(values),
                dataFolder.equals(NONE) ? null : Path.of(dataFolder),
                new SnapshotSettings(
                        values.duration("--snapshot-interval", snapshotInterval, Duration.ofMillis(100)),
                        SNAPSHOT_BYTES,
                        bounds.joins(values) / 2),
                bounds.line(values),
                web.settings(values));
    }

    private static String url(String scheme, InetSocketAddress address, String path) {
        return scheme + "://" + Addresses.text(address) + path;
    }
}
