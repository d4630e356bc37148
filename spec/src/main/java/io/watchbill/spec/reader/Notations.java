package io.watchbill.spec.reader;

import io.watchbill.spec.Unit;
import io.watchbill.spec.condition.Quantity;

/** Which notations a unit may be written in. */
final class Notations {
    private Notations() {}

    static boolean fit(Unit unit, Quantity.Notation notation) {
        if (notation == Quantity.Notation.PLAIN) {
            return true;
        }
        return switch (unit) {
            case RATIO -> notation == Quantity.Notation.PERCENT;
            case SECONDS -> notation == Quantity.Notation.DURATION;
            case BYTES -> notation == Quantity.Notation.BYTES;
            case BYTES_PER_SECOND -> notation == Quantity.Notation.BYTE_RATE;
            case PER_SECOND -> notation == Quantity.Notation.RATE;
            case COUNT, NUMBER -> false;
        };
    }

    /** What values of the unit are called. */
    static String unit(Unit unit) {
        return switch (unit) {
            case RATIO -> "ratios";
            case SECONDS -> "seconds";
            case BYTES -> "bytes";
            case BYTES_PER_SECOND -> "bytes per second";
            case PER_SECOND -> "events per second";
            case COUNT -> "whole numbers";
            case NUMBER -> "plain numbers";
        };
    }

    static String example(Unit unit) {
        return switch (unit) {
            case RATIO -> "a ratio such as 2% or 0.02";
            case SECONDS -> "a duration such as 100ms";
            case BYTES -> "a size such as 5GB or 5GiB";
            case BYTES_PER_SECOND -> "a rate such as 10MB/s";
            case PER_SECOND -> "a rate such as 400rps";
            case COUNT -> "a number such as 1.8M";
            case NUMBER -> "a number such as 0.25";
        };
    }
}
