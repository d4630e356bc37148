package io.watchbill.engine.decode;

import org.jspecify.annotations.Nullable;

/**
 * Remembers recent short texts, so that a category which comes a million times is one string with one cached hash.
 *
 * <p>Direct-mapped: a text that meets another in its slot replaces it. Memory is bounded by slots × longest text.
 * Not thread-safe.
 */
final class TextPool {
    private static final int SLOTS = 4_096;
    private static final int LONGEST = 64;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    String get(char[] text, int offset, int length) {
        if (length > LONGEST) {
            return new String(text, offset, length);
        }
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 12) & SLOTS - 1;
        String held = slots[slot];
        if (held != null && matches(held, text, offset, length)) {
            return held;
        }
        String fresh = new String(text, offset, length);
        slots[slot] = fresh;
        return fresh;
    }

    private static boolean matches(String held, char[] text, int offset, int length) {
        if (held.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
