package io.watchbill.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/** The stretch of observations a score is computed over. */
public sealed interface Window permits TimeWindow, RunWindow {
    /** The value of the {@code window} label and the form in a specification: {@code 24h}, {@code 1run}. */
    String label();

    /** The window that a text such as {@code 24h} or {@code 7run} means, or empty where it means none. */
    static Optional<Window> parse(String text) {
        if (Pattern.matches("[1-9]\\d{0,4}run", text)) {
            return Optional.of(new RunWindow(Integer.parseInt(text.substring(0, text.length() - 3))));
        }
        return Durations.parse(text).filter(length -> !length.isZero()).map(TimeWindow::new);
    }
}
