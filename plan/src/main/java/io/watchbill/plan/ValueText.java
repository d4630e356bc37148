package io.watchbill.plan;

import io.watchbill.spec.Unit;

/** The template that shows an alert's value in its unit. */
final class ValueText {

    private ValueText() {}

    static String of(Unit unit) {
        return switch (unit) {
            case RATIO -> "{{ $value | humanizePercentage }}";
            case SECONDS -> "{{ $value | humanizeDuration }}";
            case BYTES -> "{{ $value | humanize1024 }}B";
            case BYTES_PER_SECOND -> "{{ $value | humanize1024 }}B/s";
            case PER_SECOND -> "{{ $value | humanize }}/s";
            case COUNT -> "{{ $value | humanize }}";
            // A score of 0.26 is never spoken of as 260 thousandths.
            case NUMBER -> "{{ $value | printf \"%.4g\" }}";
        };
    }
}
