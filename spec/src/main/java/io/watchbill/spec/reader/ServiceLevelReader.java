package io.watchbill.spec.reader;

import io.watchbill.spec.Durations;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.NoTraffic;
import io.watchbill.spec.ObjectivePeriod;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.ParsedClause;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.MisfitException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code slos}. */
final class ServiceLevelReader {
    private static final Pattern LATENCY = Pattern.compile("latency_p(\\d{2})");
    /** {@code 1d} to {@code 90d}, or {@code month}. */
    private static final Form<ObjectivePeriod> PERIOD = Form.of(
            SpecificationCode.BAD_DURATION,
            text -> {
                if (text.equals(ObjectivePeriod.MONTH)) {
                    return ObjectivePeriod.CALENDAR_MONTH;
                }
                return Durations.parse(text)
                        .filter(length -> length.compareTo(ObjectivePeriod.SHORTEST) >= 0
                                && length.compareTo(ObjectivePeriod.LONGEST) <= 0)
                        .map(ObjectivePeriod::rolling)
                        .orElseThrow(() -> Forms.misfit(
                                text,
                                "is no period of a service level",
                                "1d to 90d such as 30d, or month for the calendar month"));
            },
            ObjectivePeriod::text);

    private static final String EXPECTED =
            "a share such as 99.9%, or for a latency < 100ms, or for a ratio of errors < 0.1%";

    private static final String COUNTED = Stream.of(Measurement.Counted.values())
            .map(Measurement.Counted::text)
            .collect(Collectors.joining(", "));

    private final MetricChecks checks;

    ServiceLevelReader(MetricChecks checks) {
        this.checks = checks;
    }

    List<ServiceLevelObjective> read(MapReader root) {
        return root.list("slos", this::objective);
    }

    private ServiceLevelObjective objective(MapReader map) {
        String name = map.required("name", Forms.LABEL_NAME_OF_DNS, "");
        if (!name.isEmpty()) {
            map.context().define(ReadingContext.Kind.SLO, name, map.locationOf("name"));
        }
        Optional<Node.Scalar> target = map.scalar("target");
        if (!map.has("target")) {
            map.missing("target");
        }
        ObjectivePeriod period = map.value("period", PERIOD, ObjectivePeriod.DEFAULT);
        NoTraffic onNoTraffic = map.value("onNoTraffic", Forms.choice(List.of(NoTraffic.values())), NoTraffic.UNKNOWN);
        Promise promise = promise(map, target);
        if (promise.measurement() instanceof Measurement.TimeSlice && onNoTraffic != NoTraffic.UNKNOWN) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.NO_TRAFFIC,
                            map.locationOf("onNoTraffic"),
                            "a share of time has no traffic that could be missing",
                            Optional.of("no onNoTraffic: a time without a value counts neither as good nor as bad"),
                            Optional.empty());
        }
        map.end();
        return new ServiceLevelObjective(
                name,
                promise.objective(),
                target.map(Node.Scalar::text).orElse(""),
                period,
                onNoTraffic,
                promise.measurement());
    }

    private Promise promise(MapReader map, Optional<Node.Scalar> target) {
        Promise harmless =
                new Promise(new BigDecimal("0.99"), new Measurement.MetricRatio(Measurement.Counted.ERROR_RATE));
        Optional<Node.Entry> measurement = map.take("measurement");
        if (measurement.isEmpty()) {
            map.missing("measurement");
            return harmless;
        } else if (measurement.get().value() instanceof Node.Mapping) {
            Measurement events = events(map.section("measurement"));
            return target.flatMap(text -> ratio(map.context(), text))
                    .map(objective -> new Promise(objective, events))
                    .orElse(harmless);
        }
        Optional<Node.Scalar> scalar = map.scalar("measurement");
        if (scalar.isEmpty() || target.isEmpty()) {
            return harmless;
        }
        boolean slice = scalar.get().text().matches("(?s).*([<>]|\\boutside\\b).*");
        return (slice ? slice(map, scalar.get(), target.get()) : metric(map, scalar.get(), target.get()))
                .orElse(harmless);
    }

    private static Measurement events(MapReader map) {
        Optional<String> bad = map.optional("bad", Forms.COUNTED);
        Optional<String> good = map.optional("good", Forms.COUNTED);
        String total = map.required("total", Forms.COUNTED, "");
        if (map.has("bad") == map.has("good")) {
            map.missing(map.has("bad") ? "choice: bad and good are both written" : "bad or good");
        }
        map.end();
        return bad.<Measurement>map(events -> new Measurement.BadEvents(events, total))
                .orElseGet(() -> new Measurement.GoodEvents(good.orElse(""), total));
    }

    private Optional<Promise> slice(MapReader map, Node.Scalar scalar, Node.Scalar target) {
        try {
            ParsedClause parsed = ConditionParser.clause(scalar.text());
            Measurement measurement = new Measurement.TimeSlice(checks.slice(scalar, parsed));
            return ratio(map.context(), target).map(objective -> new Promise(objective, measurement));
        } catch (MisfitException misfit) {
            map.context().report(SpecificationCode.CONDITION_SYNTAX, scalar, misfit);
            return Optional.empty();
        }
    }

    private Optional<Promise> metric(MapReader map, Node.Scalar scalar, Node.Scalar target) {
        String name = scalar.text().strip();
        Optional<CatalogueMetric> metric = checks.metric(name, scalar.location());
        if (metric.isEmpty()) {
            return Optional.empty();
        }
        Matcher latency = LATENCY.matcher(name);
        if (latency.matches()) {
            BigDecimal objective = new BigDecimal(latency.group(1)).movePointLeft(2);
            checks.counted(metric.get(), target.text().strip(), scalar.location());
            return bound(target)
                    .filter(quantity -> quantity.notation() == Quantity.Notation.DURATION)
                    .or(() -> refuse(map.context(), target, "< with a duration such as < 100ms"))
                    .map(quantity -> new Promise(objective, new Measurement.LatencyUnder(name, quantity)));
        }
        Optional<Measurement> counted = Stream.of(Measurement.Counted.values())
                .filter(choice -> choice.text().equals(name))
                .findFirst()
                .map(Measurement.MetricRatio::new);
        if (counted.isEmpty()) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.UNIT_MISMATCH,
                            scalar.location(),
                            name + " is no share of good or bad events",
                            Optional.of(COUNTED
                                    + ", a latency of the catalogue, or for a share of time a condition such as " + name
                                    + " > 1"),
                            Optional.empty());
            return Optional.empty();
        }
        return ratio(map.context(), target).map(objective -> new Promise(objective, counted.get()));
    }

    /** {@code 99.9%}, {@code 0.999}, {@code > 99.9%}, or {@code < 0.1%} of what is bad. */
    private static Optional<BigDecimal> ratio(ReadingContext context, Node.Scalar target) {
        String text = target.text().strip();
        boolean bad = text.startsWith("<");
        String number = text.replaceFirst("^[<>]=?\\s*", "");
        return Quantity.parse(number)
                .filter(quantity -> quantity.notation() == Quantity.Notation.PERCENT
                        || quantity.notation() == Quantity.Notation.PLAIN)
                .map(quantity -> bad ? BigDecimal.ONE.subtract(quantity.value()) : quantity.value())
                .filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0)
                .map(BigDecimal::stripTrailingZeros)
                .or(() -> refuse(context, target, EXPECTED));
    }

    private static Optional<Quantity> bound(Node.Scalar target) {
        String text = target.text().strip();
        return text.startsWith("<") ? Quantity.parse(text.replaceFirst("^<=?\\s*", "")) : Optional.empty();
    }

    private static <T> Optional<T> refuse(ReadingContext context, Node.Scalar target, String expected) {
        context.findings()
                .add(
                        SpecificationCode.BAD_TARGET,
                        target.location(),
                        Printed.quoted(target.text()) + " is no target here",
                        Optional.of(expected),
                        Optional.empty());
        return Optional.empty();
    }

    private record Promise(BigDecimal objective, Measurement measurement) {}
}
