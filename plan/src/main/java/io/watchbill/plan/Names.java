package io.watchbill.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How names of one kind become names of another. */
final class Names {

    private static final Set<String> ABBREVIATIONS =
            Set.of("cpu", "gpu", "io", "psi", "ks", "js", "f1", "r2", "mae", "rmse", "roc", "auc", "wape");

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

    /** {@code error_rate} becomes {@code error rate}, {@code cpu_usage} becomes {@code CPU usage}. */
    static String words(String metric) {
        return Arrays.stream(metric.split("[_.]", -1))
                .map(word -> ABBREVIATIONS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
    }

    /** The text with a capital first letter. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
