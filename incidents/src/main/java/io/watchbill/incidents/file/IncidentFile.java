package io.watchbill.incidents.file;

import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Status;
import io.watchbill.incidents.record.Subject;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.spec.Priority;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An incident's file: values at its head, parts that a program writes between markers, and people's text, which no
 * program ever changes.
 */
public final class IncidentFile {

    private static final String ID = "id";
    private static final String TITLE = "title";
    private static final String SEVERITY = "severity";
    private static final String STATUS = "status";
    private static final String SYSTEM = "system";
    private static final String ALERT = "alert";
    private static final String START = "start";
    private static final String END = "end";
    private static final String ACKNOWLEDGED = "acknowledged";
    private static final String ACKNOWLEDGED_BY = "acknowledgedBy";
    private static final List<String> KEYS =
            List.of(ID, TITLE, SEVERITY, STATUS, SYSTEM, ALERT, START, END, ACKNOWLEDGED, ACKNOWLEDGED_BY);

    private final FrontMatter head;
    private final MarkedText text;
    private final Incident incident;

    private IncidentFile(FrontMatter head, MarkedText text, Incident incident) {
        this.head = head;
        this.text = text;
        this.incident = incident;
    }

    /**
     * The file of a new incident that has its id.
     *
     * @throws TemplateFailure if the page's template is none of such a file
     */
    public static String create(Incident incident, IncidentPage page) {
        try {
            return MarkedText.newFile("\n" + page.skeleton(incident))
                    .withHead(FrontMatter.empty().with(values(incident)), 0)
                    .with(page.parts(incident))
                    .text();
        } catch (BrokenFileException e) {
            throw unreadable(IncidentPage.FILE, e);
        }
    }

    private static TemplateFailure unreadable(String template, BrokenFileException e) {
        return new TemplateFailure(template + ": what it gives cannot be read: " + e.getMessage());
    }

    /** Reads a file. */
    public static IncidentFile read(String content) throws BrokenFileException {
        MarkedText text = MarkedText.read(content);
        FrontMatter head = FrontMatter.read(text.people());
        List<String> state = text.part(MarkedText.STATE)
                .orElseThrow(() -> new BrokenFileException(
                        1, "the state at the end of the file is gone; restore it from an older version"));
        if (text.changed().contains(MarkedText.STATE)) {
            throw new BrokenFileException(
                    text.line(MarkedText.STATE),
                    "the state at the end of the file was edited; restore it from an older version");
        }
        StateLines.State kept = StateLines.read(state, text.line(MarkedText.STATE) + 1);
        return new IncidentFile(head, text, incident(head, kept));
    }

    private static Incident incident(FrontMatter head, StateLines.State state) throws BrokenFileException {
        for (String key : KEYS) {
            head.requireLine(key);
        }
        Optional<Instant> acknowledged = instant(head, ACKNOWLEDGED);
        return new Incident(
                required(head, ID),
                head.text(TITLE).orElse("untitled"),
                severity(head),
                Status.of(required(head, STATUS))
                        .orElseThrow(() -> new BrokenFileException(
                                head.line(STATUS), "status: expected Investigating, Mitigated or Resolved")),
                instant(head, START)
                        .orElseThrow(() -> new BrokenFileException(
                                head.line(START), "start: expected a time such as 2026-11-26T03:12:04Z")),
                instant(head, END),
                acknowledged.map(
                        at -> new Incident.Answer(at, head.text(ACKNOWLEDGED_BY).orElse("somebody"))),
                state.clock(),
                new Subject(
                        head.text(SYSTEM),
                        head.text(ALERT),
                        state.key(),
                        state.labels(),
                        state.annotations(),
                        state.previous()),
                state.episodes(),
                state.entries(),
                state.omitted());
    }

    private static String required(FrontMatter head, String key) throws BrokenFileException {
        return head.text(key)
                .orElseThrow(() -> new BrokenFileException(head.line(key), "expected a value of " + key + ":"));
    }

    private static Priority severity(FrontMatter head) throws BrokenFileException {
        String text = required(head, SEVERITY);
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new BrokenFileException(head.line(SEVERITY), "severity: expected P1, P2, P3 or P4"));
    }

    private static Optional<Instant> instant(FrontMatter head, String key) throws BrokenFileException {
        Optional<String> text = head.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.get()));
        } catch (DateTimeException e) {
            throw new BrokenFileException(head.line(key), key + ": expected a time such as 2026-11-26T03:12:04Z");
        }
    }

    private static Map<String, String> values(Incident incident) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ID, incident.id());
        values.put(TITLE, incident.title());
        values.put(SEVERITY, incident.severity().name());
        values.put(STATUS, incident.status().text());
        values.put(SYSTEM, incident.subject().system().orElse(""));
        values.put(ALERT, incident.subject().alert().orElse(""));
        values.put(START, incident.start().toString());
        values.put(END, incident.end().map(Instant::toString).orElse(""));
        values.put(
                ACKNOWLEDGED,
                incident.answer().map(answer -> answer.at().toString()).orElse(""));
        values.put(ACKNOWLEDGED_BY, incident.answer().map(Incident.Answer::by).orElse(""));
        return values;
    }

    public Incident incident() {
        return incident;
    }

    /** The parts that a person has changed: they stay as they are. */
    public Set<String> changedParts() {
        return text.changed();
    }

    /** The lines that people write. */
    public List<String> peoplesLines() {
        return text.people();
    }

    /** Whether a review was begun. */
    public boolean isReviewed() {
        return text.part(IncidentPage.REVIEW_NUMBERS).isPresent();
    }

    /** The file for the incident as it is now; what people wrote stays. */
    public String with(Incident now, IncidentPage page) {
        return text.withHead(head.with(values(now)), head.length())
                .with(page.parts(now))
                .text();
    }

    /**
     * The file with the sections of a review before its end.
     *
     * @throws TemplateFailure if the page's template breaks the file
     */
    public String withReview(IncidentPage page) {
        try {
            return text.withBeforeState(page.review(incident))
                    .with(page.parts(incident))
                    .text();
        } catch (BrokenFileException e) {
            throw unreadable(IncidentPage.REVIEW, e);
        }
    }
}
