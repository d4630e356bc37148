package io.watchbill.spec.reader;

import io.watchbill.spec.Serving;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.calendar.Recurrence;
import java.time.LocalTime;
import java.util.Optional;

/** Reads {@code serving}: {@code online}, or a map with {@code batch}. */
final class ServingReader {
    private static final Form<String> ONLINE = Form.of(
            SpecificationCode.BAD_CHOICE,
            text -> {
                if (!text.equals("online")) {
                    throw Forms.misfit(text, "is not possible here", "online, or {batch: {schedule: …}}");
                }
                return text;
            },
            text -> text);
    private static final Frequency DAILY = new Frequency(new Recurrence.Daily(1, Optional.empty()), LocalTime.MIDNIGHT);

    private ServingReader() {}

    static Serving read(MapReader map) {
        Optional<Node.Entry> entry = map.take("serving");
        if (entry.isPresent() && entry.get().value() instanceof Node.Mapping) {
            MapReader serving = map.section("serving");
            Optional<MapReader> batch = serving.optionalSection("batch");
            if (!serving.has("batch")) {
                serving.missing("batch");
            }
            serving.end();
            return batch.map(ServingReader::batch).orElseGet(Serving.Online::new);
        }
        map.value("serving", ONLINE, "online");
        return new Serving.Online();
    }

    private static Serving batch(MapReader map) {
        Serving batch = new Serving.Batch(
                map.required("schedule", Forms.FREQUENCY, DAILY),
                map.optional("deadline", Forms.TIME),
                map.optional("rows", Forms.RANGE)
                        .map(range -> new Serving.RowRange(
                                range.low().value(), range.high().value())));
        map.end();
        return batch;
    }
}
