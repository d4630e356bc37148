package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanesTest {

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT1M, 60",
        "PT24H, PT30M, 48",
        "P7D, PT3H, 56",
        "P42D, P1D, 42",
        "PT1S, PT1S, 1",
        "PT5M, PT5S, 60",
        "P90D, P2D, 45",
        "PT61S, PT5S, 13",
        "PT25H, PT30M, 50",
    })
    void aPaneIsTheSmallestThatDividesTheWindowIntoAtMostSixty(Duration window, Duration pane, int perWindow) {
        Panes panes = Panes.sizeFor(window);

        assertThat(panes.pane()).isEqualTo(pane);
        assertThat(panes.perWindow()).isEqualTo(perWindow);
    }

    @Test
    void panesAreAlignedToTheEpochAlsoBeforeIt() {
        Panes panes = Panes.sizeFor(Duration.ofHours(1));

        assertThat(panes.paneOf(59_999)).isZero();
        assertThat(panes.paneOf(60_000)).isEqualTo(1);
        assertThat(panes.paneOf(-1)).isEqualTo(-1);
        assertThat(panes.startMillis(-1)).isEqualTo(-60_000);
        assertThat(panes.across(Duration.ofSeconds(61))).isEqualTo(2);
    }
}
