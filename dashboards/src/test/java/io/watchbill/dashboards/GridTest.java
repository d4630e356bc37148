package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.dashboards.grafana.Panel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8              | 24",
                "8 8            | 12 12",
                "8 8 8          | 8 8 8",
                "8 8 8 8        | 12 12 / 12 12",
                "8 8 8 8 8      | 8 8 8 / 12 12",
                "12 24          | 24 / 24",
                "6 6 6          | 8 8 8",
                "5 5 5 5        | 6 6 6 6",
                "5 4 5          | 8 7 9",
            })
    void linesAreAsFewAsCanBeAndEvenAndFillTheWidth(String wanted, String given) {
        List<Integer> widths =
                List.of(wanted.split(" ")).stream().map(Integer::valueOf).toList();

        StringBuilder lines = new StringBuilder();
        for (GridPos place : places(widths)) {
            lines.append(place.x() > 0 ? " " : lines.isEmpty() ? "" : " / ").append(place.w());
        }

        assertThat(lines).hasToString(given);
    }

    @Test
    void aLineBeginsBelowTheTallestOfTheOneBefore() {
        List<Draft> drafts = List.of(
                Draft.text("a", "A", "a").sized(12, 4),
                Draft.text("b", "B", "b").sized(12, 9),
                Draft.text("c", "C", "c").sized(24, 3));

        assertThat(places(Section.open("row", "Row", drafts)))
                .containsExactly(new GridPos(4, 12, 0, 1), new GridPos(9, 12, 12, 1), new GridPos(3, 24, 0, 10));
    }

    private static List<GridPos> places(List<Integer> widths) {
        List<Draft> drafts = IntStream.range(0, widths.size())
                .mapToObj(i -> Draft.text("key" + i, "Title", "text").sized(widths.get(i), Draft.HEIGHT))
                .toList();
        return places(Section.open("row", "Row", drafts));
    }

    private static List<GridPos> places(Section section) {
        List<GridPos> places = new ArrayList<>();
        Grid.layOut(List.of(section), Duration.ofSeconds(15), String::hashCode).forEach(item -> {
            if (item instanceof Panel panel) {
                places.add(panel.gridPos());
            }
        });
        return places;
    }
}
