package io.watchbill.cli.compile;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Specifications as they were read.
 *
 * @param loaded   those without errors, in the order in which they were asked for
 * @param findings everything that is wrong in any of them, each once, in that order
 */
public record Specifications(List<LoadedSpecification> loaded, List<Finding> findings) {

    public Specifications {
        loaded = List.copyOf(loaded);
        findings = List.copyOf(findings);
    }

    /** Reads files of this machine. */
    public static Specifications read(List<Path> files) {
        SpecificationReader reader = new SpecificationReader(TextFiles.ofFileSystem());
        List<LoadedSpecification> loaded = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (ReadResult result : files.parallelStream().map(reader::read).toList()) {
            result.loaded().ifPresent(loaded::add);
            findings.addAll(result.findings());
        }
        return new Specifications(loaded, findings.stream().distinct().toList());
    }

    /** The plans of those without errors, in their order, at time scale 1. */
    public List<Plan> plans(Target target) {
        Target unscaled = target.withTimeScale(1);
        return loaded.parallelStream().map(one -> Planner.plan(one, unscaled)).toList();
    }

    /** Whether one of them cannot be used. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
