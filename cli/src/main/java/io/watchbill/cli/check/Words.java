package io.watchbill.cli.check;

import io.watchbill.spec.finding.Finding;

/** A finding in words, for programs that show its place by themselves. */
final class Words {

    private Words() {}

    /** What is wrong, what was expected and how to mend it, a line each. */
    static String of(Finding finding) {
        StringBuilder text = new StringBuilder(finding.message());
        finding.expected().ifPresent(expected -> text.append("\nexpected: ").append(expected));
        finding.help().ifPresent(help -> text.append("\nhelp: ").append(help));
        return text.toString();
    }
}
