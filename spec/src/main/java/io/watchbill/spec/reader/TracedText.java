package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.Arrays;

/**
 * A text whose characters know where in a file they stand, though what is read there is longer: marks, escapes, words for which others were put. Immutable.
 */
final class TracedText {
    private final SourceText source;
    private final String text;
    private final int[] begins;
    private final int[] ends;

    /** Where the text stands if it is empty. */
    private final int place;

    private TracedText(SourceText source, String text, int[] begins, int[] ends, int place) {
        this.source = source;
        this.text = text;
        this.begins = begins;
        this.ends = ends;
        this.place = place;
    }

    String text() {
        return text;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** A part, by index. */
    TracedText part(int from, int to) {
        return new TracedText(
                source,
                text.substring(from, to),
                Arrays.copyOfRange(begins, from, to),
                Arrays.copyOfRange(ends, from, to),
                at(from));
    }

    /** The same without white space at its ends. */
    TracedText strip() {
        int from = text.length() - text.stripLeading().length();
        int to = Math.max(from, text.stripTrailing().length());
        return part(from, to);
    }

    /** Another text in the place of a part: each character of it stands where the part stood. */
    TracedText replace(int from, int to, String other) {
        Builder rest = new Builder(source, at(from));
        rest.append(this, 0, from);
        int begin = at(from);
        int end = to > from ? ends[to - 1] : begin;
        other.chars().forEach(character -> rest.append((char) character, begin, end));
        rest.append(this, to, text.length());
        return rest.build();
    }

    /** Another text in the place of the whole. */
    TracedText replace(String other) {
        return other.equals(text) ? this : replace(0, text.length(), other);
    }

    Location location() {
        return location(0, text.length());
    }

    Location location(int from, int to) {
        int first = Math.min(from, text.length());
        int last = Math.min(to, text.length());
        return source.between(at(first), last > first ? ends[last - 1] : at(first));
    }

    Node.Scalar scalar() {
        return new Node.Scalar(text, true, location(), this::location);
    }

    private int at(int index) {
        if (index < text.length()) {
            return begins[index];
        }
        return text.isEmpty() ? place : ends[text.length() - 1];
    }

    /** Takes characters with their places, in order. */
    static final class Builder {
        private final SourceText source;
        private final int place;
        private final StringBuilder text = new StringBuilder();
        private int[] begins = new int[64];
        private int[] ends = new int[64];

        /** @param place where the text stands if nothing is appended */
        Builder(SourceText source, int place) {
            this.source = source;
            this.place = place;
        }

        /** @param begin the offset in the file of the first character that stands for this one, {@code end} the one behind the last */
        void append(char character, int begin, int end) {
            if (text.length() == begins.length) {
                begins = Arrays.copyOf(begins, 2 * begins.length);
                ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            begins[text.length()] = begin;
            ends[text.length()] = end;
            text.append(character);
        }

        private void append(TracedText other, int from, int to) {
            for (int index = from; index < to; index++) {
                append(other.text.charAt(index), other.begins[index], other.ends[index]);
            }
        }

        TracedText build() {
            return new TracedText(
                    source,
                    text.toString(),
                    Arrays.copyOf(begins, text.length()),
                    Arrays.copyOf(ends, text.length()),
                    place);
        }
    }
}
