package io.watchbill.plan;

import java.util.Locale;

/** How names of one kind become names of another. */
final class Names {

    private Names() {}

    /** {@code flight-delay} and {@code flight_delay} become {@code FlightDelay}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (String word : name.split("[^\\p{Alnum}]+", -1)) {
            if (!word.isEmpty()) {
                camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return camel.toString();
    }

    /** {@code error_rate} becomes {@code error rate}. */
    static String words(String metric) {
        return metric.replace('_', ' ').replace('.', ' ');
    }

    /** The text with a capital first letter. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
