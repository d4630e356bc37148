package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({"::, 0.0.0.0:9465", "0.0.0.0, 0.0.0.0:9465", "::1, [0:0:0:0:0:0:0:1]:9465", "127.0.0.1, 127.0.0.1:9465"
    })
    void everyAddressOfThisMachineIsSaidInOneWay(String host, String text) {
        assertThat(Addresses.text(new InetSocketAddress(host, 9_465))).isEqualTo(text);
    }
}
