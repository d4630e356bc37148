package io.watchbill.cli;

import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.incidents.record.WatchedSystems;
import io.watchbill.incidents.serve.AlertmanagerAccess;
import io.watchbill.incidents.serve.IncidentsServer;
import io.watchbill.incidents.serve.ServerSettings;
import io.watchbill.plan.Target;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code watchbill incidents serve}. */
@Command(
        name = "serve",
        header = "Keeps a file for every incident, from Alertmanager's webhooks.",
        description = {
            "",
            "Takes webhooks at POST " + IncidentsServer.PATH
                    + " and answers once they are durable. With --alertmanager it also"
                    + " asks every minute what is silenced (which is taken for an acknowledgement) and what is gone. Its"
                    + " own page is /metrics at the same address.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  @|bold watchbill incidents serve ops.yaml --dir incidents --alertmanager http://localhost:9093|@",
            "",
            "It ends by Ctrl-C or SIGTERM, with exit code 0."
        })
final class IncidentsServeCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", arity = "1..*", description = "Operations Specifications, each of one system.")
    private List<Path> specifications = new ArrayList<>();

    @Mixin
    private IncidentOptions files = new IncidentOptions();

    @Mixin
    private TemplateOptions templates = new TemplateOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9467",
            converter = AddressConverter.class,
            description = "Where it listens, for scrapers too. Default: 127.0.0.1:9467.")
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            converter = UrlConverter.class,
            description = "An Alertmanager to ask what it holds; once for each of a cluster.")
    private List<URI> alertmanagers = new ArrayList<>();

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description =
                    "TLS, users, tokens and permissions, as the exporter and Prometheus's own exporters read it: webhooks need"
                            + " the permission write, the page scrape. Read again when it changes.")
    private @Nullable Path webConfig;

    @Option(
            names = "--insecure-listen",
            description = "Let other machines in though nothing keeps strangers out, where something else guards the"
                    + " address.")
    private boolean insecure;

    @Option(
            names = "--alertmanager-token-file",
            paramLabel = "FILE",
            description = "A file with the bearer token that Alertmanager asks for; read at each use.")
    private @Nullable Path alertmanagerToken;

    @Option(
            names = "--alertmanager-user-file",
            paramLabel = "FILE",
            description = "A file with the name:password that Alertmanager asks for; read at each use.")
    private @Nullable Path alertmanagerUser;

    @Option(
            names = "--alertmanager-ca-file",
            paramLabel = "FILE",
            description = "Certificates in PEM that Alertmanager's must come from, instead of those that Java trusts.")
    private @Nullable Path alertmanagerAuthority;

    @Option(
            names = "--reopen-within",
            paramLabel = "DURATION",
            defaultValue = "30m",
            converter = TargetOptions.IntervalConverter.class,
            description = "What fires again so soon after its end is the same incident. Default: 30m.")
    private Duration reopening = Duration.ofMinutes(30);

    @Option(
            names = "--resend-interval",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = TargetOptions.IntervalConverter.class,
            description = "How often Prometheus tells Alertmanager that an alert fires still; an alert that"
                    + " Alertmanager has not held for two of them is over. Default: 1m.")
    private Duration resend = Duration.ofMinutes(1);

    @Override
    public Integer call() throws InterruptedException {
        // Before any class of the JDK's server is loaded: answers wait for no acknowledgement of the network, and a
        // client that sends or reads too slowly is cut off.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
        }
        Specifications read = Specifications.read(specifications);
        new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess()).print(read.findings());
        if (read.hasErrors()) {
            return FindingsPrinter.exitCode(read.findings());
        }
        WatchedSystems systems = new WatchedSystems(Compilation.fleet(read, Target.DEFAULT));
        IncidentsServer server = start(systems);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress address = server.address();
        out.println("webhooks to POST " + (server.isEncrypted() ? "https://" : "http://") + address.getHostString()
                + ":" + address.getPort() + IncidentsServer.PATH + ", incidents in " + files.path());
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.YES;
    }

    private IncidentsServer start(WatchedSystems systems) {
        ServerSettings settings = new ServerSettings(
                files.path(),
                templates.incidentPage(),
                listen,
                WebSettings.of(Optional.ofNullable(webConfig), insecure),
                alertmanagers,
                access(),
                reopening,
                resend,
                INTERVAL);
        try {
            return IncidentsServer.start(settings, systems, InstantSource.system());
        } catch (IOException e) {
            throw new Failure("the incident server cannot start: " + e.getMessage(), e);
        }
    }

    private AlertmanagerAccess access() {
        if (alertmanagerToken != null && alertmanagerUser != null) {
            throw new ParameterException(
                    spec.commandLine(), "give either --alertmanager-token-file or --alertmanager-user-file, not both");
        }
        return new AlertmanagerAccess(
                Optional.ofNullable(alertmanagerToken),
                Optional.ofNullable(alertmanagerUser),
                Optional.ofNullable(alertmanagerAuthority));
    }

    /** Being told to end is no failure: the exit code is 0, not that of the signal. */
    private static void end(IncidentsServer server) {
        int code = ExitCode.YES;
        try {
            server.close();
        } catch (IOException e) {
            System.err.println(
                    "watchbill: the incident files are not written to their end, the journal has the rest: " + e);
            code = ExitCode.NO_ANSWER;
        }
        Runtime.getRuntime().halt(code);
    }

    static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
        private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)]|([^:\\[\\]]*)):(\\d{1,5})");

        @Override
        public InetSocketAddress convert(String text) {
            Matcher form = FORM.matcher(text);
            if (form.matches() && Integer.parseInt(form.group(3)) <= 65_535) {
                String host = form.group(1) == null ? form.group(2) : form.group(1);
                InetSocketAddress address = new InetSocketAddress(
                        host == null || host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(form.group(3)));
                if (!address.isUnresolved()) {
                    return address;
                }
            }
            throw new TypeConversionException("'" + text + "' is not an address such as 127.0.0.1:9467");
        }
    }

    static final class UrlConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI uri = URI.create(text);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is not an address such as http://localhost:9093");
        }
    }
}
