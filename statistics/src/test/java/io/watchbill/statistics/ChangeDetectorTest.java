package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeDetectorTest {

    static Stream<Named<JsonNode>> streams() {
        return Golden.cases("detectors.json")
                .map(golden -> Named.of(
                        golden.get("signal").textValue() + ", "
                                + golden.get("shape").textValue() + ", seed " + golden.get("seed"),
                        golden));
    }

    static Stream<Named<Supplier<ChangeDetector>>> detectors() {
        return Stream.of(
                Named.of("ADWIN", Adwin::new),
                Named.of("ADWIN of the paper", () -> new Adwin(0.002, 32, 5, 5, 10, false)),
                Named.of("DDM", Ddm::new),
                Named.of("Page-Hinkley", PageHinkley::new));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void changesAreDetectedAtTheSameValuesAsByRiver(JsonNode golden) {
        double[] values = values(golden);
        for (JsonNode expected : golden.get("expected")) {
            ChangeDetector detector = detector(expected);

            assertThat(found(detector, values))
                    .as(expected.toString())
                    .isEqualTo(IntStream.range(0, expected.get("found").size())
                            .mapToObj(i -> expected.get("found").get(i).intValue())
                            .toList());
            if (expected.has("width")) {
                assertThat(((Adwin) detector).width())
                        .isEqualTo(expected.get("width").longValue());
                assertThat(((Adwin) detector).mean())
                        .isCloseTo(expected.get("mean").doubleValue(), within(1e-12));
            }
        }
    }

    private static ChangeDetector detector(JsonNode expected) {
        return switch (expected.get("detector").textValue()) {
            case "adwin" ->
                new Adwin(
                        expected.get("delta").doubleValue(),
                        expected.get("clock").intValue(),
                        expected.get("buckets").intValue(),
                        expected.get("part").intValue(),
                        expected.get("grace").intValue(),
                        expected.get("restarts").booleanValue());
            case "ddm" ->
                new Ddm(
                        expected.get("warm").intValue(),
                        expected.get("threshold").doubleValue());
            default ->
                new PageHinkley(
                        expected.get("instances").intValue(),
                        expected.get("delta").doubleValue(),
                        expected.get("threshold").doubleValue(),
                        expected.get("alpha").doubleValue());
        };
    }

    private static double[] values(JsonNode golden) {
        String text = golden.get("values").textValue();
        String[] parts = golden.get("scale").intValue() == 1 ? text.split("") : text.split(" ");
        return Arrays.stream(parts)
                .mapToDouble(
                        part -> Integer.parseInt(part) / golden.get("scale").doubleValue())
                .toArray();
    }

    private static List<Integer> found(ChangeDetector detector, double[] values) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (detector.add(values[i])) {
                found.add(i);
            }
        }
        return found;
    }

    private static double[] bits(long seed, int size, double before, double after) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToDouble(i -> random.nextDouble() < (i < size / 2 ? before : after) ? 1 : 0)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aRiseOfTheErrorRateIsDetectedAfterItNotBefore(Supplier<ChangeDetector> fresh) {
        List<Integer> found = found(fresh.get(), bits(4, 4_000, 0.1, 0.4));

        assertThat(found).isNotEmpty();
        assertThat(found.get(0)).isBetween(2_001, 2_400);
    }

    /** Changes in 100,000 predictions on average, at most. */
    @ParameterizedTest
    @CsvSource({"0.01, 0.2, 4, 0", "0.05, 0.2, 3, 2", "0.2, 0.2, 2, 7", "0.4, 0.2, 2, 10"})
    void errorsOfAnUnchangedRateAreRarelyCalledAChange(double rate, double adwin, double ddm, double pageHinkley) {
        int streams = 10;
        int[] found = new int[3];
        for (int seed = 0; seed < streams; seed++) {
            double[] values = bits(seed, 100_000, rate, rate);
            found[0] += found(new Adwin(), values).size();
            found[1] += found(new Ddm(), values).size();
            found[2] += found(new PageHinkley(), values).size();
        }

        assertThat(found[0]).isLessThanOrEqualTo((int) (adwin * streams));
        assertThat(found[1]).isLessThanOrEqualTo((int) (ddm * streams));
        assertThat(found[2]).isLessThanOrEqualTo((int) (pageHinkley * streams));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aDetectorThatWasResetIsAsGoodAsNew(Supplier<ChangeDetector> fresh) {
        ChangeDetector used = fresh.get();
        found(used, bits(1, 1_777, 0.05, 0.5));
        used.reset();

        assertThat(found(used, bits(2, 4_000, 0.1, 0.4))).isEqualTo(found(fresh.get(), bits(2, 4_000, 0.1, 0.4)));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void memoryStaysUnderEightKilobytesHoweverManyValuesCome(Supplier<ChangeDetector> fresh) {
        ChangeDetector detector = fresh.get();
        for (int i = 0; i < 2_000_000; i++) {
            detector.add(i % 10 == 0 ? 1 : 0);
        }

        assertThat(detector.bytesHeld()).isLessThan(8_192);
    }

    @Test
    void aStepIsReportedOnceByAnAdwinThatRestarts() {
        double[] values = bits(9, 6_000, 0.1, 0.4);

        assertThat(found(new Adwin(), values)).hasSize(1);
        assertThat(found(new Adwin(0.002, 32, 5, 5, 10, false), values)).hasSizeGreaterThan(1);
    }

    @Test
    void anAdwinSeesAFallAsWellAsARise() {
        double[] values = bits(5, 4_000, 0.4, 0.1);

        assertThat(found(new Adwin(), values)).isNotEmpty();
        assertThat(found(new PageHinkley(), values)).isEmpty();
    }

    @Test
    void theFirstErrorAfterAFaultlessStartIsNoChange() {
        double[] values = new double[60];
        values[45] = 1;

        assertThat(found(new Ddm(), values)).isEmpty();
    }

    @Test
    void aValueThatADetectorDoesNotWatchIsRefused() {
        assertThatThrownBy(() -> new Ddm().add(0.3))
                .hasMessage(
                        "DDM watches error bits, 1 for wrong and 0 for right, not 0.3; watch it by another detector");
        assertThatThrownBy(() -> new Adwin().add(Double.NaN)).hasMessage("ADWIN watches finite numbers, not NaN");
        assertThatThrownBy(() -> new PageHinkley().add(Double.NEGATIVE_INFINITY))
                .hasMessage("Page-Hinkley watches finite numbers, not -Infinity");
    }

    @Test
    void parametersOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Ddm(0, 3)).hasMessageStartingWith("DDM needs a warm start of at least 1");
        assertThatThrownBy(() -> new Adwin(1, 32, 5, 5, 10, true)).hasMessageStartingWith("ADWIN needs delta above 0");
        assertThatThrownBy(() -> new PageHinkley(30, 0.005, 50, 1.1))
                .hasMessageStartingWith("Page-Hinkley needs an instance");
    }
}
