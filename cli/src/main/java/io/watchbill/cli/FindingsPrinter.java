package io.watchbill.cli;

import io.watchbill.cli.compile.Compilation;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.FindingText;
import io.watchbill.spec.finding.Severity;
import io.watchbill.spec.reader.SpecificationCode;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.util.List;

/** Prints findings as the spec's own text says them, with the severity in colour where a person looks on. */
final class FindingsPrinter {

    private final PrintWriter out;
    private final Terminal terminal;

    FindingsPrinter(PrintWriter out, Terminal terminal) {
        // By itself it writes every line as it comes: a fleet has tens of thousands.
        this.out = new PrintWriter(new BufferedWriter(out));
        this.terminal = terminal;
    }

    /** Prints each finding, and how many there are if there are any. */
    void print(List<Finding> findings) {
        for (Finding finding : findings) {
            Severity severity = finding.code().severity();
            String label = severity.text() + "[" + finding.code().id() + "]";
            String place = finding.location().text() + ": ";
            String text = FindingText.render(finding);
            out.println(
                    text.startsWith(place + label)
                            ? place + terminal.severity(severity, label) + text.substring((place + label).length())
                            : text);
        }
        if (!findings.isEmpty()) {
            long errors = findings.stream().filter(Finding::isError).count();
            long infos = findings.stream()
                    .filter(finding -> finding.code().severity() == Severity.INFO)
                    .count();
            out.println(count(errors, "error") + ", " + count(findings.size() - errors - infos, "warning")
                    + (infos > 0 ? ", " + count(infos, "info") : ""));
        }
        out.flush();
    }

    /** Prints what is right by itself but cannot be compiled, one line each. */
    void printProblems(List<Compilation.Problem> problems) {
        for (Compilation.Problem problem : problems) {
            Severity severity = problem.error() ? Severity.ERROR : Severity.WARNING;
            out.println(
                    problem.place() + ": " + terminal.severity(severity, severity.text()) + ": " + problem.message());
        }
        out.flush();
    }

    /** What findings mean for the exit code: a file that cannot be read is no answer, an error is a no. */
    static int exitCode(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.code() == SpecificationCode.FILE_UNREADABLE)) {
            return ExitCode.NO_ANSWER;
        }
        return findings.stream().anyMatch(Finding::isError) ? ExitCode.NO : ExitCode.YES;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
