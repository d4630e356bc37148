package io.watchbill.incidents.file;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a task list in an incident's file: {@code - [ ] Alert on empty columns (owner: Ana, due: 2026-12-10)}.
 *
 * @param owner who does it; empty where nobody is named
 * @param due until when; empty where no date is named
 */
public record ActionItem(boolean done, String text, Optional<String> owner, Optional<LocalDate> due) {

    private static final Pattern ITEM = Pattern.compile("\\s*[-*+] \\[([ xX])\\]\\s+(.+)");
    private static final Pattern OWNER = Pattern.compile("\\bowner:\\s*([^,)]+)");
    private static final Pattern DUE = Pattern.compile("\\bdue:\\s*(\\d{4}-\\d\\d-\\d\\d)");
    private static final Pattern WHO_AND_WHEN = Pattern.compile("\\s*\\([^()]*\\b(?:owner|due):[^()]*\\)");

    /** What a template gives as an example: words in brackets, and in brackets who and when. */
    private static final Pattern EXAMPLE = Pattern.compile("\\[[^\\]]*]( \\(.*\\))?");

    /** The items of a file; what the template gives as an example is none. */
    static List<ActionItem> of(List<String> lines) {
        return lines.stream()
                .map(ITEM::matcher)
                .filter(Matcher::matches)
                .filter(item -> !EXAMPLE.matcher(item.group(2).strip()).matches())
                .map(ActionItem::of)
                .toList();
    }

    /** The items of an incident. */
    public static List<ActionItem> of(IncidentFile file) {
        return of(file.peoplesLines());
    }

    private static ActionItem of(Matcher item) {
        String text = item.group(2);
        Matcher owner = OWNER.matcher(text);
        Matcher due = DUE.matcher(text);
        return new ActionItem(
                !item.group(1).isBlank(),
                WHO_AND_WHEN.matcher(text).replaceAll("").strip(),
                owner.find()
                        ? Optional.of(owner.group(1).strip()).filter(name -> !name.startsWith("["))
                        : Optional.empty(),
                due.find() ? date(due.group(1)) : Optional.empty());
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
