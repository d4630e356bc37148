package io.watchbill.cli.check;

import io.watchbill.spec.finding.Finding;
import org.jspecify.annotations.Nullable;

/** A finding as programs read it. */
public record FindingEntry(
        String code,
        String severity,
        String file,
        int line,
        int column,
        int length,
        String message,
        @Nullable String expected,
        @Nullable String help) {

    public static FindingEntry of(Finding finding) {
        return new FindingEntry(
                finding.code().id(),
                finding.code().severity().text(),
                finding.location().file(),
                finding.location().line(),
                finding.location().column(),
                finding.location().length(),
                finding.message(),
                finding.expected().orElse(null),
                finding.help().orElse(null));
    }
}
