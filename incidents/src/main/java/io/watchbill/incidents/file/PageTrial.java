package io.watchbill.incidents.file;

import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Episode;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Status;
import io.watchbill.incidents.record.Subject;
import io.watchbill.incidents.record.Work;
import io.watchbill.plan.AnnotationNames;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.spec.Priority;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A team's templates are tried before an incident needs them: a fault at night would be found by whoever is called. */
final class PageTrial {

    private static final Instant START = Instant.parse("2026-11-26T03:12:04Z");
    private static final Instant END = Instant.parse("2026-11-26T03:37:04Z");
    private static final String FINGERPRINT = "99a7bc9e";

    /** With everything that an incident may have, and with as little. */
    private static final List<Incident> SAMPLES = List.of(
            everything(),
            Work.reported(Priority.P1, "Names in a public log", Optional.empty(), "", "ana", START)
                    .filedAs("INC-2026-0008"));

    private PageTrial() {}

    private static Incident everything() {
        return new Incident(
                "INC-2026-0007",
                "The queue is long",
                Priority.P2,
                Status.RESOLVED,
                START,
                Optional.of(END),
                Optional.of(new Incident.Answer(START.plusSeconds(240), "ana")),
                START,
                new Subject(
                        Optional.of("shop"),
                        Optional.of("ShopQueueLong"),
                        Optional.of("dd23b57d30a24ae8"),
                        Map.of("queue", "orders"),
                        Map.of(
                                AnnotationNames.DESCRIPTION, "12 orders wait.",
                                AnnotationNames.IMPACT, "Customers wait.",
                                AnnotationNames.RUNBOOK_URL, "https://example.com/runbooks/shop.md#shopqueuelong",
                                AnnotationNames.DASHBOARD_URL, "https://example.com/d/shop"),
                        Optional.of("INC-2026-0006")),
                List.of(new Episode(
                        FINGERPRINT, START, START, Optional.of(new Episode.End(END, Episode.Closing.ALERT, END)))),
                Arrays.stream(Entry.Kind.values())
                        .map(kind -> new Entry(kind, START, FINGERPRINT, "ana", "a text", 1, Optional.empty()))
                        .toList(),
                3);
    }

    /**
     * Fills all templates and reads what they give.
     *
     * @throws TemplateFailure naming the template
     */
    static void of(IncidentPage page, Templates templates) {
        for (Incident sample : SAMPLES) {
            Map<String, Object> values = page.values(sample);
            IncidentPage.TEMPLATES.names().forEach(name -> templates.render(name, values));
            knownParts(IncidentPage.FILE, page.skeleton(sample));
            // By it a file that has been reviewed is known.
            if (!knownParts(IncidentPage.REVIEW, page.review(sample)).contains(IncidentPage.REVIEW_NUMBERS)) {
                throw new TemplateFailure(IncidentPage.REVIEW + ": expected the part '" + IncidentPage.REVIEW_NUMBERS
                        + "', a line <!-- watchbill:numbers --> and one <!-- /watchbill:numbers --> below it");
            }
            requireWholeParts(IncidentFile.create(sample, page), page);
        }
    }

    private static List<String> knownParts(String template, String text) {
        try {
            List<String> names = MarkedText.read(text).names();
            for (String name : names) {
                if (!IncidentPage.PARTS.contains(name)) {
                    throw new TemplateFailure(template + ": there is no part '" + name + "'; expected one of "
                            + String.join(", ", IncidentPage.PARTS));
                }
            }
            return names;
        } catch (BrokenFileException e) {
            throw new TemplateFailure(template + ": " + e.getMessage());
        }
    }

    /** A part that holds a line like the end of a part would end there when it is read. */
    private static void requireWholeParts(String file, IncidentPage page) {
        try {
            IncidentFile reviewed = IncidentFile.read(IncidentFile.read(file).withReview(page));
            for (String part : reviewed.changedParts()) {
                throw new TemplateFailure(IncidentPage.name(part)
                        + ": holds a line that ends the part, <!-- /watchbill:" + part + " -->; take it out");
            }
        } catch (BrokenFileException e) {
            throw new TemplateFailure(IncidentPage.FILE + ": what it gives cannot be read: " + e.getMessage());
        }
    }
}
