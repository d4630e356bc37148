package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
    private static String write(Html html) {
        StringBuilder to = new StringBuilder();
        html.write(to);
        return to.toString().strip();
    }

    @Test
    void textAndAttributesCannotBecomeMarkup() {
        Html link =
                Html.of("a").with("href", "#\"><script>alert(1)</script>").add("<img src=x onerror='alert(1)'> & more");

        assertThat(write(link))
                .isEqualTo("<a href=\"#&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">"
                        + "&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; more</a>");
    }

    @Test
    void controlCharactersAndThoseThatTurnTheDirectionAreShownAsUnknown() {
        assertThat(write(new Html.Text("a\u0000b\u001b[31mc\u202ed\u2066e\ttab")))
                .isEqualTo("a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe\ttab");
    }

    @Test
    void elementsThatHoldNothingHaveNoEnd() {
        assertThat(write(Html.of("meta").with("charset", "utf-8"))).isEqualTo("<meta charset=\"utf-8\">");
    }

    @Test
    void aStyleSheetCannotCloseItsOwnElement() {
        assertThatThrownBy(() -> new Html.Style("</style><script>"))
                .hasMessage("a style sheet must not close its own element");
    }
}
