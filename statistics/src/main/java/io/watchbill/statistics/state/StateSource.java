package io.watchbill.statistics.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the parts of a state back. */
public interface StateSource {
    /** The part of that key; null if there is none. */
    byte @Nullable [] get(String key);

    /** The keys that start with that text, which is empty or ends with {@code /}; ascending. */
    List<String> keys(String prefix);
}
