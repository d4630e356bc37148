package io.watchbill.alertmanager.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "severity=critical ; severity=\"critical\"",
                "severity = \"critical\" ; severity=\"critical\"",
                "{a=\"b\", c=~\"d|e\"} ; a=\"b\" c=~\"d|e\"",
                "a!=\"\",b!~x.* ; a!=\"\" b!~\"x.*\"",
                "\"a\"=\"with \\\"quotes\\\", a comma\" ; a=\"with \\\"quotes\\\", a comma\"",
                "a=\"back\\\\slash\" ; a=\"back\\\\slash\"",
                "foo= ; foo=\"\""
            })
    void whatPeopleWriteIsRead(String text, String matchers) {
        assertThat(MatcherText.parse(text).orElseThrow().stream()
                        .map(Matcher::text)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(matchers);
        assertThat(MatcherText.parse(matchers.replace("\" ", "\", ")))
                .as("read again")
                .isEqualTo(MatcherText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "severity", "\"x.\u00e4\"=\"y\"", "a=\"b", "a=\"b\" c=\"d\"", "a=\"line\\nbreak\""})
    void whatIsNoneOrHasNoPlaceInOursIsNot(String text) {
        assertThat(MatcherText.parse(text)).isEqualTo(java.util.Optional.<List<Matcher>>empty());
    }
}
