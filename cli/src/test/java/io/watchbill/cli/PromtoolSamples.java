package io.watchbill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples that a series of a promtool test has, one an interval. */
final class PromtoolSamples {

    private static final String NUMBER = "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?";
    private static final Pattern RUN = Pattern.compile("([-+]?" + NUMBER + "|_)([-+]" + NUMBER + ")?(?:x(\\d+))?");

    private PromtoolSamples() {}

    /**
     * Reads promtool's notation: {@code 1+2x3} is 1 3 5 7, {@code 1x3} is 1 1 1 1, {@code _x3} three missing ones.
     *
     * @return a sample an interval, empty where there is none
     */
    static List<Optional<Double>> of(String values) {
        List<Optional<Double>> samples = new ArrayList<>();
        for (String part : values.strip().split("\\s+", -1)) {
            Matcher run = RUN.matcher(part);
            if (part.equals("stale")) {
                samples.add(Optional.empty());
            } else if (!run.matches()) {
                throw new IllegalArgumentException("'" + part + "' is no run of samples: " + values);
            } else {
                add(run, samples);
            }
        }
        return List.copyOf(samples);
    }

    private static void add(Matcher run, List<Optional<Double>> samples) {
        boolean missing = run.group(1).equals("_");
        int repeated = run.group(3) == null ? 0 : Integer.parseInt(run.group(3));
        double step = run.group(2) == null ? 0 : Double.parseDouble(run.group(2));
        int count = missing ? Math.max(1, repeated) : repeated + 1;
        for (int i = 0; i < count; i++) {
            samples.add(missing ? Optional.empty() : Optional.of(Double.parseDouble(run.group(1)) + i * step));
        }
    }
}
