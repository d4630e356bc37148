package io.watchbill.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example's runbooks as a browser shows them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunbookSiteIT {
    private static final double READABLE = 4.5;
    private static final String ALERT = "flightdelaydistancedrift";

    @TempDir
    private static Path folder;

    private Path site = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        site = folder.resolve("site");
        Run run = Run.of("compile", "../examples/flight-delay/ops.yaml", "-o", folder.resolve("out"), "--site", site);
        assertThat(run.exitCode()).as(run.err()).isZero();
        site = site.toRealPath();
        browser = Browser.open(site.resolve("index.html"), folder.resolve("profile"), 1280, 900);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void nothingButThePagesIsLoadedAndTheConsoleIsEmpty() {
        show("flight-delay.html");

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(address -> address.startsWith(site.toUri().toString()));
        assertThat(browser.ask("document.scripts.length").asInt()).isZero();
    }

    @Test
    void theIndexLeadsToTheSectionOfAnAlert() {
        show("index.html");
        assertThat(browser.ask("document.querySelector('main').innerText").asText())
                .contains("Flight delay predictor", "team-travel-ml", "2026-11-20", "Ana, then Ben, then Chi");
        String link = browser.ask("document.querySelector('a[href$=\"#" + ALERT + "\"]').href")
                .asText();

        assertThat(link).isEqualTo(site.resolve("flight-delay.html").toUri() + "#" + ALERT);
        browser.show(link);
        assertThat(browser.ask("document.querySelector(':target h3').textContent")
                        .asText())
                .isEqualTo("FlightDelayDistanceDrift");
        JsonNode top = browser.ask("document.querySelector(':target').getBoundingClientRect().top");
        assertThat(top.asDouble()).as("under the bar, at the top of the window").isBetween(0.0, 200.0);
    }

    @Test
    void everyLinkWithinTheSiteLeadsToAPlaceThatIsThere() throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(site)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".html")).toList()) {
                show(site.relativize(page).toString());
                for (JsonNode link :
                        browser.ask("[...document.links].map(a => a.href)" + ".filter(a => a.startsWith('file:'))")) {
                    String[] parts = link.asText().split("#", 2);
                    Path target = Path.of(java.net.URI.create(parts[0]));
                    boolean there = Files.exists(target)
                            && (parts.length < 2 || Files.readString(target).contains("id=\"" + parts[1] + "\""));
                    if (!there) {
                        dead.add(link.asText());
                    }
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void textCanBeReadInLightAndInDarkAndOnPaper() {
        show("flight-delay.html");
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            JsonNode least = browser.leastContrast();
            assertThat(least.get("ratio").asDouble()).as(scheme + ": " + least).isGreaterThanOrEqualTo(READABLE);
        }
        browser.print();
        assertThat(browser.leastContrast().get("ratio").asDouble()).isGreaterThanOrEqualTo(READABLE);
        assertThat(browser.ask("getComputedStyle(document.querySelector('nav')).display")
                        .asText())
                .isEqualTo("none");
        browser.colours("light");
    }

    @Test
    void noPageIsWiderThanAPhone() {
        browser.size(390, 800);
        for (String page : List.of("index.html", "flight-delay.html", "operations/flight-delay.html")) {
            show(page);
            assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
                    .as(page)
                    .isLessThanOrEqualTo(390);
        }
        browser.size(1280, 900);
    }

    private void show(String page) {
        browser.show(site.resolve(page).toUri().toString());
    }
}
