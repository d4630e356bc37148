package io.watchbill.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import java.util.Optional;

/** Whatever stands in the headers of a request, nobody is let in who does not say a token that there is. */
class AuthorizationFuzzTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Credentials CREDENTIALS = new Credentials(Map.of(), Map.of("probe", TOKEN), Optional.empty());

    @FuzzTest
    void onlyTheTokenLetsIn(byte[] input) {
        String header = new String(input, ISO_8859_1);
        int cut = input.length == 0 ? 0 : (input[0] & 0xFF) % (input.length + 1);
        try (Access access = new Access(CREDENTIALS)) {
            for (Permission permission : Permission.values()) {
                Decision decision =
                        access.decide(header, null, "here", permission).join();
                boolean right = header.strip().regionMatches(true, 0, "bearer ", 0, 7)
                        && header.strip().substring(7).strip().equals(TOKEN);
                assertThat(decision.allowed()).isEqualTo(right);
                assertThat(decision.principal()).isEqualTo(right ? "probe" : "");
            }
            assertThat(access.decide(
                                    "Bearer " + TOKEN,
                                    header.substring(cut),
                                    header.substring(0, cut),
                                    Permission.ADMIN)
                            .join()
                            .allowed())
                    .isEqualTo(header.substring(cut).equals("http://" + header.substring(0, cut))
                            || header.substring(cut).equals("https://" + header.substring(0, cut)));
        }
    }
}
