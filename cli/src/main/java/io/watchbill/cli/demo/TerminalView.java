package io.watchbill.cli.demo;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demo as a panel that is painted over itself; what is said scrolls away above it. */
public final class TerminalView implements DemoView {

    static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final int PROGRESS_WIDTH = 40;
    private static final int SCORE_WIDTH = 24;
    private static final double SCORE_FULL = 0.5;
    private static final double WARNING = 0.10;
    private static final double CRITICAL = 0.25;
    private static final int NAMES_SHOWN = 3;

    private static final String ESCAPE = "\u001b[";
    private static final String NO_WRAP = ESCAPE + "?7l";
    private static final String WRAP = ESCAPE + "?7h";
    private static final String PLAIN = ESCAPE + "0m";
    private static final String DIM = ESCAPE + "2m";
    private static final String BOLD = ESCAPE + "1m";
    private static final String RED = ESCAPE + "31m";
    private static final String GREEN = ESCAPE + "32m";
    private static final String YELLOW = ESCAPE + "33m";

    private final PrintWriter out;
    private List<String> painted = List.of();

    public TerminalView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        List<String> panel = painted;
        erase();
        out.println(line);
        paint(panel);
    }

    @Override
    public void show(Frame frame) {
        erase();
        paint(panel(frame));
    }

    /** The panel's lines, with colours. */
    static List<String> panel(Frame frame) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row(
                "production",
                BOLD + minute(frame.production()) + PLAIN + "  " + bar(frame.progress(), PROGRESS_WIDTH, GREEN)
                        + (frame.faulty() ? YELLOW + "  fault since 1 March" + PLAIN : "")));
        lines.add(row(
                "ingested",
                String.format(
                        Locale.ROOT, "%,d events  %s%,.0f/s%s", frame.events(), DIM, frame.eventsPerSecond(), PLAIN)));
        String title = "PSI, 24h";
        for (Map.Entry<String, Double> score : frame.psi().entrySet()) {
            lines.add(row(title, score(score.getKey(), score.getValue())));
            title = "";
        }
        lines.add(row("alerts", alerts(frame)));
        return lines;
    }

    /** The moment, to the minute. */
    static String minute(Instant moment) {
        return MINUTES.format(moment.atOffset(ZoneOffset.UTC));
    }

    private static String alerts(Frame frame) {
        List<String> names = frame.firing();
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
                + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
        return "pending " + frame.pending() + "   firing " + (names.isEmpty() ? "0" : RED + names.size() + PLAIN)
                + "   routed " + frame.routedText() + (names.isEmpty() ? "" : "   " + RED + shown + PLAIN);
    }

    private static String score(String column, double value) {
        String colour = value >= CRITICAL ? RED : value >= WARNING ? YELLOW : GREEN;
        return String.format(Locale.ROOT, "%-16s %s%6.3f%s  ", column, colour, value, PLAIN)
                + bar(Math.min(1, value / SCORE_FULL), SCORE_WIDTH, colour);
    }

    private static String bar(double share, int width, String colour) {
        int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
        return colour + "━".repeat(full) + PLAIN + DIM + "─".repeat(width - full) + PLAIN;
    }

    private static String row(String title, String text) {
        return String.format(Locale.ROOT, "  %s%-11s%s %s", DIM, title, PLAIN, text);
    }

    private void erase() {
        if (!painted.isEmpty()) {
            out.print(ESCAPE + painted.size() + "A\r" + ESCAPE + "J");
        }
        painted = List.of();
    }

    private void paint(List<String> panel) {
        out.print(NO_WRAP); // a line that is too long is cut: wrapped, it would not be painted over
        panel.forEach(out::println);
        out.print(WRAP);
        painted = panel;
        out.flush();
    }
}
