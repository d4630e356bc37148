package io.watchbill.spec.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{routing_key: abc}; {routing_key: ***}",
                "{token: a b, channel: ops}; {token: ***, channel: ops}",
                "password: \"a, \\\"b\"; password: ********",
                "password: 'it''s', to: x; password: *******, to: x",
                "\"bot_token\" :  abc; \"bot_token\" :  ***",
                "api_url: https://a/T0, api_key: k}; api_url: ************, api_key: *}",
                "token: \"left open; token: **********",
                "token_id_file: /a/b; token_id_file: /a/b",
                "auth_password_file: /a; auth_password_file: /a",
                "summary: the token is gone; summary: the token is gone",
                "credentials: {name: a}; credentials: {name: a}"
            })
    void secretsOfALineAreStarsAndTheRestStaysWhereItIs(String line, String masked) {
        assertThat(SecretKeys.masked(line)).isEqualTo(masked).hasSameSizeAs(line);
    }

    @Test
    void whateverAFindingIsAboutItShowsNoSecret() {
        Finding finding = new Finding(
                new Code() {
                    @Override
                    public String id() {
                        return "WB1";
                    }

                    @Override
                    public Severity severity() {
                        return Severity.ERROR;
                    }

                    @Override
                    public String title() {
                        return "wrong";
                    }
                },
                new Location("ops.yaml", 1, 2, 7),
                "{chanel: a, token: s3cret}",
                "unknown key 'chanel'",
                Optional.empty(),
                Optional.empty());

        assertThat(FindingText.render(finding))
                .contains("{chanel: a, token: ******}")
                .doesNotContain("s3cret");
    }
}
