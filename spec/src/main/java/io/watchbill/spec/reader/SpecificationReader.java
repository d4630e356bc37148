package io.watchbill.spec.reader;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.finding.Code;
import io.watchbill.spec.finding.Location;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads specification files. Immutable; every reading is independent. */
public final class SpecificationReader {
    /** Findings that may only follow from an extended file that could not be read. */
    static final Set<Code> WHAT_A_BASE_MAY_SAY = Set.of(
            SpecificationCode.MISSING_KEY,
            SpecificationCode.EMPTY_LIST,
            SpecificationCode.UNKNOWN_METRIC,
            SpecificationCode.WINDOW_MISSING,
            SpecificationCode.UNKNOWN_WINDOW,
            SpecificationCode.UNKNOWN_RUNBOOK,
            SpecificationCode.UNKNOWN_RECEIVER,
            SpecificationCode.UNKNOWN_PERSON,
            SpecificationCode.UNKNOWN_ROLE,
            SpecificationCode.UNKNOWN_COLUMN,
            SpecificationCode.UNKNOWN_MODEL,
            SpecificationCode.UNMEASURED_METRIC,
            SpecificationCode.CAPACITY_MISSING,
            SpecificationCode.POSITIVE_CLASS,
            SpecificationCode.ALERT_EXPRESSION);

    private final TextFiles files;
    private final Set<String> otherReceivers;

    public SpecificationReader(TextFiles files) {
        this(files, Set.of());
    }

    /** @param otherReceivers receivers that an Alertmanager base file has, beside those of the specification */
    public SpecificationReader(TextFiles files, Set<String> otherReceivers) {
        this.files = files;
        this.otherReceivers = Set.copyOf(otherReceivers);
    }

    private static String unreadable(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "the file may not be read: permission denied";
        }
        return e instanceof CharacterCodingException ? "the file is no text in UTF-8" : "the file cannot be read";
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
                    unreadable(unreadable),
                    Optional.of("a specification in YAML"),
                    Optional.empty());
            return new ReadResult(Optional.empty(), findings.sorted());
        }
        if (extending.isBroken()) {
            // What is left of a broken file would only give misleading findings.
            return new ReadResult(Optional.empty(), findings.sorted());
        }
        ReadingContext context = new ReadingContext(findings, otherReceivers);
        OperationsSpecification specification =
                RootReader.read(new MapReader(context, List.of(), content, content.location(), true));
        context.runLaterChecks();
        if (extending.isIncomplete()) {
            findings.dropAll(WHAT_A_BASE_MAY_SAY);
        }
        Optional<LoadedSpecification> loaded = findings.hasErrors()
                ? Optional.empty()
                : Optional.of(new LoadedSpecification(
                        specification,
                        file,
                        extending.opened(),
                        context.settings(),
                        findings.places(context, content),
                        ContentHash.of(content)));
        return new ReadResult(loaded, findings.sorted());
    }
}
