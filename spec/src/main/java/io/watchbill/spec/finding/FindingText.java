package io.watchbill.spec.finding;

/**
 * Prints findings as compilers do.
 *
 * <pre>
 * ops.yaml:12:5: error[WB103]: unknown key 'tresholds'
 *    12 |     tresholds: {psi: 0.1}
 *       |     ^^^^^^^^^
 *       = expected: windows, minimumSamples
 *       = help: did you mean 'thresholds'?
 * </pre>
 */
public final class FindingText {
    private FindingText() {}

    /** The finding in several lines, without a line break at the end. */
    public static String render(Finding finding) {
        Location location = finding.location();
        String number = "%5d".formatted(location.line());
        String margin = " ".repeat(number.length());
        StringBuilder text = new StringBuilder();
        text.append(location.text())
                .append(": ")
                .append(finding.code().severity().text());
        text.append('[')
                .append(finding.code().id())
                .append("]: ")
                .append(finding.message())
                .append('\n');
        String line = (number + " | " + printable(finding.sourceLine())).stripTrailing();
        text.append(line).append('\n');
        text.append(margin).append(" | ").append(" ".repeat(location.column() - 1));
        text.append("^".repeat(Math.max(1, location.length())));
        finding.expected().ifPresent(expected -> note(text, margin, "expected: " + expected));
        finding.help().ifPresent(help -> note(text, margin, "help: " + help));
        return text.toString();
    }

    private static void note(StringBuilder text, String margin, String note) {
        text.append('\n').append(margin).append(" = ").append(note);
    }

    /** One column for each code point, so that the caret stands right. */
    private static String printable(String line) {
        return line.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
