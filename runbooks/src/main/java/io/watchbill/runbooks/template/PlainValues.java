package io.watchbill.runbooks.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as a template may see them: immutable and plain, so that no template can reach into a program's objects. */
final class PlainValues {

    private PlainValues() {}

    /** A deep copy. */
    static Map<String, Object> copy(Map<?, ?> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> copy.put((String) key, plain((String) key, value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object plain(String key, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> plain(key, element)).toList();
        }
        throw new IllegalArgumentException(
                "'" + key + "' is a " + value.getClass().getSimpleName()
                        + ": templates take texts, whole numbers, booleans, lists and maps of them");
    }
}
