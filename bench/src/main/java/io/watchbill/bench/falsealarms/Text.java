package io.watchbill.bench.falsealarms;

import java.util.Locale;

/** Numbers as a page shows them. */
final class Text {
    private Text() {}

    static String percent(double share) {
        double percent = share * 100;
        return (percent == Math.rint(percent) ? String.format(Locale.ROOT, "%.0f", percent) : one(percent)) + " %";
    }

    /** A rate as percent with one decimal and no sign. */
    static String one(double percent) {
        return String.format(Locale.ROOT, "%.1f", percent);
    }

    static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
