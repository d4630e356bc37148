package io.watchbill.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    @Test
    void aWindowOfTimeIsNamedByItsCanonicalDuration() {
        assertThat(Window.parse("1440m")).contains(new TimeWindow(Duration.ofHours(24)));
        assertThat(new TimeWindow(Duration.ofDays(1)).label()).isEqualTo("24h");
    }

    @Test
    void aWindowOfRunsIsNamedByTheirNumber() {
        assertThat(Window.parse("7run")).contains(new RunWindow(7));
        assertThat(new RunWindow(7).label()).isEqualTo("7run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0run", "run", "7runs", "0s", "yesterday", "999999run"})
    void anythingElseIsNoWindow(String text) {
        assertThat(Window.parse(text)).isEmpty();
    }
}
