package io.watchbill.engine.decode;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a line reports. */
public enum EventKind {
    PREDICTION,
    LABEL,
    SCORE,
    BUSINESS,
    FEEDBACK,
    DOWNSTREAM,
    RUN;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable EventKind named(String word) {
        return switch (word) {
            case "prediction" -> PREDICTION;
            case "label" -> LABEL;
            case "score" -> SCORE;
            case "business" -> BUSINESS;
            case "feedback" -> FEEDBACK;
            case "downstream" -> DOWNSTREAM;
            case "run" -> RUN;
            default -> null;
        };
    }
}
