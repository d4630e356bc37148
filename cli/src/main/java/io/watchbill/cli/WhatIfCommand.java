package io.watchbill.cli;

import io.watchbill.alertmanager.WhatIf;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.routing.WhatIfAnswer;
import io.watchbill.cli.routing.WhatIfText;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.finding.NearestName;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchbill whatif}. */
@Command(
        name = "whatif",
        header = "Says who would hear of an alert that fires at a given time, when, and who is next.",
        description = {
            "",
            "Runs the alert through the routes that compile writes, as Alertmanager of the target's version would: waits,"
                    + " repetitions, maintenance, business hours, alerts that silence others, who stands watch then."
                    + " Nothing is sent.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill whatif ops.yaml --alert ShopDown --at '2026-11-28 03:12'|@",
            "  @|bold watchbill whatif ops.yaml --alert ShopQueueFull --at 2026-12-25T09:00:00Z --for 26h|@"
        })
final class WhatIfCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofDays(31);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private SpecificationFiles files = new SpecificationFiles();

    @Option(names = "--alert", paramLabel = "NAME", required = true, description = "The alert that fires.")
    private String name = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            required = true,
            description = "When it begins to fire, its 'for' being over: 2026-11-28T03:12:00Z, or '2026-11-28 03:12' in"
                    + " the system's own time zone.")
    private String at = "";

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = TargetOptions.IntervalConverter.class,
            description = "How long it fires; at most 31d. Default: 24h.")
    private Duration lasts = Duration.ofHours(24);

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A label that the alert has from its series, such as column=distance.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--with",
            paramLabel = "NAME[=DURATION]",
            description = "Another alert that begins to fire at the same time: of the same system, or one that"
                    + " alerting.dependencies names. Default: as long as the alert itself.")
    private List<String> others = new ArrayList<>();

    @Mixin
    private BaseOptions base = new BaseOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        if (lasts.compareTo(LONGEST) > 0) {
            throw wrong("--for", Durations.format(lasts), "longer than 31d");
        }
        labels.keySet().forEach(this::checkLabel);
        RoutingForm form = base.form();
        return files.read(read -> PlannedFleet.of(
                        read, target.target(), form, spec.commandLine().getErr())
                .map(fleet -> show(fleet, form.file(fleet)))
                .orElse(ExitCode.NO));
    }

    private int show(Fleet fleet, AlertmanagerFile file) {
        Plan plan = planOf(fleet);
        Instant from = time(plan.specification().onCall().timezone());
        WhatIf answer = WhatIf.of(file, plan, alert(plan, name), others(plan, from), labels, from, from.plus(lasts));
        PrintWriter out = spec.commandLine().getOut();
        switch (format.format()) {
            case TEXT -> out.print(WhatIfText.of(answer));
            case JSON -> out.println(Json.text(WhatIfAnswer.of(answer)));
        }
        out.flush();
        return ExitCode.YES;
    }

    private void checkLabel(String label) {
        if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw wrong("--label", label, "no name of a label");
        }
        if (label.equals("alertname") || LabelNames.RESERVED.contains(label)) {
            throw wrong("--label", label, "a label that the alert's rule sets");
        }
    }

    private Plan planOf(Fleet fleet) {
        return fleet.plans().stream()
                .filter(plan -> plan.alert(name).isPresent())
                .findFirst()
                .orElseThrow(() -> unknown(
                        name,
                        fleet.plans().stream()
                                .flatMap(plan -> plan.alerts().stream())
                                .map(PlannedAlert::name)
                                .toList()));
    }

    private static PlannedAlert alert(Plan plan, String name) {
        return plan.alert(name)
                .orElseThrow(() -> unknown(
                        name, plan.alerts().stream().map(PlannedAlert::name).toList()));
    }

    /** The others with the time at which each ends. */
    private Map<String, Instant> others(Plan plan, Instant from) {
        List<String> known = Stream.concat(
                        plan.alerts().stream().map(PlannedAlert::name),
                        plan.specification().alerting().dependencies().stream().map(Dependency::alert))
                .distinct()
                .toList();
        Map<String, Instant> ends = new LinkedHashMap<>();
        for (String other : others) {
            int equals = known.contains(other) ? -1 : other.lastIndexOf('=');
            String another = equals < 0 ? other : other.substring(0, equals);
            if (!known.contains(another)) {
                throw unknown(another, known);
            }
            ends.put(another, from.plus(equals < 0 ? lasts : lasting(other.substring(equals + 1))));
        }
        return ends;
    }

    private Duration lasting(String text) {
        Duration duration = Durations.parse(text)
                .filter(length -> !length.isZero())
                .orElseThrow(() -> wrong("--with", text, "no duration over 0 such as 15m"));
        if (duration.compareTo(LONGEST) > 0) {
            throw wrong("--with", text, "longer than 31d");
        }
        return duration;
    }

    private static Failure unknown(String name, List<String> known) {
        return new Failure("no alert is named '" + name + "'"
                + NearestName.of(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")
                + " 'watchbill routes' lists them all");
    }

    private Instant time(ZoneId zone) {
        String text = at.strip().replace(' ', 'T');
        try {
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                    ? OffsetDateTime.parse(text).toInstant()
                    : local(LocalDateTime.parse(text), zone);
        } catch (DateTimeParseException e) {
            throw wrong("--at", at, "no time such as 2026-11-28T03:12:00Z or '2026-11-28 03:12'");
        }
    }

    private Instant local(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() != 1) {
            throw wrong(
                    "--at",
                    at,
                    (offsets.isEmpty() ? "no time in " : "two times in ") + zone.getId()
                            + ", where the clocks change then: write it with an offset, such as -05:00");
        }
        return time.toInstant(offsets.get(0));
    }

    private ParameterException wrong(String option, String value, String why) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '" + option + "': '" + value + "' is " + why);
    }
}
