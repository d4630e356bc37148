package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A native histogram of durations, of which the good ones all lie under a bound and the bad ones all over it. In the schema that
 * promtool's notation takes by default, bucket i ends at 2^i; a bound inside a bucket has an empty bucket around it, so that no share is
 * guessed.
 *
 * @param bound in the histogram's own unit, over 0
 */
record NativeLatencies(String name, Map<String, String> labels, BigDecimal bound) implements EventSeries {

    NativeLatencies {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    @Override
    public EventSeries with(Map<String, String> others) {
        return new NativeLatencies(name, others, bound);
    }

    /** The last bucket that ends at the bound or before it. */
    private int good() {
        int index = Math.getExponent(bound.doubleValue());
        return end(index).compareTo(bound) <= 0 ? index : index - 1;
    }

    /** How many buckets lie between the good ones' and the bad ones', which begins at the bound or behind it. */
    private int between() {
        return end(good()).compareTo(bound) == 0 ? 0 : 1;
    }

    private static BigDecimal end(int index) {
        return new BigDecimal(Math.scalb(1.0, index));
    }

    @Override
    public Samples begin(Duration begins) {
        SampleRun run = new SampleRun(name, labels);
        return new Samples() {
            private BigDecimal good = BigDecimal.ZERO;
            private BigDecimal bad = BigDecimal.ZERO;
            private boolean begun;

            @Override
            public void during(Phase phase, Duration interval) {
                long samples = Cadence.times(phase.length(), interval);
                if (samples == 0) {
                    return;
                }
                BigDecimal events = phase.perSecond()
                        .multiply(BigDecimal.valueOf(interval.toMillis()))
                        .movePointLeft(3);
                BigDecimal moreBad = events.multiply(phase.badShare());
                BigDecimal moreGood = events.subtract(moreBad);
                BigDecimal steps = BigDecimal.valueOf(samples - 1);
                if (begun) {
                    good = good.add(moreGood);
                    bad = bad.add(moreBad);
                }
                run.add(text(good, bad) + (events.signum() == 0 ? "" : "+" + text(moreGood, moreBad)) + "x"
                        + (samples - 1));
                good = good.add(moreGood.multiply(steps));
                bad = bad.add(moreBad.multiply(steps));
                begun = true;
            }

            @Override
            public void gone(long samples) {
                run.gone(samples);
            }

            @Override
            public InputSeries series() {
                return run.series();
            }
        };
    }

    private String text(BigDecimal fast, BigDecimal slow) {
        return "{{schema:0 count:" + SampleRun.plain(fast.add(slow)) + " offset:" + good() + " buckets:["
                + SampleRun.plain(fast) + " 0".repeat(between()) + " " + SampleRun.plain(slow) + "]}}";
    }
}
