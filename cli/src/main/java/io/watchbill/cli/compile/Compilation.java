package io.watchbill.cli.compile;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.cli.Failure;
import io.watchbill.cli.output.Content;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.dashboards.PanelProblem;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.plan.TargetProblem;
import io.watchbill.plan.TimeScale;
import io.watchbill.runbooks.RunbookSite;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What specifications compile to.
 *
 * @param fleet    the plans, by name of the system
 * @param content  what the output folder is to hold; no files where nothing may be written
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
     * Compiles specifications without errors; pure but for what it is given. The files are rendered when somebody asks the
     * content for them, which fails if two systems have one use case, or a template cannot be filled.
     *
     * @param fleet the plans of all that were read
     * @param platform how Prometheus is told of rules and targets
     * @param form where the routes go
     * @param dashboards how Grafana gets its dashboards
     * @param templates of runbooks
     * @param version of this watchbill, for the manifest
     */
    public static Compilation of(
            Specifications read,
            Fleet fleet,
            Platform platform,
            RoutingForm form,
            DashboardForm dashboards,
            Templates templates,
            String version) {
        Map<String, LoadedSpecification> written = bySystem(read);
        Map<String, String> hashes = new HashMap<>();
        written.forEach((system, loaded) -> hashes.put(system, loaded.hash()));
        List<Problem> problems = new ArrayList<>();
        for (Plan plan : fleet.plans()) {
            for (TargetProblem problem : TargetProblem.of(plan)) {
                String place = place(problem.system(), problem.specPath(), written);
                problems.add(new Problem(place, true, problem.message()));
            }
        }
        for (Plan plan : fleet.plans()) {
            for (PanelProblem problem : Dashboards.problems(plan)) {
                String place = place(problem.system(), problem.specPath(), written);
                problems.add(new Problem(place, true, problem.message()));
            }
        }
        problems.addAll(routing(read, fleet, form));
        Content.Rendering files = problems.stream().anyMatch(Problem::error)
                ? none -> {}
                : new FleetRendering(written, fleet, platform, form, dashboards, templates);
        return new Compilation(fleet, new Content(version, hashes, files), problems, form.writtenOut(fleet));
    }

    /**
     * The plans of specifications without errors.
     *
     * @throws Failure if two systems have one name
     */
    public static Fleet fleet(Specifications read, Target target) {
        return fleet(read.plans(target), target.timeScale());
    }

    /**
     * The same, where they are planned already.
     *
     * @param plans at time scale 1
     * @throws Failure if two systems have one name
     */
    public static Fleet fleet(List<Plan> plans, int timeScale) {
        try {
            return new Fleet(
                    plans.stream().map(plan -> TimeScale.apply(plan, timeScale)).toList());
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The runbooks and documents as a site, see {@link RunbookSite}; empty where nothing may be written. Rendering it fails if two
     * pages have one name, or a template cannot be filled.
     *
     * @param compiled by its path, what a file of this compilation holds
     */
    public Content site(UnaryOperator<String> compiled, Templates templates) {
        return new Content(
                content.version(), content.systems(), hasErrors() ? none -> {} : out -> site(compiled, templates, out));
    }

    private void site(UnaryOperator<String> compiled, Templates templates, Consumer<Artifact> out) {
        Set<String> paths = new HashSet<>();
        try {
            RunbookSite.render(fleet, compiled, templates).forEach(page -> {
                if (!paths.add(page.path())) {
                    throw new Failure("two pages of the site would be " + page.path() + ": name the system otherwise");
                }
                out.accept(page);
            });
        } catch (TemplateFailure e) {
            throw new Failure("a template cannot be filled: " + e.getMessage(), e);
        }
    }

    /** What Alertmanager cannot do as the specifications of a fleet ask, or does wrong. */
    public static List<Problem> routing(Specifications read, Fleet fleet, RoutingForm form) {
        Map<String, LoadedSpecification> written = bySystem(read);
        List<Problem> problems = new ArrayList<>();
        form.problems(fleet)
                .forEach(problem -> problems.add(new Problem(
                        place(problem.system(), problem.specPath(), written), problem.error(), problem.message())));
        form.baseProblems(fleet)
                .forEach(problem -> problems.add(new Problem(
                        problem.place(), problem.kind() == RoutingProblem.Kind.REFUSED, problem.message())));
        return problems;
    }

    private static Map<String, LoadedSpecification> bySystem(Specifications read) {
        Map<String, LoadedSpecification> written = new HashMap<>();
        read.loaded()
                .forEach(loaded -> written.put(loaded.specification().metadata().name(), loaded));
        return written;
    }

    /** File, line and column of a place in the specification of a system. */
    private static String place(String system, String specPath, Map<String, LoadedSpecification> written) {
        LoadedSpecification loaded = written.get(system);
        return loaded == null ? system : loaded.places().of(specPath).text();
    }
}
