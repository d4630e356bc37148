package io.watchbill.spec;

import io.watchbill.spec.calendar.Frequency;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Optional;

/** How predictions are asked for. */
public sealed interface Serving {
    /** One request at a time. */
    record Online() implements Serving {}

    /**
     * Whole runs on a schedule.
     *
     * @param deadline the time of day by which a run is complete: of its day, or of the next if that is before its start
     * @param rows how many rows a run has; unchecked where absent
     */
    record Batch(Frequency schedule, Optional<LocalTime> deadline, Optional<RowRange> rows) implements Serving {}

    /** Inclusive bounds. */
    record RowRange(BigDecimal minimum, BigDecimal maximum) {}
}
