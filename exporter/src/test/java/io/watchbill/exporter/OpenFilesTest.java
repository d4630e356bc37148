package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void moreConnectionsThanFilesAreWarnedOf() {
        assertThat(OpenFiles.warning(12_000, 1_048_576)).isEmpty();
        assertThat(OpenFiles.warning(12_000, 4_096))
                .hasValue("--maximum-connections: 12000 need as many open files, of which this process may have 4096;"
                        + " raise that (ulimit -n, LimitNOFILE of systemd) or take fewer connections");
    }

    @Test
    void theLimitOfThisProcessIsKnown() {
        assertThat(OpenFiles.warning(Integer.MAX_VALUE)).isPresent();
    }
}
