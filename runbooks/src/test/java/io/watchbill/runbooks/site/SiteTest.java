package io.watchbill.runbooks.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.spec.Priority;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SiteTest {

    private static final SitePage RUNBOOK = new SitePage(
            "runbooks/shop.md",
            "shop.html",
            "Shop",
            Map.of("shopdown", Priority.P1),
            "https://books.example.com/shop.md");
    private static final SitePage DOCUMENT =
            new SitePage("UC-1/05_Operations/spec.md", "operations/shop.html", "Shop", Map.of(), "");

    @Test
    void htmlOfTheMarkdownIsShownAsText() {
        assertThat(html("# A\n\n<img src=x onerror=alert(1)>\n\nA <b>bold</b> word\n"))
                .doesNotContain("<img", "<b>")
                .contains("&lt;img src=x onerror=alert(1)&gt;", "A &lt;b&gt;bold&lt;/b&gt; word");
    }

    @Test
    void anAddressThatStandsForItselfIsALinkAndPrintedOnce() {
        assertThat(html("# A\n\n| L |\n|---|\n| https://a.example/x?y=1 |\n"))
                .contains(
                        "<td><a rel=\"nofollow\" href=\"https://a.example/x?y=1\" class=\"address\">https://a.example/x?y=1</a></td>");
        assertThat(html("# A\n\n[https://a.example](https://a.example)\n"))
                .contains(
                        "<p><a rel=\"nofollow\" href=\"https://a.example\" class=\"address\">https://a.example</a></p>");
    }

    @Test
    void commentsAreNotShown() {
        assertThat(html("<!-- {% raw %} -->\n\n# A\n\nText\n\n<!-- {% endraw %} -->\n"))
                .contains("<p>Text</p>")
                .doesNotContain("raw %}");
        assertThat(html("# A\n\n<!-- a --> <b>shown</b>\n")).contains("&lt;b&gt;shown");
    }

    @Test
    void addressesThatRunSomethingLeadNowhere() {
        assertThat(html("# A\n\n[x](javascript:alert(1))\n")).doesNotContain("javascript:");
    }

    @Test
    void theAnchorBeforeAHeadingIsTheIdOfItsSection() {
        assertThat(html("# A\n\n<a id=\"shopdown\"></a>\n\n### ShopDown\n\nText\n"))
                .contains("<section id=\"shopdown\" class=\"level-3 alert p1\">\n<h3>ShopDown</h3>")
                .doesNotContain("<a id=")
                .contains(
                        "<p class=\"p1\">Alerts, P1</p>\n<ul>\n<li class=\"level-3\"><a href=\"#shopdown\">Shop<wbr>Down</a></li>");
    }

    @Test
    void headingsWithoutAnAnchorNeverTakeTheNameOfOne() {
        assertThat(html("# A\n\n## Drift\n\n<a id=\"drift\"></a>\n\n### Something\n"))
                .contains(
                        "<section id=\"drift-1\" class=\"level-2\">\n<h2>Drift",
                        "<section id=\"drift\" class=\"level-3\">");
    }

    @Test
    void linksBetweenFilesLeadToPages() {
        assertThat(
                        html(
                                "# A\n\n[d](../UC-1/05_Operations/spec.md#slos) [self](https://books.example.com/shop.md#x) [o](https://else.example.com)\n"))
                .contains(
                        "href=\"operations/shop.html#slos\"",
                        "href=\"shop.html#x\"",
                        "href=\"https://else.example.com\"");
        assertThat(html(DOCUMENT, "# B\n\n[r](../../runbooks/shop.md)\n"))
                .contains("href=\"../shop.html\"", "<a href=\"../index.html\">All systems</a>");
    }

    @Test
    void aPageNeitherRunsNorLoadsAnything() {
        assertThat(html("# A\n"))
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContain("<script", "@import", "url(");
    }

    private static String html(String markdown) {
        return html(RUNBOOK, markdown);
    }

    /** The page with this Markdown, of a site of two pages. */
    private static String html(SitePage page, String markdown) {
        return Site.render(List.of(RUNBOOK, DOCUMENT), "index.html", of -> of.equals(page) ? markdown : "# Other\n")
                .filter(file -> file.path().equals(page.path()))
                .map(Artifact::content)
                .collect(Collectors.joining());
    }
}
