package io.watchbill.plan.lint;

import io.watchbill.spec.Metadata;
import java.util.Locale;

/** Whether a text names a system, however it is spelt: {@code flight-delay} is in {@code FlightDelayDown}. */
final class Wording {

    private Wording() {}

    static boolean names(String text, Metadata system) {
        String bare = bare(text);
        return bare.contains(bare(system.name())) || bare.contains(bare(system.title()));
    }

    /** What is left of an alert's name without the system's. */
    static String withoutSystem(String name, Metadata system) {
        int at = bare(name).indexOf(bare(system.name()));
        int length = bare(system.name()).length();
        if (at < 0) {
            at = bare(name).indexOf(bare(system.title()));
            length = bare(system.title()).length();
        }
        String plain = name.replaceAll("[^\\p{Alnum}]", "");
        return at < 0 ? plain : plain.substring(0, at) + plain.substring(at + length);
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
