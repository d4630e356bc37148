package io.watchbill.runbooks.site;

import io.watchbill.plan.Artifact;
import io.watchbill.runbooks.site.MarkdownBody.Part;
import io.watchbill.spec.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Renders pages of Markdown as a static site. The same pages give the same bytes. */
public final class Site {

    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final SiteLinks links;
    private final String style = style();

    private Site(List<SitePage> pages) {
        this.links = new SiteLinks(pages);
    }

    /**
     * One file of HTML for each page, each rendered when the stream comes to it.
     *
     * @param home the path of the page that all others lead back to
     * @param markdown the whole content of a page
     */
    public static Stream<Artifact> render(List<SitePage> pages, String home, Function<SitePage, String> markdown) {
        Site site = new Site(pages);
        return pages.stream().map(page -> new Artifact(page.path(), site.html(page, home, markdown.apply(page))));
    }

    private String html(SitePage page, String home, String markdown) {
        MarkdownBody body = MarkdownBody.of(markdown, link -> links.of(link, page), page.alerts());
        String up = "../".repeat((int) page.path().chars().filter(c -> c == '/').count());
        String back = page.path().equals(home)
                ? "<strong>All systems</strong>\n"
                : "<a href=\"" + up + home + "\">All systems</a>\n";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header class="bar">
                %s<a class="jump" href="#contents">Contents</a>
                </header>
                <main>
                %s</main>
                <nav id="contents" aria-label="Contents">
                %s</nav>
                </body>
                </html>
                """.formatted(POLICY, escaped(page.title()), style, back, body.html(), contents(body.parts()));
    }

    /** Chapters with their parts; the alerts apart, the most urgent first. */
    private static String contents(List<Part> parts) {
        StringBuilder nav = new StringBuilder("<p>On this page</p>\n<ul>\n");
        parts.stream().filter(part -> part.priority().isEmpty()).forEach(part -> entry(nav, part));
        nav.append("</ul>\n");
        for (Priority priority : Priority.values()) {
            List<Part> alerts = parts.stream()
                    .filter(part -> part.priority().equals(Optional.of(priority)))
                    .toList();
            if (!alerts.isEmpty()) {
                nav.append("<p class=\"")
                        .append(priority.name().toLowerCase(Locale.ROOT))
                        .append("\">Alerts, ")
                        .append(priority)
                        .append("</p>\n<ul>\n");
                alerts.forEach(part -> entry(nav, part));
                nav.append("</ul>\n");
            }
        }
        return nav.toString();
    }

    private static void entry(StringBuilder nav, Part part) {
        nav.append("<li class=\"level-")
                .append(part.level())
                .append("\"><a href=\"#")
                .append(part.id())
                .append("\">")
                .append(escaped(part.text()).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "<wbr>"))
                .append("</a></li>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream in = Site.class.getResourceAsStream("site.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
