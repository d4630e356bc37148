package io.watchbill.exporter.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How markup is written. */
class HtmlTest {
    private static String written(Html html) {
        StringBuilder text = new StringBuilder();
        html.write(text);
        return text.toString();
    }

    @Test
    void textAndAttributesAreEscaped() {
        Html hostile = Html.of("td").with("class", "\"><script>").add("</td><script>alert('1')&amp;");

        assertThat(written(hostile))
                .isEqualTo("<td class=\"&quot;&gt;&lt;script&gt;\">"
                        + "&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)&amp;amp;</td>");
    }

    @Test
    void whatTurnsTextAroundOrIsNoTextIsShownAsUnknown() {
        assertThat(written(Html.of("b").add("a\u202Eb\u2066c\u0000d\u0085e\u200Ff")))
                .isEqualTo("<b>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf</b>");
    }

    @Test
    void aStyleSheetCannotCloseItsElement() {
        assertThatThrownBy(() -> new Html.Style("a {} </style><script>")).isInstanceOf(IllegalArgumentException.class);
    }
}
