package io.watchbill.plan.lint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metrics page in Prometheus's text format: which classic histograms are on it, and where their buckets end.
 *
 * @param bounds by name of the histogram: the finite upper bounds, ascending
 * @param families the names of all series on the page
 */
public record ScrapedPage(Map<String, List<BigDecimal>> bounds, Set<String> families) {
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)[ \t]*(?:\\{(.*)\\})?[ \t]+\\S.*");
    private static final Pattern BUCKET = Pattern.compile("(?:^|,)\\s*le=\"([^\"]*)\"");
    private static final String SUFFIX = "_bucket";

    public ScrapedPage {
        bounds = Map.copyOf(bounds);
        families = Set.copyOf(families);
    }

    /** Reads a page; lines that are no series are passed over, as a scraped page has many kinds. */
    public static ScrapedPage of(String text) {
        Map<String, List<BigDecimal>> bounds = new HashMap<>();
        Set<String> families = new HashSet<>();
        for (String line : text.split("\n", -1)) {
            Matcher series = SERIES.matcher(line.strip());
            if (line.startsWith("#") || !series.matches()) {
                continue;
            }
            String name = series.group(1);
            families.add(name);
            Matcher bucket = BUCKET.matcher(series.group(2) == null ? "" : series.group(2));
            if (name.endsWith(SUFFIX) && bucket.find()) {
                add(bounds, name.substring(0, name.length() - SUFFIX.length()), bucket.group(1));
            }
        }
        bounds.values().forEach(all -> all.sort(null));
        return new ScrapedPage(bounds, families);
    }

    private static void add(Map<String, List<BigDecimal>> bounds, String histogram, String bound) {
        List<BigDecimal> known = bounds.computeIfAbsent(histogram, name -> new ArrayList<>());
        try {
            BigDecimal value = new BigDecimal(bound).stripTrailingZeros();
            if (!known.contains(value)) {
                known.add(value);
            }
        } catch (NumberFormatException infinite) {
            // +Inf is no bound that anything could be compared with.
        }
    }
}
