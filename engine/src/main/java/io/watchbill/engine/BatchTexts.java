package io.watchbill.engine;

import static io.watchbill.engine.BinnedBatch.NO_TEXT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the texts of one batch. Not thread-safe. */
final class BatchTexts {
    private final List<String> all = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The text's number, a new one at its first time; {@link BinnedBatch#NO_TEXT} for none. */
    int number(@Nullable String text) {
        if (text == null) {
            return NO_TEXT;
        }
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        numbers.put(text, all.size());
        all.add(text);
        return all.size() - 1;
    }

    /** The texts by number. */
    List<String> all() {
        return all;
    }
}
