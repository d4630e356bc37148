package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionValuesTest {
    private final OptionValues values = new OptionValues();

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9465,127.0.0.1,9465", "[::1]:80,::1,80", ":0,0.0.0.0,0"})
    void anAddressIsHostAndPort(String text, String host, int port) throws Exception {
        assertThat(values.address("--listen", text).getAddress()).isEqualTo(InetAddress.getByName(host));
        assertThat(values.address("--listen", text).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9465", "localhost", "localhost:", "localhost:70000", "::1:9465"})
    void anythingElseIsNoAddress(String text) {
        values.address("--listen", text);

        assertThat(values.wrong())
                .containsExactly("--listen: expected an address such as 127.0.0.1:9465, not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"1048576,1048576", "512KiB,524288", "16MiB,16777216", "1gib,1073741824", "7B,7"})
    void aSizeHasABinaryUnit(String text, int bytes) {
        assertThat(values.bytes("--maximum-body", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2GiB", "16MB", "-1", "many"})
    void anythingElseIsNoSize(String text) {
        values.bytes("--maximum-body", text);

        assertThat(values.wrong())
                .containsExactly(
                        "--maximum-body: expected a size from 1B to under 2GiB, such as 16MiB, not '" + text + "'");
    }

    @Test
    void aDurationHasALeastValue() {
        assertThat(values.duration("--score-interval", "100ms", Duration.ofMillis(10)))
                .isEqualTo(Duration.ofMillis(100));
        values.duration("--score-interval", "1ms", Duration.ofMillis(10));

        assertThat(values.wrong())
                .containsExactly("--score-interval: expected a duration of at least 10ms, such as 1s, not '1ms'");
    }
}
