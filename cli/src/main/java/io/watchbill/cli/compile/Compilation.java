package io.watchbill.cli.compile;

import io.watchbill.alertmanager.AlertmanagerConfig;
import io.watchbill.cli.Failure;
import io.watchbill.cli.output.OutputFolder.Content;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.plan.TimeScale;
import io.watchbill.rules.RuleFiles;
import io.watchbill.spec.reader.LoadedSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What specifications compile to.
 *
 * @param fleet   the plans, by name of the system
 * @param content what the output folder is to hold
 */
public record Compilation(Fleet fleet, Content content) {

    /**
     * Compiles specifications without errors; pure but for what it is given.
     *
     * @param version of this watchbill, for the manifest
     * @throws Failure if two systems have one name
     */
    public static Compilation of(Specifications read, Target target, String version) {
        Map<String, String> hashes = new HashMap<>();
        List<Plan> plans = new ArrayList<>();
        for (LoadedSpecification loaded : read.loaded()) {
            hashes.put(loaded.specification().metadata().name(), loaded.hash());
            Target unscaled = new Target(target.scrapeInterval(), target.evaluationInterval(), 1);
            plans.add(TimeScale.apply(Planner.plan(loaded, unscaled), target.timeScale()));
        }
        Fleet fleet;
        try {
            fleet = new Fleet(plans);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Artifact artifact : render(fleet)) {
            if (files.putIfAbsent(artifact.path(), artifact.content()) != null) {
                throw new IllegalStateException("two generators write " + artifact.path());
            }
        }
        return new Compilation(fleet, new Content(version, hashes, files));
    }

    private static List<Artifact> render(Fleet fleet) {
        List<Artifact> artifacts = new ArrayList<>();
        for (Plan plan : fleet.plans()) {
            artifacts.add(RuleFiles.render(plan));
        }
        artifacts.addAll(Dashboards.render(fleet));
        artifacts.add(AlertmanagerConfig.render(fleet));
        return artifacts;
    }
}
