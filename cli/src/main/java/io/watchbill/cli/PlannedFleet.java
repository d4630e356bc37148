package io.watchbill.cli;

import io.watchbill.cli.compile.Compilation;
import io.watchbill.cli.compile.Specifications;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Specifications that a command asks about, planned together.
 *
 * @param exitCode of the command, where there is nothing to ask about; what is wrong has been printed then
 */
record PlannedFleet(Fleet fleet, Optional<Integer> exitCode) {

    /** Reads and plans; prints what is wrong with the files, and what Alertmanager cannot do. */
    static PlannedFleet read(List<Path> files, Target target, PrintWriter err) {
        Specifications read = Specifications.read(files);
        FindingsPrinter printer = new FindingsPrinter(err, Terminal.ofThisProcess());
        printer.print(read.findings());
        if (read.hasErrors()) {
            return new PlannedFleet(new Fleet(List.of()), Optional.of(FindingsPrinter.exitCode(read.findings())));
        }
        Fleet fleet = Compilation.fleet(read, target);
        List<Compilation.Problem> problems = Compilation.routing(read, fleet, Optional.empty());
        printer.printProblems(problems);
        boolean refused = problems.stream().anyMatch(Compilation.Problem::error);
        return new PlannedFleet(fleet, refused ? Optional.of(ExitCode.NO) : Optional.empty());
    }
}
