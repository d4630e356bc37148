package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionBoundTest {
    private static final long MIB = 1 << 20;

    @Test
    void tlsConnectionsTakeHalfOfTheHeapAtMost() {
        assertThat(ConnectionBound.usual(false, 256 * MIB)).isEqualTo(12_000);
        assertThat(ConnectionBound.usual(true, 256 * MIB)).isEqualTo(2_730);
        assertThat(ConnectionBound.usual(true, 4_096 * MIB)).isEqualTo(12_000);
    }

    @Test
    void aBoundThatTheHeapCannotHoldIsWarnedOf() {
        assertThat(ConnectionBound.warning(12_000, false, 256 * MIB)).isEmpty();
        assertThat(ConnectionBound.warning(2_730, true, 256 * MIB)).isEmpty();
        assertThat(ConnectionBound.warning(12_000, true, 256 * MIB))
                .hasValue("--maximum-connections: 12000 TLS connections may take 562 MiB, more than half of the heap;"
                        + " raise -Xmx or take at most 2730");
    }
}
