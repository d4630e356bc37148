package io.watchbill.cli.demo;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo in plain lines, one for each day of production: for logs and pipes. */
public final class PlainView implements DemoView {

    private final PrintWriter out;
    private @Nullable LocalDate shown;

    public PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void show(Frame frame) {
        LocalDate day = frame.production().atOffset(ZoneOffset.UTC).toLocalDate();
        if (day.equals(shown)) {
            return;
        }
        shown = day;
        String psi = frame.psi().entrySet().stream()
                .map(score -> String.format(Locale.ROOT, "%s %.3f", score.getKey(), score.getValue()))
                .collect(Collectors.joining("  "));
        say(String.format(
                Locale.ROOT,
                "%s  %,9d events  %,6.0f/s  PSI %s  pending %d  firing %d  routed %s",
                day,
                frame.events(),
                frame.eventsPerSecond(),
                psi.isEmpty() ? "-" : psi,
                frame.pending(),
                frame.firing().size(),
                frame.routedText()));
    }
}
