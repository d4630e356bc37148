package io.watchbill.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example's evaluation as a browser shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationPageIT {
    private static final Path PAGE = Path.of("../examples/flight-delay/evaluation.html");
    private static final double READABLE = 4.5;

    @TempDir
    private static Path profile;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        browser = Browser.open(PAGE.toRealPath(), profile, 1200, 900);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theConsoleIsEmptyAndNothingButThePageIsLoaded() throws IOException {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).containsExactly(PAGE.toRealPath().toUri().toString());
    }

    @Test
    void everyPictureTakesItsPlace() {
        for (JsonNode picture : browser.ask("""
                [...document.querySelectorAll('svg')].map(e => { const r = e.getBoundingClientRect();
                  return {width: r.width, height: r.height, shapes: e.querySelectorAll('rect,polyline').length,
                    says: e.getAttribute('aria-label')}; })""")) {
            assertThat(picture.get("width").asDouble()).as(picture.toString()).isGreaterThan(90);
            assertThat(picture.get("height").asDouble()).as(picture.toString()).isGreaterThan(20);
            assertThat(picture.get("shapes").asInt()).as(picture.toString()).isPositive();
        }
        // Two for each column, one in its row of the table, and two of the performance.
        assertThat(browser.ask("document.querySelectorAll('svg').length").asInt())
                .isEqualTo(5 * 3 + 2);
    }

    @Test
    void theTableAndTheSectionsShowWhatDriftedMostFirst() {
        List<String> names = texts("[...document.querySelectorAll('#summary tbody th a')].map(e => e.textContent)");
        List<String> sections =
                texts("[...document.querySelectorAll('section.column h2')].map(e => e.firstChild.textContent)");
        List<String> verdicts =
                texts("[...document.querySelectorAll('#summary tbody .badge')].map(e => e.textContent)");

        assertThat(names).hasSize(5).startsWith("distance").isEqualTo(sections);
        assertThat(verdicts).containsExactly("critical", "no drift", "no drift", "no drift", "no drift");
    }

    @Test
    void aLinkOfTheTableLeadsToItsColumn() {
        browser.ask("document.querySelector('#summary a[href=\"#column-3\"]').click()");

        assertThat(browser.ask("location.hash").asText()).isEqualTo("#column-3");
        assertThat(browser.ask("document.querySelector(':target').id").asText()).isEqualTo("column-3");
    }

    @Test
    void textCanBeReadInLightAndInDarkAndOnPaper() {
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            JsonNode least = browser.leastContrast();
            assertThat(least.get("ratio").asDouble()).as(scheme + ": " + least).isGreaterThanOrEqualTo(READABLE);
        }
        assertThat(browser.ask("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(13, 17, 23)");
        browser.print();
        assertThat(browser.ask("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.leastContrast().get("ratio").asDouble()).isGreaterThanOrEqualTo(READABLE);
        browser.colours("light");
    }

    @Test
    void noTextOfAPictureLeavesIt() {
        assertThat(texts("""
                        [...document.querySelectorAll('section svg text')].filter(t => {
                          const b = t.getBBox(); const v = t.ownerSVGElement.viewBox.baseVal;
                          return b.x < -1 || b.y < -1 || b.x + b.width > v.width + 1 || b.y + b.height > v.height + 1;
                        }).map(t => t.textContent)""")).isEmpty();
    }

    @Test
    void onAPhoneThePageIsNoWiderThanTheScreen() {
        browser.size(390, 800);

        assertThat(browser.ask("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
        browser.size(1200, 900);
    }

    @Test
    void theScreenIsNotBlank() throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(browser.screenshot()));
        long coloured = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int red = rgb >> 16 & 255;
                int blue = rgb & 255;
                coloured += blue - red > 100 ? 1 : 0;
            }
        }

        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(coloured).as("pixels of the rows' bars and lines").isGreaterThan(10_000);
    }

    private List<String> texts(String expression) {
        List<String> texts = new ArrayList<>();
        browser.ask(expression).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
