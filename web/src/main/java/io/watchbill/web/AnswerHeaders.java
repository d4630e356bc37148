package io.watchbill.web;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The headers that every answer of both listeners carries. */
final class AnswerHeaders {
    private static final Map<String, String> DEFAULTS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "deny",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private AnswerHeaders() {}

    /** The defaults with what the web configuration changes; an empty value takes a header away. */
    static Map<String, String> with(Map<String, String> configured) {
        Map<String, String> headers = new TreeMap<>(DEFAULTS);
        headers.putAll(configured);
        headers.values().removeIf(String::isEmpty);
        return Collections.unmodifiableMap(headers);
    }
}
