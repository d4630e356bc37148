package io.watchbill.profiler;

import java.util.Locale;

/** Numbers in sentences. */
final class Counts {
    private Counts() {}

    /** Such as {@code 84,708}. */
    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 row} and {@code 84,708 rows}. */
    static String of(long number, String what) {
        return of(number) + " " + what + (number == 1 ? "" : "s");
    }
}
