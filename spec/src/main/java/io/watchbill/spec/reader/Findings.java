package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong, with the text of the lines it speaks of. */
final class Findings {
    private final Map<String, SourceText> sources = new LinkedHashMap<>();
    private final Set<Finding> findings = new LinkedHashSet<>();

    void know(SourceText source) {
        sources.put(source.file(), source);
    }

    void add(Code code, Location location, String message) {
        add(code, location, message, Optional.empty(), Optional.empty());
    }

    void add(Code code, Location location, String message, Optional<String> expected, Optional<String> help) {
        SourceText source = sources.get(location.file());
        String line = source == null ? "" : source.line(location.line());
        findings.add(new Finding(code, location, line, message, expected, help));
    }

    /** In the order of the files as they were opened, then of lines. */
    List<Finding> sorted() {
        List<String> files = List.copyOf(sources.keySet());
        return findings.stream()
                .sorted(Comparator.<Finding>comparingInt(
                                finding -> files.indexOf(finding.location().file()))
                        .thenComparing(Finding::location)
                        .thenComparing(finding -> finding.code().id()))
                .toList();
    }

    /** Where everything stands that was read; what stands nowhere is shown at the system's name. */
    Places places(ReadingContext context, Node.Mapping content) {
        Location name = context.settings().stream()
                .filter(setting -> setting.path().equals(List.of("metadata", "name")))
                .flatMap(setting -> setting.origin().stream())
                .findFirst()
                .orElse(content.location());
        return new Places(sources, context.settings(), context.scalars(), name);
    }

    void dropAll(Set<Code> codes) {
        findings.removeIf(finding -> codes.contains(finding.code()));
    }

    boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
