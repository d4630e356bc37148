package io.watchbill.cli;

import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.RoutingForm;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Plans what a command asks about. */
final class PlannedFleet {

    private PlannedFleet() {}

    /** The fleet, once what Alertmanager cannot do is printed; empty where it can do nothing. */
    static Optional<Fleet> of(Specifications read, Target target, RoutingForm form, PrintWriter err) {
        Fleet fleet = Compilation.fleet(read, target);
        List<Compilation.Problem> problems = Compilation.routing(read, fleet, form);
        new FindingsPrinter(err, Terminal.ofThisProcess()).printProblems(problems);
        return problems.stream().anyMatch(Compilation.Problem::error) ? Optional.empty() : Optional.of(fleet);
    }
}
