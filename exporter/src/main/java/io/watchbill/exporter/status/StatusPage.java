package io.watchbill.exporter.status;

import io.watchbill.exporter.status.Finding.Severity;
import io.watchbill.exporter.status.Html.Element;
import io.watchbill.exporter.status.Status.WatchedName;
import io.watchbill.exporter.status.Status.WebStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The status page: one page of HTML that needs nothing else, no network, no script. The same status gives the same bytes. */
public final class StatusPage {
    private static final String STYLE = style();

    /** The value of {@code Content-Security-Policy}: nothing is loaded, nothing runs, and only the page's own style applies. */
    public static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private StatusPage() {}

    /** The page. */
    public static String of(Status status) {
        List<Finding> findings = Findings.of(status);
        Element head = Html.of("head")
                .add(Html.of("meta").with("charset", "utf-8"))
                .add(Html.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Html.of("title").add(headline(status, findings) + " · Watchbill exporter"))
                .add(new Html.Style(STYLE));
        List<Html> sections = new ArrayList<>();
        Overview overview = new Overview(status);
        if (!status.models().isEmpty()) {
            sections.add(overview.models());
            sections.add(overview.sources());
        }
        sections.add(overview.store());
        sections.add(overview.bounds());
        for (int i = 0; i < status.models().size(); i++) {
            sections.add(new ModelSection(status.models().get(i), status.now()).of(Overview.anchor(i)));
        }
        Element body = Html.of("body")
                .add(header(status, findings))
                .add(Html.of("main").add(sections))
                .add(footer());
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        Html.of("html").with("lang", "en").add(head, body).write(page);
        return page.append('\n').toString();
    }

    private static String style() {
        try (InputStream in = StatusPage.class.getResourceAsStream("status.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String headline(Status status, List<Finding> findings) {
        long wrong = findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .count();
        if (wrong > 0) {
            return Words.count(wrong, "thing") + (wrong == 1 ? " is wrong" : " are wrong");
        }
        if (!findings.isEmpty()) {
            return "Not ready";
        }
        boolean quiet = status.models().stream().allMatch(model -> model.snapshot() == null);
        return quiet ? "Ready, and no event has come yet" : "Nothing is wrong";
    }

    private static Element header(Status status, List<Finding> findings) {
        String tone =
                findings.isEmpty() ? "none" : findings.get(0).severity().name().toLowerCase(Locale.ROOT);
        Element banner = Html.of("div", "banner " + tone)
                .with("role", "status")
                .add(Html.of("strong").add(headline(status, findings)));
        if (!findings.isEmpty()) {
            banner = banner.add(Html.of("ul", "findings")
                    .add(findings.stream().map(StatusPage::item).toList()));
        }
        return Html.of("header")
                .add(Html.of("h1").add("Watchbill exporter"))
                .add(banner)
                .add(facts(status));
    }

    private static Element item(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        return Html.of("li")
                .add(Html.of("span", "badge " + severity).add(severity))
                .add(Html.of("div")
                        .add(Html.of("p", "what").add(finding.what()))
                        .add(Html.of("p", "next").add(finding.next())));
    }

    private static Element facts(Status status) {
        List<Element> facts = new ArrayList<>();
        facts.add(Parts.fact("As of", Words.time(status.now())));
        facts.add(Parts.fact("Version", status.version()));
        facts.add(Parts.fact("Running for", Words.length(Duration.between(status.started(), status.now()))));
        facts.add(Parts.fact("Events", status.unready().isEmpty() ? "taken in" : "not taken in, or not stored"));
        facts.add(Parts.fact("Protection", protection(status.web())));
        for (WatchedName system : status.systems()) {
            facts.add(Parts.fact("Specification", system.name() + " " + system.hash()));
        }
        return Html.of("dl", "facts").add(facts);
    }

    private static String protection(WebStatus web) {
        if (!web.configured()) {
            return "none: no web configuration";
        }
        String what = (web.tls() ? "TLS" : "no TLS") + ", "
                + (web.strangersKeptOut() ? "strangers kept out" : "open to everyone who reaches it");
        return web.lastReadGood() ? what : what + "; the file on the disk cannot be used";
    }

    private static Element footer() {
        return Html.of("footer").add(link("/metrics")).add(link("/-/healthy")).add(link("/-/ready"));
    }

    private static Element link(String path) {
        return Html.of("a").with("href", path).add(path);
    }
}
