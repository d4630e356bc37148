package io.watchbill.spec.reader;

import io.watchbill.spec.Dependency;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads {@code alerting.dependencies}. Whether muted alerts exist is known when all alerts are planned. */
final class DependencyReader {

    private static final String ALERTNAME = "alertname";

    /** Not quoted in the message: it is empty, or a character cannot be printed. */
    private static final Form<String> ALERT_OF_OTHERS = text(SpecificationCode.BAD_NAME, "the name of an alert");

    private static final Form<String> LABEL_VALUE = text(SpecificationCode.BAD_LABEL_VALUE, "the value of a label");

    private DependencyReader() {}

    static List<Dependency> read(MapReader alerting) {
        return alerting.list("dependencies", DependencyReader::dependency);
    }

    private static Dependency dependency(MapReader map) {
        String alert = map.required("alert", ALERT_OF_OTHERS, "");
        Map<String, String> labels =
                TextMaps.read(map, "labels", LABEL_VALUE, (name, place) -> label(map.context(), name, place));
        List<String> equal = map.values("equal", Forms.LABEL, List.of());
        List<String> mutes = map.has("mutes") ? mutes(map) : List.of();
        forEach(map, "equal", ALERTNAME, place -> useless(map.context(), place, nameDiffers()));
        if (!alert.isEmpty()) {
            forEach(map, "mutes", alert, place -> useless(map.context(), place, itself(alert)));
        }
        map.end();
        return new Dependency(alert, labels, equal.stream().distinct().toList(), mutes);
    }

    /** An empty list would be taken for one that is left out, which mutes everything. */
    private static List<String> mutes(MapReader map) {
        if (map.take("mutes")
                .map(Node.Entry::value)
                .filter(DependencyReader::isEmpty)
                .isPresent()) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.EMPTY_LIST,
                            map.locationOf("mutes"),
                            "mutes is empty",
                            Optional.of("at least one alert of this system"),
                            Optional.of("leave mutes out for all alerts below P1, or remove the dependency"));
        }
        return map.values("mutes", Forms.ALERT, List.of());
    }

    private static boolean isEmpty(Node value) {
        return value instanceof Node.Sequence sequence && sequence.items().isEmpty();
    }

    private static void label(ReadingContext context, String name, Location place) {
        context.checkName(Forms.LABEL, name, place);
        if (name.equals(ALERTNAME)) {
            useless(context, place, "alertname is what alert says");
        }
    }

    private static String nameDiffers() {
        return "the alert never has the alertname of one that it silences";
    }

    private static String itself(String alert) {
        return Printed.quoted(alert) + " would silence itself";
    }

    private static void useless(ReadingContext context, Location place, String message) {
        context.findings()
                .add(SpecificationCode.USELESS_DEPENDENCY, place, message, Optional.empty(), Optional.of("remove it"));
    }

    private static void forEach(MapReader map, String key, String word, Consumer<Location> found) {
        map.take(key).map(Node.Entry::value).stream()
                .flatMap(
                        value -> value instanceof Node.Sequence sequence ? sequence.items().stream() : Stream.of(value))
                .filter(item ->
                        item instanceof Node.Scalar scalar && scalar.text().equals(word))
                .forEach(item -> found.accept(item.location()));
    }

    /** Text that can stand in a matcher of Alertmanager and asks that something is there. */
    private static Form<String> text(SpecificationCode code, String what) {
        return Form.of(
                code,
                text -> {
                    if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                        throw new MisfitException(
                                new Span(0, text.length()),
                                "this is not " + what,
                                what + ": some text without control characters");
                    }
                    return text;
                },
                text -> text);
    }
}
