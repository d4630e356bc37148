package io.watchbill.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), which code hosts and editors read.
 *
 * @param schema of the format
 * @param runs one
 */
record SarifReport(@JsonProperty("$schema") String schema, String version, List<Run> runs) {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** What one run of a tool found; columns are counted as everywhere in findings. */
    record Run(Tool tool, String columnKind, List<Result> results) {}

    record Tool(Driver driver) {}

    record Driver(String name, String version, List<Rule> rules) {}

    record Rule(String id, Message shortDescription, Configuration defaultConfiguration) {}

    record Configuration(String level) {}

    record Result(String ruleId, int ruleIndex, String level, Message message, List<Place> locations) {}

    record Message(String text) {}

    record Place(PhysicalLocation physicalLocation) {}

    record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

    record ArtifactLocation(String uri) {}

    record Region(int startLine, int startColumn, int endColumn) {}

    /** @param toolVersion of this watchbill */
    static SarifReport of(List<Finding> findings, String toolVersion) {
        List<Code> codes = findings.stream().map(Finding::code).distinct().toList();
        List<Rule> rules = codes.stream()
                .map(code -> new Rule(code.id(), new Message(code.title()), new Configuration(level(code.severity()))))
                .toList();
        List<Result> results = findings.stream()
                .map(finding -> result(finding, codes.indexOf(finding.code())))
                .toList();
        Driver driver = new Driver("watchbill", toolVersion, rules);
        return new SarifReport(SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), "unicodeCodePoints", results)));
    }

    private static Result result(Finding finding, int rule) {
        Location location = finding.location();
        Region region = new Region(location.line(), location.column(), location.column() + location.length());
        return new Result(
                finding.code().id(),
                rule,
                level(finding.code().severity()),
                new Message(Words.of(finding)),
                List.of(new Place(new PhysicalLocation(new ArtifactLocation(uri(location.file())), region))));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** A path as it was given, relative ones stay relative, with what URIs do not take escaped. */
    private static String uri(String file) {
        Path path = Path.of(file);
        if (path.isAbsolute()) {
            return path.toUri().toString();
        }
        try {
            // "./" keeps a colon in the first name from being a scheme.
            String relative = new URI(null, null, "./" + file.replace('\\', '/'), null).toASCIIString();
            return relative.substring(2).contains(":") ? relative : relative.substring(2);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + file, e);
        }
    }
}
