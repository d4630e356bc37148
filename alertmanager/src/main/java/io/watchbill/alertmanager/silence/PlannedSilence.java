package io.watchbill.alertmanager.silence;

import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import io.watchbill.spec.calendar.Occurrence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One time of a maintenance window as a silence. Alertmanager knows no names of silences, so that the comment carries a tag by
 * which the same time is found again.
 *
 * @param startsAt when it begins; Alertmanager moves what has begun to now
 * @param matchers all of which an alert must fit
 */
public record PlannedSilence(
        String system, String window, Instant startsAt, Instant endsAt, List<Match> matchers, String activities) {

    /** How far ahead a next time is looked for. */
    private static final int YEARS = 10;

    private static final String TAG = "watchbill:";
    private static final Pattern TAGGED = Pattern.compile(TAG + "([a-z0-9-]+)/(.+)@(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)");

    /** A condition on a label, as the API spells it. */
    public record Match(String name, String value, boolean isRegex, boolean isEqual) {}

    /**
     * What a comment says of itself.
     *
     * @param startsAt when the window was to begin
     */
    public record Tag(String system, String window, Instant startsAt) {
        /** The text, as the last words of a comment. */
        String text() {
            return TAG + system + "/" + window + "@" + startsAt;
        }
    }

    public PlannedSilence {
        matchers = List.copyOf(matchers);
    }

    /** The next times of each window that silences something, so many of each, those that have begun among them. */
    public static List<PlannedSilence> next(OperationsSpecification specification, Instant now, int count) {
        List<PlannedSilence> silences = new ArrayList<>();
        for (MaintenanceWindow window : specification.maintenance()) {
            if (window.mutes().isEmpty()) {
                continue;
            }
            upcoming(window, now, count).forEach(one -> silences.add(of(specification, window, one)));
        }
        return List.copyOf(silences);
    }

    /** Searched by ever longer stretches, because most windows come soon. */
    private static List<Occurrence> upcoming(MaintenanceWindow window, Instant now, int count) {
        List<Occurrence> found = List.of();
        for (int days = 64; days < YEARS * 366 && found.size() < count; days *= 2) {
            found = window.occurrences(now, now.plus(days, ChronoUnit.DAYS)).stream()
                    .filter(one -> one.to().isAfter(one.from()))
                    .limit(count)
                    .toList();
        }
        return found;
    }

    private static PlannedSilence of(OperationsSpecification specification, MaintenanceWindow window, Occurrence one) {
        String system = specification.metadata().name();
        List<String> priorities = window.mutes().stream().map(Priority::name).toList();
        return new PlannedSilence(
                system,
                window.name(),
                one.from(),
                one.to(),
                List.of(
                        new Match("system", system, false, true),
                        new Match("priority", String.join("|", priorities), priorities.size() > 1, true)),
                window.activities());
    }

    /** The mark that finds it again. */
    public Tag tag() {
        return new Tag(system, window, startsAt);
    }

    /** What people read, and the tag. */
    public String comment() {
        return "Maintenance: " + window + (activities.isEmpty() ? "" : " (" + activities + ")") + " " + tag().text();
    }

    /** The tag at the end of a comment, if it is one of ours. */
    public static Optional<Tag> tag(String comment) {
        int from = comment.lastIndexOf(TAG);
        Matcher matcher = TAGGED.matcher(from < 0 ? "" : comment.substring(from));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Tag(matcher.group(1), matcher.group(2), Instant.parse(matcher.group(3))));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
