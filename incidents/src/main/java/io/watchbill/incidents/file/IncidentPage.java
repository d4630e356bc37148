package io.watchbill.incidents.file;

import io.watchbill.incidents.record.Entry;
import io.watchbill.incidents.record.Incident;
import io.watchbill.plan.AnnotationNames;
import io.watchbill.runbooks.template.Markdown;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.TemplateSet;
import io.watchbill.runbooks.template.Templates;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of an incident's file a program writes, by the Incident Template or a team's own: each part in its lines. */
public final class IncidentPage {

    static final String REVIEW_NUMBERS = "numbers";
    static final List<String> PARTS = List.of("facts", "summary", "impact", "timeline", REVIEW_NUMBERS);
    static final String FILE = name("file");
    static final String REVIEW = name("review");

    /** What teams may replace: the file as it is when it is new, its parts, and what a review adds. */
    public static final TemplateSet TEMPLATES = new TemplateSet(
            IncidentPage.class,
            Stream.concat(Stream.of(FILE, REVIEW), PARTS.stream().map(IncidentPage::name))
                    .toList());

    /** By the Incident Template. */
    public static final IncidentPage SHIPPED = new IncidentPage(Templates.of(TEMPLATES), incident -> Optional.empty());

    private static final String ID = "id";
    private static final Logger LOG = LoggerFactory.getLogger(IncidentPage.class);

    /** By when an incident is to be answered. */
    public interface Due {
        Optional<ZonedDateTime> of(Incident incident);
    }

    private final Templates templates;
    private final Due due;

    private IncidentPage(Templates templates, Due due) {
        this.templates = templates;
        this.due = due;
    }

    /**
     * By these templates, after they have shown what becomes of incidents of every kind.
     *
     * @param templates those of {@link #TEMPLATES}, some of them replaced
     * @throws TemplateFailure naming the template, if one cannot be filled, or gives files that cannot be read back
     */
    public static IncidentPage of(Templates templates) {
        IncidentPage page = new IncidentPage(templates, SHIPPED.due);
        PageTrial.of(page, templates);
        return page;
    }

    /** The same with what the specifications say of the time to answer, which who has none leaves out. */
    public IncidentPage dated(Due known) {
        return new IncidentPage(templates, known);
    }

    static String name(String template) {
        return "incident/" + template + ".md.jinja";
    }

    /** A new file without values. */
    String skeleton(Incident incident) {
        return fill(FILE, values(incident));
    }

    /** What a review adds. */
    String review(Incident incident) {
        return fill(REVIEW, values(incident));
    }

    /** An incident is written down whatever a team's template does: then by the one that is shipped. */
    private String fill(String template, Map<String, Object> values) {
        try {
            return templates.render(template, values);
        } catch (TemplateFailure e) {
            if (templates == SHIPPED.templates) {
                throw e;
            }
            LOG.error("{} cannot be filled for {}; the shipped one is used", template, values.get(ID));
            return SHIPPED.templates.render(template, values);
        }
    }

    /** Every part by name. */
    Map<String, List<String>> parts(Incident incident) {
        Map<String, Object> values = values(incident);
        Map<String, List<String>> parts = new LinkedHashMap<>();
        for (String part : PARTS) {
            String text = fill(name(part), values).strip();
            String padded = text.isEmpty() ? "\n" : "\n" + text + "\n\n";
            parts.put(part, padded.lines().map(String::stripTrailing).toList());
        }
        parts.put(MarkedText.STATE, StateLines.write(incident));
        return parts;
    }

    Map<String, Object> values(Incident incident) {
        Map<String, String> annotations = incident.subject().annotations();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(ID, incident.id());
        values.put("title", incident.title());
        values.put("severity", incident.severity().name());
        values.put("status", incident.status().text());
        values.put("start", TimeText.orDash(Optional.of(incident.start())));
        values.put("end", TimeText.orDash(incident.end()));
        values.put(
                "duration",
                incident.end()
                        .map(end -> TimeText.between(incident.start(), end))
                        .orElse("–"));
        values.put("answered", answered(incident));
        values.put("system", incident.subject().system().orElse(""));
        values.put("alert", incident.subject().alert().orElse(""));
        values.put("previous", incident.subject().previous().orElse(""));
        values.put("labels", labels(incident.subject().labels()));
        values.put("description", annotations.getOrDefault(AnnotationNames.DESCRIPTION, ""));
        values.put("runbook", address(annotations.getOrDefault(AnnotationNames.RUNBOOK_URL, "")));
        values.put("dashboard", address(annotations.getOrDefault(AnnotationNames.DASHBOARD_URL, "")));
        values.put("impact", annotations.getOrDefault(AnnotationNames.IMPACT, ""));
        values.put("judged", judged(incident));
        values.put("entries", entries(incident));
        values.put("omitted", incident.omitted());
        values.put("mitigated", lapse(incident, Entry.Kind.MITIGATED));
        values.put(
                "times",
                incident.episodes().isEmpty()
                        ? "–"
                        : String.valueOf(incident.episodes().size()));
        return values;
    }

    private String answered(Incident incident) {
        String by = incident.isWaiting()
                ? due.of(incident)
                        .map(at -> "; due by " + TimeText.withZone(at))
                        .orElse("")
                : "";
        return incident.answer()
                .map(answer -> "by " + answer.by() + ", " + TimeText.between(incident.clock(), answer.at()) + " after "
                        + TimeText.of(incident.clock()) + " UTC")
                .orElse(incident.isOpen() ? "not yet" + by : "–");
    }

    private static String lapse(Incident incident, Entry.Kind kind) {
        return incident.entries().stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::at)
                .max(Comparator.naturalOrder())
                .map(at -> TimeText.between(incident.start(), at))
                .orElse("–");
    }

    private static List<Map<String, String>> labels(Map<String, String> labels) {
        List<Map<String, String>> list = new ArrayList<>();
        labels.forEach((name, value) -> list.add(Map.of("name", name, "value", value)));
        return list;
    }

    private static List<String> judged(Incident incident) {
        return incident.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.TRIAGED || entry.kind() == Entry.Kind.REPORTED)
                .map(Entry::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static List<Map<String, String>> entries(Incident incident) {
        return incident.entries().stream()
                .map(entry -> Map.of("at", TimeText.of(entry.at()), "event", TimelineWords.of(entry)))
                .toList();
    }

    /** An address that nothing may link to is left out: it comes from outside. */
    private static String address(String text) {
        try {
            Markdown.url(text);
            return text;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
