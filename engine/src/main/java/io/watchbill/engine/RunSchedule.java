package io.watchbill.engine;

import io.watchbill.spec.Serving;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** When the runs of a batch model start and by when each must be complete. Immutable. */
public final class RunSchedule {
    private final Serving.Batch batch;
    private final ZoneId zone;
    private final Duration longestGap;

    RunSchedule(Serving.Batch batch, ZoneId zone) {
        this.batch = batch;
        this.zone = zone;
        this.longestGap = batch.schedule().longestGap();
    }

    /** The longest time that so many runs in a row span. */
    Duration across(int runs) {
        return longestGap.multipliedBy(runs);
    }

    /**
     * The start of the newest run whose deadline has passed; empty without a deadline, or if no such run started after
     * {@code since}.
     */
    public Optional<Instant> newestDue(Instant since, Instant now) {
        Optional<LocalTime> deadline = batch.deadline();
        if (deadline.isEmpty()) {
            return Optional.empty();
        }
        Instant from = now.minus(longestGap).minus(Duration.ofDays(2));
        List<ZonedDateTime> starts = batch.schedule().between(from.isAfter(since) ? from : since, now, zone);
        for (int i = starts.size() - 1; i >= 0; i--) {
            if (!due(starts.get(i), deadline.get()).isAfter(now)) {
                return Optional.of(starts.get(i).toInstant());
            }
        }
        return Optional.empty();
    }

    /** A time of day that is not after the start is that of the next day. */
    private Instant due(ZonedDateTime start, LocalTime deadline) {
        ZonedDateTime sameDay = ZonedDateTime.of(start.toLocalDate(), deadline, zone);
        return (sameDay.isAfter(start)
                        ? sameDay
                        : ZonedDateTime.of(start.toLocalDate().plusDays(1), deadline, zone))
                .toInstant();
    }
}
