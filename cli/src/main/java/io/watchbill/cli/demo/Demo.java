package io.watchbill.cli.demo;

import io.watchbill.alertmanager.ReceiverNames;
import io.watchbill.cli.Failure;
import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Platform;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.cli.demo.Webhooks.Notification;
import io.watchbill.cli.output.OutputFolder;
import io.watchbill.cli.tools.Toolbox;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.examples.flightdelay.Bug;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.Target;
import io.watchbill.runbooks.RunbookTemplates;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.finding.FindingText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The way from a specification to an answered alert, on this machine: the stack is started, production is replayed in
 * lock-step with Prometheus, and the demo ends when the fault's drift alert has reached the P2 receiver.
 */
public final class Demo {

    /** How often the demo's Prometheus scrapes and evaluates. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** What the ranges of rates are cut for: a step of the replay takes about so long, and a rate needs four of them. */
    private static final Duration STEP_TAKES = INTERVAL.multipliedBy(3);

    /** Twelve minutes of alerting are a second of the demo: three to six steps, half a day of production. */
    private static final int TIME_SCALE = 720;

    /** Without an alert until then, none will come: the fault has filled every 24-hour window for days. */
    private static final Instant GIVE_UP = Bug.SINCE.plus(Duration.ofDays(5));

    private final DemoSettings settings;
    private final DemoView view;
    private final Path example;

    public Demo(DemoSettings settings, DemoView view) {
        this.settings = settings;
        this.view = view;
        this.example = settings.home().resolve("examples/flight-delay");
    }

    /**
     * Runs to the end; without {@code --once} the end is an interrupt.
     *
     * @return whether the fault's drift alert reached the P2 receiver, and no drift alert fired before the fault
     * @throws Failure if any part of the stack fails
     */
    public boolean run() {
        long started = System.nanoTime();
        Toolbox tools = Toolbox.fetched(settings.home());
        JsonHttp http = new JsonHttp();
        try (Webhooks webhooks = new Webhooks();
                Children children = new Children(settings.work())) {
            Path base = example.resolve("ops.yaml");
            Path overlay = Overlay.write(
                    settings.work(), base, read(base).loaded().get(0).specification(), webhooks::address);
            Specifications read = read(overlay);
            Target target = new Target(STEP_TAKES, INTERVAL, TIME_SCALE);
            Compilation compiled = Compilation.of(
                    read,
                    Compilation.fleet(read, target),
                    new Platform.Files(),
                    new RoutingForm.Whole(),
                    DashboardForm.FILES,
                    Templates.of(RunbookTemplates.SET),
                    settings.version());
            Path generated = settings.work().resolve("generated");
            new OutputFolder(generated).write(compiled.content());
            view.say("compiled   " + example.resolve("ops.yaml") + " into " + generated);
            Stack stack =
                    Stack.start(children, tools, http, settings.home(), settings.work(), overlay, generated, INTERVAL);
            view.say("started    exporter, node_exporter, Prometheus, Alertmanager; their logs are in "
                    + settings.work());
            Plan plan = compiled.fleet().plans().get(0);
            boolean success;
            try {
                success = replay(plan, stack, http, webhooks, children, generated);
            } catch (Failure e) {
                explain(children);
                throw e;
            }
            view.say("");
            view.say(String.format("%.0f s in all", (System.nanoTime() - started) / 1e9));
            if (!settings.once()) {
                view.say("The stack runs on for you to look at. Ctrl-C ends it.");
                while (true) {
                    children.checkAlive();
                    Stack.pause(Duration.ofSeconds(1));
                }
            }
            return success;
        }
    }

    /** A request without an answer says little if the reason is a process that is just ending: that is waited for. */
    private static void explain(Children children) {
        for (Duration waited = Duration.ZERO; waited.compareTo(ENDING) < 0; waited = waited.plus(MOMENT)) {
            children.checkAlive();
            Stack.pause(MOMENT);
        }
    }

    private boolean replay(
            Plan plan, Stack stack, JsonHttp http, Webhooks webhooks, Children children, Path generated) {
        OperationsSpecification specification = plan.specification();
        Model model = specification.models().get(0);
        String window = model.drift().windows().get(0).label();
        PrometheusApi prometheus = new PrometheusApi(http, stack.prometheus());
        Watch watch = new Watch(
                prometheus,
                webhooks,
                view,
                names(plan, alert -> alert.kind() == AlertKind.WATCHDOG),
                "ml_drift_psi{model=\"" + model.name() + "\",window=\"" + window + "\"}");
        LockStep lockStep = new LockStep(
                children,
                prometheus,
                "ml_window_end_timestamp_seconds{model=\"" + model.name() + "\",window=\"" + window + "\"}");
        Verdict verdict = new Verdict(
                prometheus,
                new AlertmanagerApi(http, stack.alertmanager()),
                webhooks,
                names(plan, Demo::aboutDrift),
                ReceiverNames.of(
                        plan.system(),
                        specification.alerting().severity(Priority.P2).receiver()));
        Pace pace = new Pace(settings.speed());
        long began = System.nanoTime();
        List<String> falseAlarms = List.of();
        Optional<Notification> reached = Optional.empty();
        Instant from = settings.from().atStartOfDay(ZoneOffset.UTC).toInstant();
        try (Replayer replayer =
                Replayer.open(http, stack.observations(), example.resolve("flights.parquet"), settings.bug(), from)) {
            view.say(
                    "replaying  flights from " + settings.from() + " on, three hours a step; " + words(settings.bug()));
            while (reached.isEmpty() && replayer.production().isBefore(GIVE_UP)) {
                if (replayer.production().equals(Bug.SINCE)) {
                    falseAlarms = verdict.firedWithin(Duration.ofNanos(System.nanoTime() - began));
                }
                pace.await();
                lockStep.awaitEvaluated(replayer.post());
                Instant production = replayer.production();
                watch.look(production, progress(from, production), faulty(production));
                reached = column(settings.bug()).flatMap(verdict::reached);
            }
            Closing closing = new Closing(view, plan, stack, generated);
            List<String> fired = verdict.firedWithin(Duration.ofNanos(System.nanoTime() - began));
            if (falseAlarms.isEmpty()) {
                closing.concept(watch.daysOf(names(plan, Demo::pagesAboutAccuracy)));
            }
            return closing.tell(replayer.production(), reached, falseAlarms, fired, settings.bug());
        }
    }

    private static Specifications read(Path file) {
        Specifications read = Specifications.read(List.of(file));
        if (read.hasErrors()) {
            throw new Failure("the demo's own specification has errors:\n"
                    + read.findings().stream().map(FindingText::render).collect(Collectors.joining("\n")));
        }
        return read;
    }

    private static double progress(Instant from, Instant production) {
        Duration whole = Duration.between(from, Bug.SINCE.plus(Duration.ofDays(2)));
        return Math.min(1, (double) Duration.between(from, production).toHours() / whole.toHours());
    }

    private boolean faulty(Instant production) {
        return settings.bug() != Bug.NONE && production.isAfter(Bug.SINCE);
    }

    /** The column that the fault moves. */
    private static Optional<String> column(Bug bug) {
        return switch (bug) {
            case NONE -> Optional.empty();
            case UNIT -> Optional.of("distance");
            case HOURS -> Optional.of("departure_hour");
        };
    }

    private static String words(Bug bug) {
        return switch (bug) {
            case NONE -> "nothing goes wrong";
            case UNIT -> "from 1 March on the distance arrives in kilometres";
            case HOURS -> "from 1 March on the hour of departure arrives in UTC";
        };
    }

    private static Set<String> names(Plan plan, Predicate<PlannedAlert> wanted) {
        return plan.alerts().stream().filter(wanted).map(PlannedAlert::name).collect(Collectors.toSet());
    }

    private static boolean pagesAboutAccuracy(PlannedAlert alert) {
        return alert.priority() == Priority.P2
                && alert.condition().stream()
                        .flatMap(condition -> condition.clauses().stream())
                        .anyMatch(clause -> clause.metric().equals("accuracy"));
    }

    private static boolean aboutDrift(PlannedAlert alert) {
        return switch (alert.kind()) {
            case FEATURE_DRIFT, PREDICTION_DRIFT -> true;
            case WRITTEN_CONDITION, KEY_METRIC ->
                alert.condition().stream()
                        .flatMap(condition -> condition.clauses().stream())
                        .anyMatch(clause -> clause.metric().contains("_drift."));
            case WRITTEN_PROMQL,
                    PERFORMANCE_DROP,
                    CONFIDENCE_DECAY,
                    RUN_LATE,
                    RUN_ROWS,
                    DOWN,
                    SLO_BURN,
                    SLO_EXHAUSTED,
                    SLO_UNMEASURED,
                    MONITORING,
                    WATCHDOG -> false;
        };
    }
}
