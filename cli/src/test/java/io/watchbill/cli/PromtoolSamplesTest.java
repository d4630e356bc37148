package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromtoolSamplesTest {

    @ParameterizedTest
    @CsvSource({
        "1+2x3, 1.0 3.0 5.0 7.0",
        "-1.5-0.5x2, -1.5 -2.0 -2.5",
        "4x2, 4.0 4.0 4.0",
        "1 _x2 2, 1.0 _ _ 2.0",
        "1e-3x1 stale _ 2, 0.001 0.001 _ _ 2.0",
    })
    void areReadAsPromtoolReadsThem(String values, String samples) {
        assertThat(PromtoolSamples.of(values).stream()
                        .map(sample -> sample.map(String::valueOf).orElse("_"))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(samples);
    }

    @Test
    void whatIsNoRunIsAnError() {
        assertThatThrownBy(() -> PromtoolSamples.of("1 {{schema:1}}"))
                .hasMessageStartingWith("'{{schema:1}}' is no run");
    }
}
