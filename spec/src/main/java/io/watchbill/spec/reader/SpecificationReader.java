package io.watchbill.spec.reader;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.finding.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads specification files. Immutable; every reading is independent. */
public final class SpecificationReader {
    private final TextFiles files;

    public SpecificationReader(TextFiles files) {
        this.files = files;
    }

    /** Reads a file with everything that it extends, and reports all that is wrong at once. */
    public ReadResult read(Path file) {
        Findings findings = new Findings();
        ExtendingFiles extending = new ExtendingFiles(files, findings);
        Node.Mapping content;
        try {
            content = extending.open(file);
        } catch (IOException unreadable) {
            Location start = new Location(file.toString(), 1, 1, 0);
            findings.add(
                    SpecificationCode.FILE_UNREADABLE,
                    start,
                    "cannot read the file",
                    Optional.of("a specification in YAML"),
                    Optional.empty());
            return new ReadResult(Optional.empty(), findings.sorted());
        }
        if (extending.isBroken()) {
            // What is left of a broken file would only give misleading findings.
            return new ReadResult(Optional.empty(), findings.sorted());
        }
        ReadingContext context = new ReadingContext(findings);
        OperationsSpecification specification =
                RootReader.read(new MapReader(context, List.of(), content, content.location(), true));
        context.runLaterChecks();
        Optional<LoadedSpecification> loaded = findings.hasErrors()
                ? Optional.empty()
                : Optional.of(new LoadedSpecification(
                        specification, file, extending.opened(), context.settings(), ContentHash.of(content)));
        return new ReadResult(loaded, findings.sorted());
    }
}
