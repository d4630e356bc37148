package io.watchbill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final Map<String, Integer> ROUTED = Map.of("P1", 0, "P2", 1, "P3", 0, "P4", 0);

    private final StringWriter text = new StringWriter();

    @Test
    void plainLinesAreOneForEachDay() {
        PlainView view = new PlainView(new PrintWriter(text));

        view.show(frame("2001-03-01T21:00:00Z", List.of()));
        view.show(frame("2001-03-02T00:00:00Z", List.of("SystemFeatureDrift")));
        view.show(frame("2001-03-02T03:00:00Z", List.of("SystemFeatureDrift")));

        assertThat(text.toString().lines())
                .containsExactly(
                        "2001-03-01    343,169 events   7,283/s  PSI distance 0.341  origin 0.014"
                                + "  pending 2  firing 0  routed P1 0  P2 1  P3 0  P4 0",
                        "2001-03-02    343,169 events   7,283/s  PSI distance 0.341  origin 0.014"
                                + "  pending 2  firing 1  routed P1 0  P2 1  P3 0  P4 0");
    }

    @Test
    void thePanelShowsProductionScoresAndAlerts() {
        List<String> panel = TerminalView.panel(frame("2001-03-02T03:00:00Z", List.of("A", "B", "C", "D"))).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9]+m", ""))
                .toList();

        assertThat(panel).hasSize(6);
        assertThat(panel.get(1)).startsWith("  production  2001-03-02 03:00  ━").endsWith("─  fault since 1 March");
        assertThat(panel.get(2)).isEqualTo("  ingested    343,169 events  7,283/s");
        assertThat(panel.get(3)).startsWith("  PSI, 24h    distance          0.341  ━━━━━━━━━━━━━━━━────────");
        assertThat(panel.get(4)).startsWith("              origin            0.014  ━───");
        assertThat(panel.get(5))
                .isEqualTo("  alerts      pending 2   firing 4   routed P1 0  P2 1  P3 0  P4 0   A, B, C and 1 more");
    }

    @Test
    void theTerminalPaintsOverThePanelAndWhatIsSaidStaysAboveIt() {
        TerminalView view = new TerminalView(new PrintWriter(text));

        view.show(frame("2001-03-01T21:00:00Z", List.of()));
        view.say("2001-03-01 21:00  firing");

        // Six lines up, erased to the end; then the line, then the panel again.
        assertThat(text.toString()).contains("\u001b[6A\r\u001b[J2001-03-01 21:00  firing\n\u001b[?7l\n");
    }

    private static Frame frame(String production, List<String> firing) {
        return new Frame(
                Instant.parse(production),
                0.9,
                true,
                343_169,
                7_283,
                new TreeMap<>(Map.of("distance", 0.341, "origin", 0.014)),
                2,
                firing,
                new TreeMap<>(ROUTED));
    }
}
