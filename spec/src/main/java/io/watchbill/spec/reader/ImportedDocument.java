package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The Markdown document as a specification in YAML, as far as its tables go.
 *
 * @param yaml what the document says, and in comments what it does not; empty where a finding is an error
 * @param findings what is wrong with the document; what only the rest of a specification can answer is a warning
 * @param unsaid sections that the document does not have
 * @param elsewhere keys that the specification had, from which the document was made, and its tables do not
 */
public record ImportedDocument(
        Optional<String> yaml, List<Finding> findings, List<String> unsaid, List<String> elsewhere) {
    public ImportedDocument {
        findings = List.copyOf(findings);
        unsaid = List.copyOf(unsaid);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Reads a document. */
    public static ImportedDocument read(TextFiles files, Path file) {
        List<Finding> findings = new SpecificationReader(files)
                .read(file).findings().stream().map(ImportedDocument::laterOnly).toList();
        Optional<String> text = text(files, file);
        Optional<Node.Mapping> content = text.filter(
                        ignored -> findings.stream().noneMatch(Finding::isError))
                .flatMap(found -> MarkdownNodes.read(new SourceText(file.toString(), found), new Findings()));
        if (content.isEmpty()) {
            return new ImportedDocument(Optional.empty(), findings, List.of(), List.of());
        }
        List<String> unsaid = Arrays.stream(MarkdownSection.values())
                .filter(section -> !says(content.get(), section.path()))
                .map(MarkdownSection::heading)
                .toList();
        List<String> elsewhere = DocumentTables.commented(text.orElseThrow());
        String head = head(file, findings, unsaid, elsewhere);
        return new ImportedDocument(Optional.of(head + Explanation.yaml(content.get())), findings, unsaid, elsewhere);
    }

    private static Optional<String> text(TextFiles files, Path file) {
        try {
            return Optional.of(SourceText.withoutMark(files.read(file)));
        } catch (IOException unreadable) {
            // The reader has said so.
            return Optional.empty();
        }
    }

    private static Finding laterOnly(Finding finding) {
        return SpecificationReader.WHAT_A_BASE_MAY_SAY.contains(finding.code())
                ? new Finding(
                        new ForLater(finding.code()),
                        finding.location(),
                        finding.sourceLine(),
                        finding.message(),
                        finding.expected(),
                        finding.help())
                : finding;
    }

    private static boolean says(Node.Mapping content, List<String> path) {
        Node.Entry entry = content.entries().get(path.get(0));
        return entry != null
                && (path.size() == 1
                        || (entry.value() instanceof Node.Mapping below && says(below, path.subList(1, path.size()))));
    }

    private static String head(Path file, List<Finding> findings, List<String> unsaid, List<String> elsewhere) {
        List<String> lines = new ArrayList<>();
        lines.add("From " + file.getFileName() + ".");
        List<Finding> open = findings.stream()
                .filter(finding -> finding.code() instanceof ForLater)
                .toList();
        if (!open.isEmpty()) {
            lines.add("What its tables cannot say and check asks for:");
            open.forEach(finding -> lines.add("  line " + finding.location().line() + ": " + finding.message()));
        }
        if (!unsaid.isEmpty()) {
            lines.add("Sections that it does not have: " + String.join(", ", unsaid));
        }
        if (!elsewhere.isEmpty()) {
            lines.add("What the specification also said from which it was made: " + String.join(", ", elsewhere));
        }
        StringBuilder head = new StringBuilder();
        lines.forEach(line -> head.append("# ")
                .append(line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " "))
                .append('\n'));
        return head.toString();
    }

    /** What is an error of a whole specification, and of a part of one only an open question. */
    private record ForLater(Code code) implements Code {
        @Override
        public String id() {
            return code.id();
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }

        @Override
        public String title() {
            return code.title();
        }
    }
}
