package io.watchbill.spec.reader;

import io.watchbill.spec.Measurement;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.ParsedClause;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.MisfitException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code slos}. */
final class ServiceLevelReader {
    private static final Pattern LATENCY = Pattern.compile("latency_p(\\d{2})");
    private static final String EXPECTED =
            "a share such as 99.9%, or for a latency < 100ms, or for a ratio of errors < 0.1%";

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
        Duration period = map.value("period", Forms.POSITIVE_DURATION, ServiceLevelObjective.DEFAULT_PERIOD);
        Promise promise = promise(map, target);
        map.end();
        return new ServiceLevelObjective(
                name, promise.objective(), target.map(Node.Scalar::text).orElse(""), period, promise.measurement());
    }

    private Promise promise(MapReader map, Optional<Node.Scalar> target) {
        Promise harmless = new Promise(new BigDecimal("0.99"), new Measurement.MetricRatio(""));
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
        Optional<String> bad = map.optionalText("bad");
        Optional<String> good = map.optionalText("good");
        String total = map.text("total");
        if (bad.isPresent() == good.isPresent()) {
            map.missing(bad.isPresent() ? "choice: bad and good are both written" : "bad or good");
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
            return bound(target)
                    .filter(quantity -> quantity.notation() == Quantity.Notation.DURATION)
                    .or(() -> refuse(map.context(), target, "< with a duration such as < 100ms"))
                    .map(quantity -> new Promise(objective, new Measurement.LatencyUnder(name, quantity)));
        } else if (metric.get().unit() != Unit.RATIO) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.UNIT_MISMATCH,
                            scalar.location(),
                            name + " is no share of good or bad events",
                            Optional.of(
                                    "a ratio or a latency of the catalogue, or a condition such as " + name + " > 1"),
                            Optional.empty());
            return Optional.empty();
        }
        return ratio(map.context(), target).map(objective -> new Promise(objective, new Measurement.MetricRatio(name)));
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
