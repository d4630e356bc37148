package io.watchbill.exporter;

import io.watchbill.spec.Durations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what was written after an option; each message names the option and an example. */
final class OptionValues {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KIB|MIB|GIB)?");
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]*)):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private OptionValues() {}

    /** {@code host:port}, {@code [::1]:port}, or {@code :port} for every address of this machine; port 0 is any free one. */
    static InetSocketAddress address(String option, String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > HIGHEST_PORT) {
            throw wrong(option, "an address such as 127.0.0.1:9465", text);
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        InetSocketAddress address = new InetSocketAddress(
                host == null || host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
        if (address.isUnresolved()) {
            throw wrong(option, "a host that can be found", text);
        }
        return address;
    }

    static Duration duration(String option, String text, Duration least) {
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty() || duration.get().compareTo(least) < 0) {
            throw wrong(option, "a duration of at least " + Durations.format(least) + ", such as 1s", text);
        }
        return duration.get();
    }

    /** {@code 1048576}, {@code 512KiB}, {@code 16MiB}. */
    static int bytes(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "B" : matcher.group(2);
            int shift = switch (unit) {
                case "KIB" -> 10;
                case "MIB" -> 20;
                case "GIB" -> 30;
                default -> 0;
            };
            long bytes = Long.parseLong(matcher.group(1)) << shift;
            if (bytes > 0 && bytes <= Integer.MAX_VALUE - 8) {
                return (int) bytes;
            }
        }
        throw wrong(option, "a size under 2GiB, such as 16MiB", text);
    }

    static int atLeast(String option, int value, int least) {
        if (value < least) {
            throw wrong(option, "a number of at least " + least, Integer.toString(value));
        }
        return value;
    }

    static int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option, "a number from " + least + " to " + most, Integer.toString(value));
        }
        return value;
    }

    /** One of several words, as their {@code toString} writes them. */
    static <T> T oneOf(String option, String text, T[] values) {
        for (T value : values) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        String all = Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
        throw wrong(option, "one of " + all, text);
    }

    private static IllegalArgumentException wrong(String option, String expected, String text) {
        return new IllegalArgumentException(option + ": expected " + expected + ", not '" + text + "'");
    }
}
