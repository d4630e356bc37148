package io.watchbill.plan;

import io.watchbill.plan.promql.Written;
import java.util.Optional;
import java.util.Set;

/** What Prometheus can do in some of its versions and not in others, as far as rules and the scrapes that they need meet it. */
public enum PrometheusFeature {
    /** An alert that goes on firing for a while after its condition ended. */
    KEEP_FIRING_FOR("keep_firing_for", "2.42", Optional.empty(), ""),

    /** What reads native histograms, which that version learnt to store. */
    NATIVE_HISTOGRAM_FUNCTIONS("functions of native histograms", "2.40", Optional.empty(), "read the _bucket series"),

    /**
     * Series of native histograms in the tests of rules. From 2.47 on promtool reads them, but long only up to the first stretch; the
     * version is the oldest that was seen to read several.
     */
    NATIVE_HISTOGRAM_SAMPLES("stretches of native histograms in the tests of rules", "3.5", Optional.empty(), ""),

    /** A setting of the scrape; before it, a flag of the program. */
    NATIVE_HISTOGRAM_SCRAPING("scrape_native_histograms", "3.8", Optional.empty(), ""),

    /** Names of series and labels that hold other characters than letters, digits and underscores. */
    QUOTED_NAMES("names in quotes", "3.0", Optional.empty(), "have the name escaped where it is exposed"),

    /** The same behind {@code by}, {@code on} and the like: 3.0 reads them, but groups by nothing (prometheus#15531). */
    QUOTED_NAMES_IN_LISTS(
            "names in quotes in a list of labels",
            "3.1",
            Optional.empty(),
            "have the name escaped where it is exposed"),

    /** Renamed, and experimental from then on. */
    HOLT_WINTERS("holt_winters", "0.0", Optional.of("3.0"), "use predict_linear, or avg_over_time of a longer range");

    private static final Set<String> OF_NATIVE_HISTOGRAMS =
            Set.of("histogram_count", "histogram_sum", "histogram_fraction");

    private final String title;
    private final String since;
    private final Optional<String> until;
    private final String instead;

    PrometheusFeature(String title, String since, Optional<String> until, String instead) {
        this.title = title;
        this.since = since;
        this.until = until;
        this.instead = instead;
    }

    /** Whether a version has it. */
    public boolean in(PrometheusVersion version) {
        return reaches(version, since) && !isPast(version);
    }

    private boolean isPast(PrometheusVersion version) {
        return until.filter(end -> reaches(version, end)).isPresent();
    }

    private static boolean reaches(PrometheusVersion version, String other) {
        return version.compareTo(PrometheusVersion.parse(other).orElseThrow()) >= 0;
    }

    /** Whether a query that a person wrote needs it. */
    boolean usedBy(Written query) {
        return switch (this) {
            case KEEP_FIRING_FOR, NATIVE_HISTOGRAM_SAMPLES, NATIVE_HISTOGRAM_SCRAPING -> false; // no PromQL
            case NATIVE_HISTOGRAM_FUNCTIONS -> query.calls().stream().anyMatch(OF_NATIVE_HISTOGRAMS::contains);
            case QUOTED_NAMES -> query.quotesNames();
            case QUOTED_NAMES_IN_LISTS -> query.quotesListedNames();
            case HOLT_WINTERS -> query.calls().contains(title);
        };
    }

    /** Why a query that uses it cannot run on a version that has it not, and what to do about it. */
    String refusal(PrometheusVersion version) {
        return refusal("the query uses " + title, version, instead);
    }

    /**
     * Why something cannot run on a version that has it not.
     *
     * @param user what needs it, and how
     * @param mend what to do about it, other than taking another version
     */
    String refusal(String user, PrometheusVersion version, String mend) {
        String when = isPast(version) ? "until " + until.orElseThrow() : "from " + since + " on";
        return user + ", which Prometheus has only " + when + ", and the target is " + version.text() + ": " + mend
                + ", or compile with --target prometheus=VERSION of another version";
    }
}
