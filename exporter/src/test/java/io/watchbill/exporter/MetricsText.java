package io.watchbill.exporter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A metrics page in the text format, as a scraper reads it. */
record MetricsText(String text) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One sample. */
    record Sample(String name, Map<String, String> labels, double value) {}

    List<Sample> samples() {
        return text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(MetricsText::sample)
                .toList();
    }

    private static Sample sample(String line) {
        int end = line.lastIndexOf(' ');
        int brace = line.indexOf('{');
        Map<String, String> labels = new TreeMap<>();
        if (brace >= 0) {
            Matcher matcher = LABEL.matcher(line.substring(brace, end));
            while (matcher.find()) {
                labels.put(matcher.group(1), matcher.group(2));
            }
        }
        String value = line.substring(end + 1);
        return new Sample(
                line.substring(0, brace < 0 ? end : brace),
                labels,
                value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value));
    }

    /** The value of the only sample of that name that has all of these labels, given as names and values in turn. */
    double value(String name, String... labels) {
        return find(name, labels)
                .orElseThrow(() -> new AssertionError(name + " " + List.of(labels) + " is not on the page"));
    }

    Optional<Double> find(String name, String... labels) {
        List<Sample> found = samples().stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        if (found.size() > 1) {
            throw new AssertionError("more than one sample: " + found);
        }
        return found.stream().findFirst().map(Sample::value);
    }

    /** The families of the page, from its TYPE lines. */
    TreeSet<String> families() {
        TreeSet<String> names = new TreeSet<>();
        text.lines().filter(line -> line.startsWith("# TYPE ")).forEach(line -> names.add(line.split(" ", -1)[2]));
        return names;
    }
}
