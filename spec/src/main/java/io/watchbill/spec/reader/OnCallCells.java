package io.watchbill.spec.reader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rows of the on-call table. A shift of several says its part of the week behind the schedule, and where it is and what it is called:
 * {@code weekly from 2026-11-23 09:00 for mon-fri 09:00-17:00 in Asia/Tokyo (Tokyo)}; the rows of one role are then its shifts.
 */
final class OnCallCells {
    private static final Pattern EXTERNAL = Pattern.compile("(\\S+) (.+)");
    private static final Pattern SCHEDULE = Pattern.compile(
            "(?s)(.*?)(?: for ((?:all hours)|(?:\\S+ )?\\d\\S*))?(?: in ([A-Z][A-Za-z0-9_/+-]*))?(?: \\((.*)\\))?");
    private static final Pattern PERSON = Pattern.compile("(?s)(.*\\S)\\s*\\(([^()]+)\\)");
    private static final String ALWAYS = "all hours";

    private OnCallCells() {}

    static void read(MarkdownRow row, MarkdownTree tree) {
        Map<String, Node> values = new LinkedHashMap<>();
        TracedText role = row.cell("Role").value();
        values.put("role", role.scalar());
        TracedText schedule = row.cell("Schedule").value();
        TracedText contact = row.cell("Contact").value();
        Matcher external = EXTERNAL.matcher(schedule.text());
        Matcher parts = SCHEDULE.matcher(schedule.text());
        if (external.matches() && external.group(1).equalsIgnoreCase(contact.text())) {
            TracedText id = schedule.part(external.start(2), external.end(2));
            Node.Mapping there = MarkdownTree.element(id.location(), Map.of(external.group(1), id.scalar()));
            values.put("external", there);
        } else if (parts.matches() && (parts.group(2) != null || parts.group(3) != null || parts.group(4) != null)) {
            Map<String, Node> shift = shift(schedule, parts);
            members(contact, shift, tree);
            tree.addTo(
                    MarkdownSection.ON_CALL.path(), role, "shifts", MarkdownTree.element(schedule.location(), shift));
            return;
        } else {
            values.put("schedule", schedule.scalar());
            members(contact, values, tree);
        }
        tree.add(MarkdownSection.ON_CALL.path(), MarkdownTree.element(role.location(), values));
    }

    private static Map<String, Node> shift(TracedText schedule, Matcher parts) {
        Map<String, Node> shift = new LinkedHashMap<>();
        List<String> keys = List.of("schedule", "hours", "timezone", "name");
        for (int group = 1; group <= keys.size(); group++) {
            if (parts.group(group) != null && !parts.group(group).equals(ALWAYS)) {
                shift.put(
                        keys.get(group - 1),
                        schedule.part(parts.start(group), parts.end(group)).scalar());
            }
        }
        return shift;
    }

    /** Names, parted by commas; where an id is not made of the name, it stands in brackets behind it. */
    private static void members(TracedText cell, Map<String, Node> values, MarkdownTree tree) {
        List<Node> members = new ArrayList<>();
        int start = 0;
        for (String part : cell.text().split(",", -1)) {
            TracedText member = cell.part(start, start + part.length()).strip();
            start += part.length() + 1;
            if (!member.isEmpty()) {
                Matcher named = PERSON.matcher(member.text());
                boolean both = named.matches();
                TracedText name = both ? member.part(named.start(1), named.end(1)) : member;
                TracedText id = both
                        ? member.part(named.start(2), named.end(2))
                        : member.replace(MarkdownWords.label(member.text()));
                members.add(id.scalar());
                tree.derive(List.of("onCall", "people", id.text(), "name"), name.scalar());
            }
        }
        if (!members.isEmpty()) {
            values.put("members", new Node.Sequence(members, cell.location()));
        }
    }
}
