package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page says of two columns whose values are known: an amount that is 0 or 1, evenly in the reference and 270 to
 * 630 in production beside 60 missing and 40 unusable values, and a city of which one in ten was never seen before.
 */
class ColumnPageTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static RunningExporter exporter;
    private static MetricsText page;

    @BeforeAll
    static void feed(@TempDir Path folder) throws IOException {
        Path specification = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop, description: A small system for tests.}
                models:
                  asked:
                    task: regression
                    references: {default: shop.profile.json}
                    features: {amount: {type: numeric}, city: {type: categorical}}
                    drift:
                      windows: [1h]
                      numeric: [ks, psi, jensen-shannon, wasserstein]
                      categorical: [chi-square, jensen-shannon]
                  plain:
                    task: regression
                    references: {default: shop.profile.json}
                    features: {amount: {type: numeric}, city: {type: categorical}}
                    drift: {windows: [1h]}
                """);
        Files.writeString(folder.resolve("shop.profile.json"), ProfileJson.write(profile()));
        exporter = RunningExporter.watching(specification, InstantSource.system());
        List<String> lines = new ArrayList<>();
        for (String model : List.of("asked", "plain")) {
            for (int i = 0; i < 1_000; i++) {
                String amount = i < 60 ? "null" : i < 100 ? "\"much\"" : i < 370 ? "0" : "1";
                String city = i % 10 == 0 ? "Z" : i % 10 < 4 ? "B" : "A";
                lines.add("{\"kind\":\"prediction\",\"model\":\"" + model
                        + "\",\"prediction\":1,\"features\":{\"amount\":" + amount + ",\"city\":\"" + city + "\"}}");
            }
        }
        exporter.post(String.join("\n", lines));
        page = exporter.page();
    }

    private static ReferenceProfile profile() {
        return new ReferenceProfile(
                "shop",
                null,
                1_030,
                null,
                null,
                "made for this test",
                List.of(
                        new NumericReferenceBuilder("amount", ColumnKind.FEATURE, 1_000)
                                .add(0, 500)
                                .add(1, 500)
                                .build(20, 10),
                        new CategoricalReferenceBuilder("city", ColumnKind.FEATURE, 100)
                                .add("A", 700)
                                .add("B", 299)
                                .add("C", 1)
                                .build(0, 0)),
                null,
                null);
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    private static double of(String family, String column) {
        return page.value(family, "model", "asked", "column", column, "window", "1h");
    }

    /** p(X >= x) where x + y of n + m balls are marked and n are drawn, in exact arithmetic. */
    private static double fisher(int x, int n, int y, int m) {
        BigInteger ways = BigInteger.ZERO;
        for (int k = x; k <= Math.min(n, x + y); k++) {
            ways = ways.add(choose(x + y, k).multiply(choose(n + m - x - y, n - k)));
        }
        return new BigDecimal(ways)
                .divide(new BigDecimal(choose(n + m, n)), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** p(Z >= z) by Laplace's continued fraction, which converges quickly far out. */
    private static double normalTail(double z) {
        double fraction = z;
        for (int k = 100; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / fraction;
    }

    private static BigInteger choose(int of, int number) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 0; i < number; i++) {
            ways = ways.multiply(BigInteger.valueOf(of - i)).divide(BigInteger.valueOf(i + 1));
        }
        return number > of ? BigInteger.ZERO : ways;
    }

    @Test
    void missingValuesAreAShareOfAllWithATestOfTheirOwn() {
        assertThat(of("ml_column_missing_ratio", "amount")).isEqualTo(0.06);
        double p = 2 * fisher(60, 1_000, 20, 1_030);
        assertThat(of("ml_column_missing_p_value", "amount")).isCloseTo(p, within(1e-9 * p));
        assertThat(of("ml_column_missing_ratio", "city")).isZero();
        assertThat(of("ml_column_missing_p_value", "city")).isEqualTo(1);
    }

    @Test
    void invalidValuesAreAShareOfAllWithATestOfTheirOwn() {
        assertThat(of("ml_column_invalid_ratio", "amount")).isEqualTo(0.04);
        double p = 2 * fisher(40, 1_000, 10, 1_030);
        assertThat(of("ml_column_invalid_p_value", "amount")).isCloseTo(p, within(1e-9 * p));
    }

    @Test
    void unseenCategoriesStandBesideWhatTheReferenceMakesOneExpect() {
        assertThat(of("ml_column_unseen_ratio", "city")).isEqualTo(0.1);
        assertThat(of("ml_column_unseen_expected_ratio", "city")).isEqualTo(0.001);
        // Both samples say that 101 of 2,000 categories are new or seen once.
        double rate = 101 / 2_000.0;
        double z = (0.1 - 0.001) / Math.sqrt(rate * (1 - rate) / 1_000 + rate / 1_000);
        double p = Math.max(fisher(100, 1_000, 1, 1_000), normalTail(z));
        assertThat(of("ml_column_unseen_p_value", "city")).isCloseTo(p, within(1e-9 * p));
        assertThat(page.find("ml_column_unseen_ratio", "model", "asked", "column", "amount"))
                .isEmpty();
    }

    @Test
    void jensenShannonIsTheRootOfTheDivergenceInBits() {
        assertThat(of("ml_drift_jensen_shannon_distance", "amount"))
                .isCloseTo(jensenShannon(new double[] {0.3, 0.7}, new double[] {0.5, 0.5}), ROUNDING);
        // C and Z are too few in the reference to stand alone: they are one bin.
        assertThat(of("ml_drift_jensen_shannon_distance", "city"))
                .isCloseTo(jensenShannon(new double[] {0.6, 0.3, 0.1}, new double[] {0.7, 0.299, 0.001}), ROUNDING);
        assertThat(of("ml_drift_jensen_shannon_noise_floor", "amount"))
                .isCloseTo(Math.sqrt((1 / 900.0 + 1 / 1_000.0) / (8 * Math.log(2))), ROUNDING);
    }

    /** The entropy of the mixture less the mean entropy. */
    private static double jensenShannon(double[] p, double[] q) {
        double mixture = 0;
        double each = 0;
        for (int i = 0; i < p.length; i++) {
            mixture += entropy((p[i] + q[i]) / 2);
            each += (entropy(p[i]) + entropy(q[i])) / 2;
        }
        return Math.sqrt(mixture - each);
    }

    private static double entropy(double share) {
        return -share * Math.log(share) / Math.log(2);
    }

    @Test
    void wassersteinIsTheMassThatMovesTimesHowFarInStandardDeviations() {
        assertThat(of("ml_drift_wasserstein_distance", "amount")).isCloseTo(0.2 / 0.5, ROUNDING);
        assertThat(of("ml_drift_wasserstein_noise_floor", "amount"))
                .isCloseTo(Math.sqrt(2 / Math.PI * 0.25 * (1 / 900.0 + 1 / 1_000.0)) / 0.5, ROUNDING);
    }

    @Test
    void distancesThatTheSpecificationDoesNotAskForAreAbsent() {
        assertThat(page.samples())
                .filteredOn(sample -> "plain".equals(sample.labels().get("model")))
                .noneMatch(sample ->
                        sample.name().contains("jensen") || sample.name().contains("wasserstein"));
    }
}
