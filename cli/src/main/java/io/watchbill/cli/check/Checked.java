package io.watchbill.cli.check;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.alertmanager.base.BaseProblem;
import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Platform;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.dashboards.PanelProblem;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.plan.TargetProblem;
import io.watchbill.plan.lint.KeyQuestion;
import io.watchbill.plan.lint.Lint;
import io.watchbill.plan.lint.Surroundings;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Severity;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.SpecificationCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What came of checking.
 *
 * @param files as they were asked for
 * @param findings of all of them, each once
 * @param questions the key questions with their answers by system; for specifications without errors of the format
 */
public record Checked(List<Path> files, List<Finding> findings, Map<String, List<KeyQuestion>> questions) {

    public Checked {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * Reads, plans and judges.
     *
     * @param known what is known about where the rules will run; of reference profiles that can be read it is found out
     * @param templates of runbooks
     * @param horizon how many days ahead maintenance must be written out at least
     * @param form where the routes go
     * @param home the checkout that this runs from, if it does: a promtool may lie beside it
     * @throws io.watchbill.cli.Failure if two systems have one name
     */
    public static Checked of(
            List<Path> files,
            Target target,
            Surroundings known,
            Templates templates,
            int horizon,
            RoutingForm form,
            Optional<Path> home) {
        Specifications read = Specifications.read(files);
        List<Plan> plans = read.plans(target);
        List<Finding> findings = new ArrayList<>(read.findings());
        findings.addAll(lint(read, plans, known));
        Map<String, List<KeyQuestion>> questions = new LinkedHashMap<>();
        for (LoadedSpecification loaded : read.loaded()) {
            questions.put(loaded.specification().metadata().name(), KeyQuestion.of(loaded));
        }
        if (!plans.isEmpty()) {
            findings.addAll(ofWhatIsGenerated(read, plans, target, templates, horizon, form));
        }
        for (LoadedSpecification loaded : read.loaded()) {
            findings.addAll(Watches.findings(loaded, target.day()));
            findings.addAll(Dates.findings(loaded, target.day(), horizon));
        }
        findings.addAll(Promtool.findings(read.loaded(), home));
        return new Checked(files, findings.stream().distinct().toList(), questions);
    }

    /** What is wrong with what the specifications would be compiled to; there is at least one. */
    private static List<Finding> ofWhatIsGenerated(
            Specifications read, List<Plan> plans, Target target, Templates templates, int horizon, RoutingForm form) {
        List<Finding> findings = new ArrayList<>();
        Fleet fleet = Compilation.fleet(plans, target.timeScale());
        for (Plan plan : fleet.plans()) {
            for (TargetProblem problem : TargetProblem.of(plan)) {
                of(problem.system(), read)
                        .map(loaded -> finding(CheckCode.NOT_IN_TARGET, problem.specPath(), problem.message(), loaded))
                        .ifPresent(findings::add);
            }
        }
        for (PanelProblem problem : fleet.plans().stream()
                .flatMap(plan -> Dashboards.problems(plan).stream())
                .toList()) {
            CheckCode code = switch (problem.kind()) {
                case UNKNOWN_VIEW -> CheckCode.UNKNOWN_VIEW;
                case UNKNOWN_PANEL -> CheckCode.UNKNOWN_PANEL;
                case TAKEN -> CheckCode.PANEL_TAKEN;
                case ALERTED -> CheckCode.PANEL_ALERTED;
                case UNKNOWN_VARIABLE -> CheckCode.UNKNOWN_VARIABLE;
                case FILLED_IN -> CheckCode.FILLED_IN;
            };
            of(problem.system(), read)
                    .map(loaded -> finding(code, problem.specPath(), problem.message(), loaded))
                    .ifPresent(findings::add);
        }
        for (RoutingProblem problem : form.problems(fleet)) {
            of(problem.system(), read)
                    .map(loaded -> finding(code(problem.kind()), problem.specPath(), problem.message(), loaded))
                    .ifPresent(findings::add);
        }
        for (BaseProblem problem : form.baseProblems(fleet)) {
            findings.add(new Finding(
                    code(problem.kind()),
                    problem.location(),
                    "",
                    problem.message(),
                    Optional.empty(),
                    Optional.empty()));
        }
        for (WrittenOut time : form.writtenOut(fleet)) {
            boolean near = time.until().isBefore(target.day().plusDays(horizon));
            CheckCode code = near ? CheckCode.NEAR_END : CheckCode.WRITTEN_OUT;
            String mending = near ? ", or give the window a longer horizon than " + horizon + " days" : "";
            of(time.system(), read)
                    .map(loaded -> finding(code, time.specPath(), time.text() + mending, loaded))
                    .ifPresent(findings::add);
        }
        Compilation compilation =
                Compilation.of(read, fleet, new Platform.Files(), form, DashboardForm.FILES, templates, "");
        findings.addAll(BrokenLinks.findings(compilation, read.loaded()));
        return findings;
    }

    /**
     * What the rules of the lint say of specifications, and of the profiles that they name.
     *
     * @param plans in the order of the specifications, at time scale 1
     */
    public static List<Finding> lint(Specifications read, List<Plan> plans, Surroundings known) {
        return IntStream.range(0, plans.size())
                .parallel()
                .mapToObj(i -> lint(read.loaded().get(i), plans.get(i), known))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Finding> lint(LoadedSpecification loaded, Plan plan, Surroundings known) {
        Surroundings surroundings = new Surroundings(known.retention(), known.page(), Profiles.categories(loaded));
        return Lint.findings(loaded, plan, surroundings);
    }

    private static CheckCode code(RoutingProblem.Kind kind) {
        return switch (kind) {
            case REFUSED -> CheckCode.NOT_ROUTABLE;
            case LESSENED -> CheckCode.ROUTED_OTHERWISE;
            case FAULT -> CheckCode.KNOWN_FAULT;
        };
    }

    private static Optional<LoadedSpecification> of(String system, Specifications read) {
        return read.loaded().stream()
                .filter(loaded -> loaded.specification().metadata().name().equals(system))
                .findFirst();
    }

    private static Finding finding(CheckCode code, String specPath, String message, LoadedSpecification loaded) {
        return loaded.places().finding(code, loaded.places().of(specPath), message, Optional.empty(), Optional.empty());
    }

    /** Whether a file could not be read at all. */
    public boolean isNoAnswer() {
        return findings.stream().anyMatch(finding -> finding.code() == SpecificationCode.FILE_UNREADABLE);
    }

    /** Whether there is a finding as bad as that. */
    public boolean has(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.code().severity() == severity);
    }
}
