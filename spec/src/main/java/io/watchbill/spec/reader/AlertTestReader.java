package io.watchbill.spec.reader;

import io.watchbill.spec.AlertTest;
import io.watchbill.spec.Durations;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code tests} of an alert. */
final class AlertTestReader {

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})?", Pattern.DOTALL);
    private static final String NUMBER = "(?:[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|NaN|Inf)";
    private static final Pattern VALUE =
            Pattern.compile("_(?:x[0-9]{1,5})?|stale|-?" + NUMBER + "(?:(?:[+-]" + NUMBER + ")?x[0-9]{1,5})?");
    private static final Duration DAYS = Duration.ofDays(31);

    private static final Form<String> ONE_SERIES =
            Form.of(SpecificationCode.BAD_TEST_SERIES, AlertTestReader::series, text -> text);
    private static final Form<String> VALUES =
            Form.of(SpecificationCode.BAD_TEST_VALUES, AlertTestReader::values, text -> text);
    private static final Form<BigDecimal> NUMBER_OF_QUERY = Form.of(
            SpecificationCode.BAD_NUMBER,
            text -> {
                try {
                    return new BigDecimal(text);
                } catch (NumberFormatException none) {
                    throw Forms.misfit(text, "is no number", "the value that the query returns, such as 999 or 0.25");
                }
            },
            BigDecimal::toPlainString);
    private static final Form<Duration> TIME = Form.of(
            SpecificationCode.BAD_DURATION,
            text -> {
                Duration time = Forms.DURATION.read(text);
                if (time.compareTo(DAYS) > 0) {
                    throw Forms.misfit(text, "is too long for a test", "at most 31d after the first sample");
                }
                return time;
            },
            Durations::format);

    private AlertTestReader() {}

    static List<AlertTest> read(MapReader alert) {
        return alert.list("tests", AlertTestReader::test);
    }

    private static AlertTest test(MapReader map) {
        AlertTest test = new AlertTest(
                map.value("interval", Forms.POSITIVE_DURATION, Duration.ofMinutes(1)),
                map.list("series", AlertTestReader::oneSeries),
                map.required("firesAt", TIME, Duration.ZERO),
                map.values("quietAt", TIME, List.of()),
                map.optional("resolvesAt", TIME),
                TextMaps.read(map, "labels", (name, place) -> map.context().checkName(Forms.LABEL, name, place)),
                map.required("value", NUMBER_OF_QUERY, BigDecimal.ZERO));
        checkTimes(map, test);
        map.end();
        return test;
    }

    private static void checkTimes(MapReader map, AlertTest test) {
        if (!map.has("firesAt")) {
            return;
        }
        String fires = Durations.format(test.firesAt());
        test.resolvesAt()
                .filter(resolved -> resolved.compareTo(test.firesAt()) <= 0)
                .ifPresent(resolved -> report(
                        map,
                        "resolvesAt",
                        "the alert is said to fire at " + fires + " and to have resolved at "
                                + Durations.format(resolved),
                        "a time after firesAt"));
        if (test.quietAt().contains(test.firesAt())) {
            report(map, "quietAt", "the alert is said to fire at " + fires + " and to be quiet then", "other times");
        }
    }

    private static void report(MapReader map, String key, String message, String expected) {
        map.context()
                .findings()
                .add(
                        SpecificationCode.TEST_TIMES,
                        map.locationOf(key),
                        message,
                        Optional.of(expected),
                        Optional.empty());
    }

    private static AlertTest.Series oneSeries(MapReader map) {
        AlertTest.Series series =
                new AlertTest.Series(map.required("series", ONE_SERIES, ""), map.required("values", VALUES, ""));
        map.end();
        return series;
    }

    private static String series(String text) throws MisfitException {
        java.util.regex.Matcher form = SERIES.matcher(text.strip());
        boolean one = form.matches();
        if (one && form.group(3) != null && !form.group(3).isBlank()) {
            one = ConditionParser.matchers(form.group(3)).stream()
                    .allMatch(matcher -> matcher.operator() == Matcher.Operator.EQUAL);
        }
        if (!one) {
            throw Forms.misfit(
                    text,
                    "is not one series",
                    "a name with the value of each label, such as queue_length{queue=\"in\"}");
        }
        return text.strip();
    }

    private static String values(String text) throws MisfitException {
        java.util.regex.Matcher word = Pattern.compile("\\S+").matcher(text);
        boolean any = false;
        while (word.find()) {
            if (!VALUE.matcher(word.group()).matches()) {
                throw new MisfitException(
                        new Span(word.start(), word.end()),
                        Printed.quoted(word.group()) + " is no value of promtool's notation",
                        "values such as 0x10 (eleven zeros), 1+2x3 (1 3 5 7), _x5 (five times nothing), stale");
            }
            any = true;
        }
        if (!any) {
            throw Forms.misfit(text, "holds no value", "values such as 0x10 999x30");
        }
        return text.strip();
    }
}
