package io.watchbill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.profiler.Evaluation;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPageTest {
    private static final Pattern TAG = Pattern.compile("<([a-zA-Z!/][^>\\s]*)");

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Evaluation drifted;

    @BeforeAll
    static void evaluate() {
        drifted = Evaluations.drifted(folder);
    }

    @Test
    void hostileNamesAndCategoriesStayText() {
        String page = EvaluationPage.of(Evaluations.hostile(folder), Evaluations.HOSTILE);
        String harmless = EvaluationPage.of(Evaluations.undrifted(folder), "Credit");

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .contains("&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                // The category itself, as the label of a bar.
                .contains("&lt;/title&gt;&lt;script&gt;alert");
        assertThat(tags(page)).isEqualTo(tags(harmless));
    }

    private static String tags(String page) {
        StringBuilder tags = new StringBuilder();
        Matcher matcher = TAG.matcher(page.substring(page.indexOf("</style>")));
        while (matcher.find()) {
            tags.append(matcher.group(1)).append(' ');
        }
        return tags.toString();
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() {
        String page = EvaluationPage.of(drifted, "Credit");

        assertThat(page)
                .contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\"")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("url(")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void everyLinkOfThePageLeadsToAPlaceOnIt() {
        String page = EvaluationPage.of(drifted, "Credit");

        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        assertThat(links.find()).isTrue();
        do {
            assertThat(links.group(1)).startsWith("#");
            assertThat(page).contains("id=\"" + links.group(1).substring(1) + "\"");
        } while (links.find());
    }

    @Test
    void everyPictureSaysInWordsWhatItShows() {
        String page = EvaluationPage.of(drifted, "Credit");

        assertThat(Pattern.compile("<svg ").matcher(page).results().count())
                .isEqualTo(Pattern.compile("<svg [^>]*role=\"img\" aria-label=\"[^\"]+\\.\"[^>]*><title>")
                        .matcher(page)
                        .results()
                        .count())
                .isGreaterThan(8);
        assertThat(page).contains("aria-label=\"amount: PSI over time, at most ");
    }

    @Test
    void thePageSaysTheVerdictInItsFirstLineAndListsWhatDriftedMostFirst() {
        String page = EvaluationPage.of(drifted, "Credit scoring");

        assertThat(page)
                .contains("<title>credit: Critical.</title>")
                .contains(
                        "<p class=\"verdict critical\"><strong>Critical.</strong> amount drifted (critical); accuracy is"
                                + " worse (critical).</p>")
                .contains(drifted.profile().contentHash().substring(0, 16));
        assertThat(page.indexOf("href=\"#column-1\">amount<"))
                .isPositive()
                .isLessThan(page.indexOf("href=\"#column-2\""));
    }

    @Test
    void withoutTimesAndLabelsThePageSaysSoAndHasItsOtherPictures() {
        String page = EvaluationPage.of(Evaluations.plain(folder), "Credit");

        assertThat(page)
                .contains("There is no time column &#39;time&#39;, so that dependence")
                .contains("amount: shares in the reference and in the rows.")
                .doesNotContain("over time, at most")
                .doesNotContain("id=\"performance\"");
    }

    @Test
    void theSameRowsGiveTheSameBytes() {
        assertThat(EvaluationPage.of(drifted, "Credit"))
                .isEqualTo(EvaluationPage.of(Evaluations.drifted(folder), "Credit"));
    }
}
