package io.watchbill.cli.compile;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.cli.Failure;
import io.watchbill.cli.output.OutputFolder.Content;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.dashboards.PanelProblem;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.TargetProblem;
import io.watchbill.plan.TimeScale;
import io.watchbill.rules.PrometheusFiles;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.kubernetes.KubernetesFiles;
import io.watchbill.rules.proof.RuleTests;
import io.watchbill.runbooks.OperationsDocument;
import io.watchbill.runbooks.RunbookSite;
import io.watchbill.runbooks.Runbooks;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.reader.DocumentTables;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What specifications compile to.
 *
 * @param fleet    the plans, by name of the system
 * @param content  what the output folder is to hold
 * @param problems what the target formats cannot do as the specifications ask
 * @param writtenOut times that end with their last date
 */
public record Compilation(Fleet fleet, Content content, List<Problem> problems, List<WrittenOut> writtenOut) {

    public Compilation {
        problems = List.copyOf(problems);
        writtenOut = List.copyOf(writtenOut);
    }

    /**
     * Something that is right by itself but cannot be compiled as it stands.
     *
     * @param place   file, line and column where it was written
     * @param error   whether nothing may be written
     * @param message what is wrong, what was expected and how to mend it
     */
    public record Problem(String place, boolean error, String message) {}

    /** Whether nothing may be written. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::error);
    }

    /**
     * Compiles specifications without errors; pure but for what it is given.
     *
     * @param platform how Prometheus is told of rules and targets
     * @param form where the routes go
     * @param dashboards how Grafana gets its dashboards
     * @param templates of runbooks
     * @param version of this watchbill, for the manifest
     * @throws Failure if two systems have one name, or one use case, or a template cannot be filled
     */
    public static Compilation of(
            Specifications read,
            Target target,
            Platform platform,
            RoutingForm form,
            DashboardForm dashboards,
            Templates templates,
            String version) {
        Map<String, String> hashes = new HashMap<>();
        for (LoadedSpecification loaded : read.loaded()) {
            hashes.put(loaded.specification().metadata().name(), loaded.hash());
        }
        Fleet fleet = fleet(read, target);
        List<Problem> problems = new ArrayList<>();
        for (Plan plan : fleet.plans()) {
            for (TargetProblem problem : TargetProblem.of(plan)) {
                String place = place(problem.system(), problem.specPath(), read.loaded());
                problems.add(new Problem(place, true, problem.message()));
            }
        }
        for (Plan plan : fleet.plans()) {
            for (PanelProblem problem : Dashboards.problems(plan)) {
                String place = place(problem.system(), problem.specPath(), read.loaded());
                problems.add(new Problem(place, true, problem.message()));
            }
        }
        problems.addAll(routing(read, fleet, form));
        SortedMap<String, String> files = new TreeMap<>();
        if (problems.stream().noneMatch(Problem::error)) {
            for (Artifact artifact : render(read, fleet, platform, form, dashboards, templates)) {
                if (files.putIfAbsent(artifact.path(), artifact.content()) != null) {
                    throw new Failure("two systems would write " + artifact.path()
                            + ": give one of them another metadata.useCase");
                }
            }
        }
        return new Compilation(fleet, new Content(version, hashes, files), problems, form.writtenOut(fleet));
    }

    /**
     * The plans of specifications without errors.
     *
     * @throws Failure if two systems have one name
     */
    public static Fleet fleet(Specifications read, Target target) {
        Target unscaled = target.withTimeScale(1);
        try {
            return new Fleet(read.loaded().parallelStream()
                    .map(loaded -> TimeScale.apply(Planner.plan(loaded, unscaled), target.timeScale()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The runbooks and documents as a site, see {@link RunbookSite}; empty where nothing may be written.
     *
     * @throws Failure if two pages have one name, or a template cannot be filled
     */
    public Content site(Templates templates) {
        SortedMap<String, String> pages = new TreeMap<>();
        if (!hasErrors()) {
            try {
                for (Artifact page : RunbookSite.render(fleet, content.files(), templates)) {
                    if (pages.putIfAbsent(page.path(), page.content()) != null) {
                        throw new Failure(
                                "two pages of the site would be " + page.path() + ": name the system otherwise");
                    }
                }
            } catch (TemplateFailure e) {
                throw new Failure("a template cannot be filled: " + e.getMessage(), e);
            }
        }
        return new Content(content.version(), content.systems(), pages);
    }

    /** What Alertmanager cannot do as the specifications of a fleet ask, or does wrong. */
    public static List<Problem> routing(Specifications read, Fleet fleet, RoutingForm form) {
        List<Problem> problems = new ArrayList<>();
        form.problems(fleet)
                .forEach(problem -> problems.add(new Problem(
                        place(problem.system(), problem.specPath(), read.loaded()),
                        problem.error(),
                        problem.message())));
        form.baseProblems(fleet)
                .forEach(problem -> problems.add(new Problem(
                        problem.place(), problem.kind() == RoutingProblem.Kind.REFUSED, problem.message())));
        return problems;
    }

    /** File, line and column of a place in the specification of a system. */
    private static String place(String system, String specPath, List<LoadedSpecification> loaded) {
        return loaded.stream()
                .filter(one -> one.specification().metadata().name().equals(system))
                .findFirst()
                .map(one -> one.places().of(specPath).text())
                .orElse(system);
    }

    /** What is rendered, as pure functions that processors can share; for one system too, where most of it is the start of Java. */
    private static List<Artifact> render(
            Specifications read,
            Fleet fleet,
            Platform platform,
            RoutingForm form,
            DashboardForm dashboards,
            Templates templates) {
        List<Supplier<List<Artifact>>> parts = new ArrayList<>();
        for (Plan plan : fleet.plans()) {
            parts.add(() -> documents(plan, written(read, plan), templates));
            parts.add(() -> RuleTests.render(plan));
            parts.add(() -> RuleFiles.render(plan));
        }
        parts.add(() -> Dashboards.render(fleet, dashboards));
        parts.add(() -> form.render(fleet, platform));
        parts.add(
                platform instanceof Platform.Operator operator
                        ? () -> KubernetesFiles.render(fleet, operator.access())
                        : () -> PrometheusFiles.render(fleet).stream().toList());
        try {
            return parts.parallelStream().flatMap(part -> part.get().stream()).toList();
        } catch (TemplateFailure e) {
            throw new Failure("a template cannot be filled: " + e.getMessage(), e);
        }
    }

    private static LoadedSpecification written(Specifications read, Plan plan) {
        return read.loaded().stream()
                .filter(loaded -> loaded.specification().metadata().name().equals(plan.system()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Artifact> documents(Plan plan, LoadedSpecification written, Templates templates) {
        List<Artifact> artifacts = new ArrayList<>(Runbooks.render(plan, templates));
        artifacts.addAll(OperationsDocument.render(plan, DocumentTables.elsewhere(written)));
        return artifacts;
    }
}
