package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AxisTest {

    private static Axis time(String from, String to) {
        return new Axis(Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli(), 0, 100);
    }

    @Test
    void valuesAreMarkedAtRoundNumbers() {
        assertThat(new Axis(0, 0.27, 100, 0).ticks())
                .extracting(Axis.Tick::text)
                .containsExactly("0.00", "0.05", "0.10", "0.15", "0.20", "0.25");
        assertThat(new Axis(0.64, 0.92, 100, 0).ticks())
                .extracting(Axis.Tick::text)
                .containsExactly("0.65", "0.70", "0.75", "0.80", "0.85", "0.90");
    }

    @Test
    void aHigherValueIsFurtherTowardsTheEnd() {
        assertThat(new Axis(0, 10, 200, 0).pixel(2.5)).isEqualTo(150);
    }

    @Test
    void timesAreMarkedAtHoursDaysWeeksOrMonthsByHowMuchThereIs() {
        assertThat(time("2001-03-01T00:00:00Z", "2001-03-01T06:00:00Z").times(8))
                .extracting(Axis.Tick::text)
                .containsExactly("1 Mar", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00");
        assertThat(time("2001-02-26T00:00:00Z", "2001-03-18T00:00:00Z").times(8))
                .extracting(Axis.Tick::text)
                .containsExactly("26 Feb", "5 Mar", "12 Mar");
        assertThat(time("2001-01-01T00:00:00Z", "2001-12-31T00:00:00Z").times(8))
                .extracting(Axis.Tick::text)
                .containsExactly("Feb 2001", "Apr 2001", "Jun 2001", "Aug 2001", "Oct 2001", "Dec 2001");
    }
}
