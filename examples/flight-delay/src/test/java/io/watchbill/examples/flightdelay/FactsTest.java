package io.watchbill.examples.flightdelay;

import static io.watchbill.examples.flightdelay.Samples.FLIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README says about the data, computed from the data in the plainest way. */
class FactsTest {

    private static final Map<Month, List<Flight>> MONTHS = new HashMap<>();

    @BeforeAll
    static void readTheFlights() throws Exception {
        try (Flights flights = Flights.open(FLIGHTS)) {
            for (Month month : Month.values()) {
                LocalDate first = LocalDate.of(2001, month, 1);
                MONTHS.put(month, flights.between(midnight(first), midnight(first.plusMonths(1))));
            }
        }
    }

    @AfterAll
    static void forgetThem() {
        MONTHS.clear();
    }

    @Test
    void theFileHoldsHalfAYearInUnderSixMegabytes() throws Exception {
        assertThat(Files.size(FLIGHTS)).isLessThan(6_000_000);
        assertThat(MONTHS.values().stream().mapToInt(List::size).sum()).isEqualTo(999_998);
        assertThat(MONTHS.get(Month.JULY)).isEmpty();
        assertThat(airports(MONTHS.values().stream().flatMap(List::stream))).isEqualTo(228);
    }

    @Test
    void theReadmesTableIsTheDatas() throws Exception {
        List<Flight> january = MONTHS.get(Month.JANUARY);
        List<Double> distances = deciles(january, flight -> (double) flight.distanceMiles());
        List<Double> hours = deciles(january, flight -> (double) flight.departureHour());
        List<String> airports = frequent(january, 100);

        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        row("flights more than 15 minutes late", 1, month -> decimal("%.1f %%", 100 * late(month))),
                        row(
                                "PSI of `distance` against January, ten bins",
                                2,
                                month -> decimal(
                                        "%.4f", psi(january, month, flight -> bin(distances, flight.distanceMiles())))),
                        row(
                                "PSI of `departure_hour`",
                                2,
                                month -> decimal(
                                        "%.4f", psi(january, month, flight -> bin(hours, flight.departureHour())))),
                        row(
                                "PSI of `origin`, 100 airports and the rest",
                                2,
                                month -> decimal(
                                        "%.4f", psi(january, month, flight -> airports.indexOf(flight.origin())))));
    }

    @Test
    void onTheTwentyFifthOfFebruaryTwiceAsManyFlightsAreLateAsInJanuary() {
        List<Flight> storm = MONTHS.get(Month.FEBRUARY).stream()
                .filter(flight -> flight.departure().toString().startsWith("2001-02-25"))
                .toList();

        assertThat(late(storm)).isCloseTo(0.418, within(0.0005));
        assertThat(late(MONTHS.get(Month.JANUARY))).isCloseTo(0.205, within(0.0005));
    }

    @Test
    void theModelOfJanuaryIsLessAccurateInFebruary() {
        List<Flight> january = MONTHS.get(Month.JANUARY);
        DelayModel model = DelayModel.learn(january);
        List<Flight> heldOut =
                january.stream().filter(flight -> !flight.fitted()).toList();

        assertThat(heldOut).hasSize(84_708);
        assertThat(accuracy(model, heldOut)).isCloseTo(0.796, within(0.0005));
        assertThat(accuracy(model, MONTHS.get(Month.FEBRUARY))).isCloseTo(0.769, within(0.0005));
    }

    private static String row(String title, int fromMonth, Function<List<Flight>, String> cell) {
        StringBuilder row = new StringBuilder("| " + title + " |");
        for (int month = 1; month <= 6; month++) {
            row.append(month < fromMonth ? " |" : " " + cell.apply(MONTHS.get(Month.of(month))) + " |");
        }
        return row.toString();
    }

    private static String decimal(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    private static double late(List<Flight> flights) {
        return (double) flights.stream().filter(Flight::late).count() / flights.size();
    }

    private static double accuracy(DelayModel model, List<Flight> flights) {
        return (double) flights.stream()
                        .filter(flight -> model.score(flight.origin(), flight.departureHour()) >= 0.5 == flight.late())
                        .count()
                / flights.size();
    }

    private static double psi(List<Flight> reference, List<Flight> current, Function<Flight, Integer> bin) {
        Map<Integer, Long> expected = reference.stream().collect(Collectors.groupingBy(bin, Collectors.counting()));
        Map<Integer, Long> actual = current.stream().collect(Collectors.groupingBy(bin, Collectors.counting()));
        double psi = 0;
        for (Map.Entry<Integer, Long> entry : expected.entrySet()) {
            double p = (double) actual.getOrDefault(entry.getKey(), 0L) / current.size();
            double q = (double) entry.getValue() / reference.size();
            psi += (p - q) * Math.log(p / q);
        }
        return psi;
    }

    /** The values below which one, two, … nine tenths of the flights lie. */
    private static List<Double> deciles(List<Flight> flights, Function<Flight, Double> value) {
        List<Double> sorted = flights.stream().map(value).sorted().toList();
        List<Double> edges = new ArrayList<>();
        for (int tenth = 1; tenth < 10; tenth++) {
            edges.add(sorted.get(sorted.size() * tenth / 10));
        }
        return edges;
    }

    private static int bin(List<Double> edges, double value) {
        return (int) edges.stream().filter(edge -> edge < value).count();
    }

    private static List<String> frequent(List<Flight> flights, int number) {
        return flights.stream()
                .collect(Collectors.groupingBy(Flight::origin, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(number)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long airports(Stream<Flight> flights) {
        return flights.map(Flight::origin).distinct().count();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
