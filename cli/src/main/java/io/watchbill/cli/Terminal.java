package io.watchbill.cli;

import io.watchbill.spec.finding.Severity;

/** Whether a person looks on, and so whether colours are wanted. */
final class Terminal {

    private static final String PLAIN = "\u001b[0m";
    private static final String BOLD_RED = "\u001b[1;31m";
    private static final String BOLD_YELLOW = "\u001b[1;33m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String CYAN = "\u001b[36m";

    private final boolean colours;

    private Terminal(boolean colours) {
        this.colours = colours;
    }

    /** This process's standard output: a terminal if the launcher found it to be one; {@code NO_COLOR} is heeded. */
    static Terminal ofThisProcess() {
        return new Terminal(isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /** Whether standard output is a terminal that can be painted on; the launcher knows, Java cannot tell. */
    static boolean isTerminal() {
        return Boolean.getBoolean("watchbill.terminal") && !"dumb".equals(System.getenv("TERM"));
    }

    /** The word of a finding's severity. */
    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> in(BOLD_RED, text);
            case WARNING -> in(BOLD_YELLOW, text);
            case INFO -> in(CYAN, text);
        };
    }

    /** Text in the colour of a verdict's word. */
    String verdict(String word, String text) {
        return switch (word) {
            case "critical" -> in(BOLD_RED, text);
            case "warning" -> in(BOLD_YELLOW, text);
            case "none" -> in(GREEN, text);
            default -> text;
        };
    }

    /** Text in the colour of a yes or a no. */
    String passed(boolean yes, String text) {
        return in(yes ? GREEN : BOLD_RED, text);
    }

    /** A line of a unified diff. */
    String diffLine(String line) {
        if (line.startsWith("@@")) {
            return in(CYAN, line);
        }
        return line.startsWith("+") ? in(GREEN, line) : line.startsWith("-") ? in(RED, line) : line;
    }

    private String in(String colour, String text) {
        return colours ? colour + text + PLAIN : text;
    }
}
