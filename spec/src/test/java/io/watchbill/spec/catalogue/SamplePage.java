package io.watchbill.spec.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A committed page of a program in Prometheus's text format.
 *
 * @param head the comment that it begins with: where it is from, and under which licence
 * @param types by family
 */
record SamplePage(String head, Map<String, String> types, List<Series> series) {

    /** A line of the page. */
    record Series(String name, Map<String, String> labels, double value) {}

    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][\\w:]*) (counter|gauge|histogram|summary)");
    private static final Pattern SERIES =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{((?:\\w+=\"[^\"\\\\]*\",?)*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static SamplePage of(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static SamplePage parse(List<String> lines) {
        StringBuilder head = new StringBuilder();
        Map<String, String> types = new LinkedHashMap<>();
        List<Series> series = new ArrayList<>();
        for (String line : lines) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SERIES.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (line.startsWith("# ") && types.isEmpty()) {
                head.append(line.substring(2)).append('\n');
            } else if (sample.matches()) {
                Map<String, String> labels = new LinkedHashMap<>();
                Matcher label =
                        LABEL.matcher(Optional.ofNullable(sample.group(2)).orElse(""));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                series.add(new Series(sample.group(1), labels, Double.parseDouble(sample.group(3))));
            } else {
                throw new IllegalArgumentException("neither a comment, nor a type, nor a series: " + line);
            }
        }
        return new SamplePage(head.toString(), types, series);
    }

    /** The type of the family that a series belongs to. */
    Optional<String> type(String seriesName) {
        String family = seriesName.replaceFirst("_(bucket|count|sum)$", "");
        return Optional.ofNullable(types.get(seriesName))
                .or(() -> Optional.ofNullable(types.get(family))
                        .filter(type -> type.equals("histogram") || type.equals("summary")));
    }

    /** Whether the series only ever grows. */
    boolean isCounter(String seriesName) {
        String type = type(seriesName).orElse("unknown");
        return type.equals("counter")
                || type.equals("histogram")
                || (type.equals("summary") && !types.containsKey(seriesName));
    }

    /** The lines of the series whose name matches the whole pattern. */
    List<Series> named(String pattern) {
        return series.stream().filter(line -> line.name().matches(pattern)).toList();
    }
}
