package io.watchbill.cli.routing;

import io.watchbill.alertmanager.WhatIf;
import io.watchbill.alertmanager.simulation.Notification;
import io.watchbill.alertmanager.simulation.Withheld;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What happens if an alert fires, for people: in the time of those who are told. */
public final class WhatIfText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    private final WhatIf answer;
    private final ZoneId zone;

    private WhatIfText(WhatIf answer) {
        this.answer = answer;
        this.zone = answer.zone();
    }

    /** The text of an answer. */
    public static String of(WhatIf answer) {
        return new WhatIfText(answer).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append(answer.alert().name())
                .append(" (")
                .append(answer.alert().priority())
                .append(") of ")
                .append(answer.plan().system())
                .append(" fires ")
                .append(time(answer.from()))
                .append(' ')
                .append(zone.getId())
                .append(" and ends after ")
                .append(Durations.format(Duration.between(answer.from(), answer.until())))
                .append(".\n");
        section(text, "Told", told());
        section(text, "Next, by the pager's own policy, unless somebody acknowledges", next());
        section(text, "Not told", held());
        if (!answer.silences().isEmpty()) {
            text.append("\nSilent while it fires: ")
                    .append(String.join(", ", answer.silences()))
                    .append('\n');
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Columns columns) {
        if (!columns.isEmpty()) {
            text.append('\n').append(title).append(":\n").append(columns.text("  "));
        }
    }

    private Columns told() {
        Columns columns = new Columns();
        Map<String, Integer> repeats = new HashMap<>();
        List<WhatIf.Told> told = answer.told();
        for (WhatIf.Told one : told) {
            Notification notification = one.notification();
            String receiver = notification.leaf().receiver();
            if (notification.reason() == Notification.Reason.REPEATED && repeats.merge(receiver, 1, Integer::sum) > 1) {
                continue; // the first repetition shows the rhythm; the rest is counted
            }
            columns.row(
                    time(notification.at()),
                    after(notification.at()),
                    receiver,
                    one.through().isEmpty() ? "no settings" : String.join(", ", one.through()),
                    what(notification, told),
                    notification.firing().isEmpty() ? "" : one.who().orElse(""));
        }
        if (columns.isEmpty()) {
            columns.row("nobody" + (answer.alert().notifies() ? "" : ": it is a shadow alert"));
        }
        return columns;
    }

    private static String what(Notification notification, List<WhatIf.Told> told) {
        if (notification.reason() != Notification.Reason.REPEATED) {
            return notification.firing().isEmpty()
                    ? "resolved"
                    : notification.reason().name().toLowerCase(Locale.ROOT);
        }
        long times = told.stream()
                .filter(one -> one.notification().leaf().equals(notification.leaf())
                        && one.notification().reason() == Notification.Reason.REPEATED)
                .count();
        return times == 1 ? "again" : "again, " + times + " times in all";
    }

    private Columns next() {
        Columns columns = new Columns();
        answer.next().forEach(next -> columns.row(time(next.at()), after(next.at()), next.who()));
        return columns;
    }

    private Columns held() {
        Columns columns = new Columns();
        for (Withheld one : answer.held()) {
            columns.row(
                    time(one.from()), "until " + time(one.until()), one.leaf().receiver(), why(one.cause()));
        }
        return columns;
    }

    private static String why(Withheld.Cause cause) {
        if (cause instanceof Withheld.Cause.Inactive inactive) {
            return "outside of " + inactive.intervals().stream().collect(Collectors.joining(", "));
        } else if (cause instanceof Withheld.Cause.Muted muted) {
            return "in " + muted.interval();
        }
        return cause instanceof Withheld.Cause.Inhibited inhibited ? inhibited.by() + " says it already" : "silenced";
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private String after(Instant at) {
        return "+" + Durations.format(Duration.between(answer.from(), at));
    }
}
