package io.watchbill.spec;

import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Which series already measure layers 1 and 2. */
public record Sources(List<Source> infrastructure, List<Source> application) {
    public Sources {
        infrastructure = List.copyOf(infrastructure);
        application = List.copyOf(application);
    }

    /**
     * One preset of the metric catalogue, narrowed to the series of this system.
     *
     * @param selector matchers that every query of the preset gets
     * @param capacity requests a second that the system can serve; {@code throughput_usage} needs it
     * @param minimumRate requests a second below which nobody expects an objective to page
     * @param histogram what objectives on latency read
     */
    public record Source(
            String preset,
            List<Matcher> selector,
            Optional<BigDecimal> capacity,
            Optional<BigDecimal> minimumRate,
            HistogramKind histogram) {
        public Source {
            selector = List.copyOf(selector);
        }
    }
}
