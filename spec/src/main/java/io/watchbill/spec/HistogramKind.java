package io.watchbill.spec;

/** How Prometheus keeps the histogram of a source's durations. */
public enum HistogramKind implements Named {
    /** A counter for each bucket: {@code _bucket}, {@code _count} and {@code _sum}. */
    CLASSIC("classic"),
    /** One series whose samples are whole histograms. */
    NATIVE("native");

    private final String text;

    HistogramKind(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
