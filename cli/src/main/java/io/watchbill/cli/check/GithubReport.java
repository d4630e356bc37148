package io.watchbill.cli.check;

import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.Severity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings as workflow commands of GitHub Actions, which show them at their lines in a pull request. What a command's data and properties may not hold
 * is escaped as @actions/core does it.
 */
final class GithubReport {

    private GithubReport() {}

    /** A line for each finding, each ending with a line break. */
    static String of(List<Finding> findings) {
        return findings.stream().map(GithubReport::line).collect(Collectors.joining());
    }

    private static String line(Finding finding) {
        Location location = finding.location();
        int last = location.column() + Math.max(1, location.length()) - 1;
        return "::" + command(finding.code().severity())
                + " file=" + property(location.file())
                + ",line=" + location.line()
                + ",endLine=" + location.line()
                + ",col=" + location.column()
                + ",endColumn=" + last
                + ",title="
                + property(finding.code().id() + ": " + finding.code().title())
                + "::" + data(Words.of(finding)) + "\n";
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
