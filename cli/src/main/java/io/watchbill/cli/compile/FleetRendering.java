package io.watchbill.cli.compile;

import io.watchbill.cli.Failure;
import io.watchbill.cli.output.Content;
import io.watchbill.dashboards.DashboardForm;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.rules.PrometheusFiles;
import io.watchbill.rules.RuleFiles;
import io.watchbill.rules.kubernetes.KubernetesFiles;
import io.watchbill.rules.proof.RuleTests;
import io.watchbill.runbooks.OperationsDocument;
import io.watchbill.runbooks.Runbooks;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.reader.DocumentTables;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The files of a fleet, each made by a pure function of a plan or of all plans.
 *
 * @param written the specifications by system
 */
record FleetRendering(
        Map<String, LoadedSpecification> written,
        Fleet fleet,
        Platform platform,
        RoutingForm form,
        DashboardForm dashboards,
        Templates templates)
        implements Content.Rendering {

    /**
     * Renders on all processors; for one system too, where most of it is the start of Java.
     *
     * @throws Failure if two systems have one use case, or a template cannot be filled
     */
    @Override
    public void to(Consumer<Artifact> out) {
        Set<String> paths = ConcurrentHashMap.newKeySet();
        SortedSet<String> twice = new ConcurrentSkipListSet<>();
        List<Runnable> parts = new ArrayList<>();
        for (Supplier<Stream<Artifact>> part : parts()) {
            parts.add(() -> part.get().forEach(file -> {
                if (paths.add(file.path())) {
                    out.accept(file);
                } else {
                    twice.add(file.path());
                }
            }));
        }
        try {
            Parts.run(parts);
        } catch (TemplateFailure e) {
            throw new Failure("a template cannot be filled: " + e.getMessage(), e);
        }
        if (!twice.isEmpty()) {
            throw new Failure(
                    "two systems would write " + twice.first() + ": give one of them another metadata.useCase");
        }
    }

    /** What is of all systems first: it takes long, and one processor. */
    private List<Supplier<Stream<Artifact>>> parts() {
        List<Supplier<Stream<Artifact>>> parts = new ArrayList<>();
        parts.add(() -> form.render(fleet, platform).stream());
        parts.add(() -> Dashboards.common(fleet, dashboards).stream());
        if (platform instanceof Platform.Operator operator) {
            parts.add(() -> KubernetesFiles.monitors(fleet, operator.access()).stream());
            fleet.plans().forEach(plan -> parts.add(() -> Stream.of(KubernetesFiles.rules(plan))));
        } else {
            parts.add(() -> PrometheusFiles.render(fleet).stream());
        }
        for (Plan plan : fleet.plans()) {
            parts.add(() -> documents(plan));
            parts.add(() -> RuleTests.render(plan).stream());
            parts.add(() -> RuleFiles.render(plan).stream());
            parts.add(() -> Dashboards.render(plan, dashboards).stream());
        }
        return parts;
    }

    private Stream<Artifact> documents(Plan plan) {
        LoadedSpecification specification = written.get(plan.system());
        List<String> elsewhere = specification == null ? List.of() : DocumentTables.elsewhere(specification);
        return Stream.concat(
                Runbooks.render(plan, templates).stream(), OperationsDocument.render(plan, elsewhere).stream());
    }
}
