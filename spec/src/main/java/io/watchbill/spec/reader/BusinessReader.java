package io.watchbill.spec.reader;

import io.watchbill.spec.Business;
import io.watchbill.spec.ConversionBase;
import java.time.Duration;
import java.util.List;

/** Reads {@code business}. */
final class BusinessReader {
    private BusinessReader() {}

    static Business read(MapReader map) {
        Business business = new Business(
                WindowsReader.readTimes(map, Business.DEFAULT.windows()),
                map.optionalSection("conversion").map(BusinessReader::conversion),
                map.optionalSection("value").map(BusinessReader::value),
                feedback(map.section("feedback")),
                downstream(map.section("downstream")));
        map.end();
        return business;
    }

    private static Business.Conversion conversion(MapReader map) {
        Business.Conversion conversion = new Business.Conversion(
                map.text("event"),
                map.required("within", Forms.POSITIVE_DURATION, Duration.ofHours(24)),
                map.value("per", Forms.choice(List.of(ConversionBase.values())), ConversionBase.PREDICTION));
        map.end();
        return conversion;
    }

    private static Business.Value value(MapReader map) {
        Business.Value value = new Business.Value(map.text("event"), map.text("unit"));
        map.end();
        return value;
    }

    private static Business.Feedback feedback(MapReader map) {
        Business.Feedback feedback = new Business.Feedback(
                map.values("positive", Forms.TEXT, List.of()), map.values("negative", Forms.TEXT, List.of()));
        map.end();
        return feedback;
    }

    private static Business.Downstream downstream(MapReader map) {
        Business.Downstream downstream = new Business.Downstream(map.values("failed", Forms.TEXT, List.of()));
        map.end();
        return downstream;
    }
}
