package io.watchbill.statistics;

/** A profile that cannot be read. The message names the place in the JSON, what was expected, and how to mend it. */
public final class ProfileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    ProfileFormatException(String place, String message) {
        super((place.isEmpty() ? "profile" : "profile at " + place) + ": " + message);
        this.place = place;
    }

    /** The place as a JSON pointer, such as {@code /columns/3/edges}; empty for the whole. */
    public String place() {
        return place;
    }
}
