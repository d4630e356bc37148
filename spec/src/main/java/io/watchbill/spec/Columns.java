package io.watchbill.spec;

/** Names, in files of training or production data, of what an observation calls by its own names. */
public record Columns(
        String id,
        String time,
        String version,
        String prediction,
        String score,
        String confidence,
        String label,
        String arm) {
    /** The names that observations use. */
    public static final Columns DEFAULT =
            new Columns("id", "time", "version", "prediction", "score", "confidence", "label", "arm");
}
