package io.watchbill.spec.reader;

import io.watchbill.spec.Durations;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Named;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.Window;
import io.watchbill.spec.calendar.DayWords;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.RotationSchedule;
import io.watchbill.spec.calendar.ShiftHours;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.promql.Query;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms of plain values. */
final class Forms {
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]{0,99}");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern METRIC_NAME = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");
    private static final Pattern ALERT_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern ENVIRONMENT_VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static final Form<String> TEXT = Form.of(SpecificationCode.WRONG_TYPE, text -> text, text -> text);

    static final Form<String> PROMQL = Form.of(
            SpecificationCode.PROMQL_SYNTAX,
            text -> {
                Query.parse(text);
                return text;
            },
            text -> text);

    static final Form<String> TEMPLATE = Form.of(
            SpecificationCode.TEMPLATE_SYNTAX,
            text -> {
                TemplateCheck.check(text);
                return text;
            },
            text -> text);

    /** A counter that a range is put behind, or PromQL with {@code $window} in the place of one. */
    static final Form<String> COUNTED = Form.of(
            SpecificationCode.PROMQL_SYNTAX,
            text -> {
                boolean windowed = text.contains(Measurement.WINDOW);
                Query query = windowed ? windowed(text) : Query.parse(text);
                boolean plain = query instanceof Query.Series series
                        && !series.reach().ranged()
                        && series.reach().offset().isZero();
                // What stands behind the series, as a comment does, would swallow the range.
                if (!windowed
                        && (!plain || query.span().to() != text.stripTrailing().length())) {
                    throw new MisfitException(
                                    new Span(0, text.length()),
                                    Printed.quoted(text) + " is more than a selector of series, and has no "
                                            + Measurement.WINDOW,
                                    "a counter such as requests_total{code=~\"5..\"}, or PromQL such as"
                                            + " sum(increase(requests_total[" + Measurement.WINDOW + "]))")
                            .as(SpecificationCode.PROMQL_SELECTOR);
                }
                return text;
            },
            text -> text);

    /** Read with a duration that is as long as the word that stands for it, so that places stay where they are. */
    private static Query windowed(String text) throws MisfitException {
        String duration = "0".repeat(Measurement.WINDOW.length() - 2) + "5m";
        try {
            return Query.parse(text.replace(Measurement.WINDOW, duration));
        } catch (MisfitException misfit) {
            throw new MisfitException(
                    misfit.span(),
                    String.valueOf(misfit.getMessage()).replace(duration, Measurement.WINDOW),
                    misfit.expected());
        }
    }

    /** The same label rule as for hosts: names of files, groups and uids are made of it. */
    static final Form<String> LABEL_NAME_OF_DNS =
            name(DNS_LABEL, "a DNS label: at most 63 small letters, digits and dashes, first and last no dash");

    static final Form<String> NAME_ON_THE_WIRE =
            name(NAME, "a name of letters, digits, _, . and -, first a letter or _");
    static final Form<String> CUSTOM_METRIC_NAME =
            name(METRIC_NAME, "small letters, digits and _, with at most one dot");
    static final Form<String> ALERT = name(ALERT_NAME, "letters, digits and _, first no digit");
    static final Form<String> VARIABLE = name(ENVIRONMENT_VARIABLE, "the name of an environment variable");

    static final Form<String> LABEL = Form.of(
            SpecificationCode.BAD_LABEL,
            text -> {
                if (!text.matches("[a-zA-Z_][a-zA-Z0-9_]*") || text.startsWith("__")) {
                    throw misfit(text, "is no label name", "letters, digits and _, first no digit and not __");
                }
                return text;
            },
            text -> text);

    static final Form<Duration> DURATION = Form.of(
            SpecificationCode.BAD_DURATION,
            text -> Durations.parse(text)
                    .orElseThrow(() -> misfit(text, "is no duration", "a duration such as 90s, 5m, 24h or 7d")),
            Durations::format);

    static final Form<Duration> POSITIVE_DURATION = Form.of(
            SpecificationCode.BAD_DURATION,
            text -> {
                Duration duration = DURATION.read(text);
                if (duration.isZero()) {
                    throw misfit(text, "is no time at all", "a duration over 0s");
                }
                return duration;
            },
            Durations::format);

    static final Form<Window> WINDOW = Form.of(
            SpecificationCode.BAD_WINDOW,
            text -> Window.parse(text)
                    .orElseThrow(
                            () -> misfit(text, "is no window", "a window of time such as 24h or of runs such as 7run")),
            Window::label);

    static final Form<ZoneId> ZONE = Form.of(
            SpecificationCode.BAD_TIMEZONE,
            text -> {
                if (!ZONES.contains(text)) {
                    throw misfit(text, "is no time zone", "a name of the IANA list such as Europe/Berlin or UTC")
                            .with(zone(text));
                }
                return ZoneId.of(text);
            },
            ZoneId::getId);

    static final Form<URI> URL = Form.of(
            SpecificationCode.BAD_URL,
            text -> {
                try {
                    URI uri = new URI(text);
                    if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                        return uri;
                    }
                } catch (URISyntaxException none) {
                    throw misfit(text, "is no web address", "https://host/path");
                }
                throw misfit(text, "is no absolute web address", "https://host/path");
            },
            URI::toString);

    /** An address under which others lie: without the slash at its end. */
    static final Form<URI> BASE_URL = Form.of(
            SpecificationCode.BAD_URL,
            text -> URL.read(text.endsWith("/") ? text.substring(0, text.length() - 1) : text),
            URI::toString);

    /** Not quoted in the message: a character that no path has is mostly one that cannot be printed either. */
    static final Form<String> PATH = Form.of(
            SpecificationCode.BAD_PATH,
            text -> {
                if (!text.isBlank() && isPathOfFile(text)) {
                    return text;
                }
                throw new MisfitException(
                        new Span(0, text.length()),
                        "this is no path of a file",
                        "the path of a file, relative to the specification");
            },
            text -> text);

    private static boolean isPathOfFile(String text) {
        try {
            return Path.of(text).getFileName() != null;
        } catch (InvalidPathException none) {
            return false;
        }
    }

    static final Form<LocalDate> DATE = Form.of(SpecificationCode.BAD_DATE, DayWords::date, LocalDate::toString);
    static final Form<LocalTime> TIME = Form.of(SpecificationCode.BAD_TIME, DayWords::time, LocalTime::toString);
    static final Form<List<LocalTime>> HOURS =
            Form.of(SpecificationCode.BAD_TIME, DayWords::hours, hours -> hours.get(0) + "-" + hours.get(1));
    static final Form<Set<DayOfWeek>> WEEKDAYS =
            Form.of(SpecificationCode.BAD_WEEKDAYS, DayWords::weekdays, DayWords::text);
    static final Form<Frequency> FREQUENCY =
            Form.of(SpecificationCode.BAD_FREQUENCY, Frequency::parse, Frequency::text);
    static final Form<RotationSchedule> ROTATION =
            Form.of(SpecificationCode.BAD_ROTATION, RotationSchedule::parse, RotationSchedule::text);

    static final Form<ShiftHours> SHIFT_HOURS =
            Form.of(SpecificationCode.BAD_TIME, ShiftHours::parse, ShiftHours::text);
    static final Form<LocalDateTime> MOMENT = Form.of(
            SpecificationCode.BAD_DATE, DayWords::moment, moment -> moment.toLocalDate() + " " + moment.toLocalTime());

    static final Form<Priority> PRIORITY = Form.of(
            SpecificationCode.BAD_PRIORITY,
            text -> Arrays.stream(Priority.values())
                    .filter(priority -> priority.name().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            misfit(text, "is no priority", "P1, P2, P3 or P4").with(priority(text))),
            Priority::name);

    static final Form<ResponseTime> RESPONSE_TIME = Form.of(
            SpecificationCode.BAD_DURATION,
            text -> text.equals(ResponseTime.NextBusinessDay.TEXT)
                    ? new ResponseTime.NextBusinessDay()
                    : new ResponseTime.Within(Durations.parse(text)
                            .orElseThrow(() -> misfit(
                                    text,
                                    "is no response time",
                                    "a duration such as 15m, or " + ResponseTime.NextBusinessDay.TEXT))),
            ResponseTime::text);

    static final Form<Escalation.When> WHEN =
            Form.of(SpecificationCode.BAD_ESCALATION, Forms::when, Escalation.When::text);

    static final Form<BigDecimal> RATE = Form.of(
            SpecificationCode.BAD_RATE,
            text -> Quantity.parse(text)
                    .filter(quantity -> quantity.notation() == Quantity.Notation.RATE
                            || quantity.notation() == Quantity.Notation.PLAIN)
                    .map(Quantity::value)
                    .filter(value -> value.signum() > 0)
                    .orElseThrow(() -> misfit(text, "is no rate", "requests a second over 0, such as 400rps")),
            rate -> rate.toPlainString() + "rps");

    static final Form<List<Matcher>> SELECTOR = Form.of(
            SpecificationCode.BAD_SELECTOR,
            ConditionParser::matchers,
            matchers -> matchers.stream().map(Matcher::text).collect(Collectors.joining(",")));

    static final Form<Bound.Within> RANGE = Form.of(
            SpecificationCode.BAD_RANGE,
            text -> {
                Bound.Within range = ConditionParser.range(text);
                if (range.low().value().compareTo(range.high().value()) >= 0) {
                    throw misfit(text, "ends before it begins", "the smaller value, .., the greater value");
                }
                return range;
            },
            Bound.Within::text);

    private Forms() {}

    /** A ratio over 0 and under 1, or with its ends. */
    static Form<BigDecimal> ratio(boolean withEnds) {
        String limits = withEnds ? "from 0 to 1" : "over 0 and under 1";
        return Form.of(
                SpecificationCode.BAD_RATIO,
                text -> Quantity.parse(text)
                        .filter(quantity -> quantity.notation() == Quantity.Notation.PERCENT
                                || quantity.notation() == Quantity.Notation.PLAIN)
                        .map(Quantity::value)
                        .filter(value -> inside(value, withEnds))
                        .orElseThrow(() -> misfit(text, "is no ratio " + limits, "a ratio such as 2% or 0.02")),
                BigDecimal::toPlainString);
    }

    /** A number of at least the least. */
    static Form<BigDecimal> atLeast(String least) {
        BigDecimal minimum = new BigDecimal(least);
        return Form.of(
                SpecificationCode.BAD_NUMBER,
                text -> Quantity.parse(text)
                        .filter(quantity -> quantity.notation() == Quantity.Notation.PLAIN)
                        .map(Quantity::value)
                        .filter(value -> value.compareTo(minimum) >= 0)
                        .orElseThrow(() -> misfit(text, "is no number from " + least + " up", "a number such as 0.25")),
                BigDecimal::toPlainString);
    }

    /** A whole number within limits. */
    static Form<Integer> integer(int least, int most) {
        return Form.of(
                SpecificationCode.BAD_NUMBER,
                text -> {
                    try {
                        int number = Integer.parseInt(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException none) {
                        throw misfit(text, "is no whole number", "a whole number from " + least + " to " + most);
                    }
                    throw misfit(text, "is out of range", "a whole number from " + least + " to " + most);
                },
                String::valueOf);
    }

    /** One of the words of an enumeration. */
    static <E extends Enum<E> & Named> Form<E> choice(List<E> values) {
        List<String> words = values.stream().map(Named::text).toList();
        return Form.of(
                SpecificationCode.BAD_CHOICE,
                text -> values.stream()
                        .filter(value -> value.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> misfit(text, "is not possible here", Printed.alternatives(words))
                                .with(Printed.nearest(text, words))),
                Named::text);
    }

    /** The priority in another spelling, or by its usual title. */
    private static Optional<String> priority(String text) {
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.name().equalsIgnoreCase(text)
                        || SeveritySettings.defaultOf(priority).title().equalsIgnoreCase(text))
                .findFirst()
                .map(priority -> "did you mean '" + priority + "'?");
    }

    /** The zone of that city, or a zone of nearly that name. */
    private static Optional<String> zone(String text) {
        String city = "/" + text.strip().replace(' ', '_');
        return ZONES.stream()
                .filter(zone -> zone.endsWith(city))
                .sorted()
                .findFirst()
                .map(zone -> "did you mean '" + zone + "'?")
                .or(() -> Printed.nearest(text, ZONES.stream().sorted().toList()));
    }

    private static Form<String> name(Pattern pattern, String expected) {
        return Form.of(
                SpecificationCode.BAD_NAME,
                text -> {
                    if (!pattern.matcher(text).matches()) {
                        throw misfit(text, "is no name that can stand here", expected)
                                .with(like(text, pattern));
                    }
                    return text;
                },
                text -> text);
    }

    /** The same words in characters that fit. */
    private static Optional<String> like(String text, Pattern pattern) {
        List<String> tries = List.of(
                text.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", ""),
                text.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
                text.strip().replaceAll("[^A-Za-z0-9]+", "_"));
        return tries.stream()
                .filter(name -> pattern.matcher(name).matches())
                .findFirst()
                .map(name -> "write for example " + name);
    }

    private static Escalation.When when(String text) throws MisfitException {
        String expected = Escalation.When.AtOnce.TEXT + ", or " + Escalation.When.NotAcknowledged.TEXT
                + Escalation.When.NotAcknowledged.RESPONSE_TIME + " or a duration";
        if (text.equals(Escalation.When.AtOnce.TEXT)) {
            return new Escalation.When.AtOnce();
        } else if (text.equals(Escalation.When.NotAcknowledged.TEXT + Escalation.When.NotAcknowledged.RESPONSE_TIME)) {
            return new Escalation.When.NotAcknowledged(Optional.empty());
        } else if (text.startsWith(Escalation.When.NotAcknowledged.TEXT)) {
            String duration = text.substring(Escalation.When.NotAcknowledged.TEXT.length());
            return new Escalation.When.NotAcknowledged(Optional.of(Durations.parse(duration)
                    .orElseThrow(() -> new MisfitException(
                            new Span(Escalation.When.NotAcknowledged.TEXT.length(), text.length()),
                            Printed.quoted(duration) + " is no duration",
                            Escalation.When.NotAcknowledged.RESPONSE_TIME + " or a duration such as 15m"))));
        }
        throw misfit(text, "does not say when", expected);
    }

    private static boolean inside(BigDecimal value, boolean withEnds) {
        int low = value.signum();
        int high = value.compareTo(BigDecimal.ONE);
        return withEnds ? low >= 0 && high <= 0 : low > 0 && high < 0;
    }

    static MisfitException misfit(String text, String problem, String expected) {
        return new MisfitException(new Span(0, text.length()), Printed.quoted(text) + " " + problem, expected);
    }
}
