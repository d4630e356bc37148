package io.watchbill.exporter;

import io.watchbill.spec.Durations;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what was written after options. A value that is wrong is noted, with its option and an example, and another stands
 * for it, so that the rest can be looked at too; nothing may start with it ({@link #require}). Not thread-safe.
 */
final class OptionValues {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KIB|MIB|GIB)?");
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]*)):(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final int USUAL_BYTES = 1 << 20;
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<String> wrong = new ArrayList<>();

    /** What is wrong so far. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** @throws IllegalArgumentException saying everything that is wrong, if something is */
    void require() {
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
    }

    /** Notes what is wrong with an option. */
    void wrong(String option, String what) {
        wrong.add(option + ": " + what);
    }

    /** {@code host:port}, {@code [::1]:port}, or {@code :port} for every address of this machine; port 0 is any free one. */
    InetSocketAddress address(String option, String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > HIGHEST_PORT) {
            return wrong(option, "an address such as 127.0.0.1:9465", text, NOWHERE);
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        InetSocketAddress address = new InetSocketAddress(
                host == null || host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
        if (address.isUnresolved()) {
            return wrong(option, "a host that can be found", text, NOWHERE);
        }
        return address;
    }

    Duration duration(String option, String text, Duration least) {
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty() || duration.get().compareTo(least) < 0) {
            return wrong(option, "a duration of at least " + Durations.format(least) + ", such as 1s", text, least);
        }
        return duration.get();
    }

    /** {@code 1048576}, {@code 512KiB}, {@code 16MiB}. */
    int bytes(String option, String text) {
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
        return wrong(option, "a size from 1B to under 2GiB, such as 16MiB", text, USUAL_BYTES);
    }

    int atLeast(String option, int value, int least) {
        if (value < least) {
            return wrong(option, "a number of at least " + least, Integer.toString(value), least);
        }
        return value;
    }

    int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            return wrong(option, "a number from " + least + " to " + most, Integer.toString(value), least);
        }
        return value;
    }

    /** One of several words, as their {@code toString} writes them. */
    <T> T oneOf(String option, String text, T[] values) {
        for (T value : values) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        String all = Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "));
        return wrong(option, "one of " + all, text, values[0]);
    }

    private <T> T wrong(String option, String expected, String text, T instead) {
        wrong(option, "expected " + expected + ", not '" + text + "'");
        return instead;
    }
}
