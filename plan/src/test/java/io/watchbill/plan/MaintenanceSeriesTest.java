package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintenanceSeriesTest {

    private static final String WINDOWS = """
            models: {m: {task: regression}}
            maintenance:
              - {name: Retraining, frequency: "every sunday 02:00", duration: 2h, timezone: Europe/Berlin, mutes: []}
              - {name: 'Move "A"', frequency: 2026-12-24 22:00 to 2026-12-25 06:00, timezone: UTC, excludes: [slo]}
              - {name: Accounts, frequency: "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 18:00", duration: 1h}
              - {name: Fast, frequency: "every day 02:00", duration: 1h, timezone: Africa/Casablanca}
            """;

    @Test
    void everyWindowThatPromqlCanFollowHasASeriesOfItsOwn() {
        Plan plan = Planner.plan(Specifications.shop(WINDOWS), Target.DEFAULT);

        assertThat(Promtool.check(plan)).contains("SUCCESS");
        assertThat(plan.recordings())
                .filteredOn(series -> series.name().equals("system:maintenance:active"))
                .extracting(RecordedSeries::labels, RecordedSeries::group)
                .containsExactly(
                        tuple(Map.of("system", "shop", "window", "Retraining"), "shop-maintenance"),
                        tuple(Map.of("system", "shop", "window", "Move \"A\""), "shop-maintenance"));
    }
}
