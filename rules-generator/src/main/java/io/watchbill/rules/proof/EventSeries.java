package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import io.watchbill.spec.catalogue.Stimulus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** A series that shows the events of an objective, or what its condition looks at. */
interface EventSeries {

    /** Its name, without labels. */
    String name();

    Map<String, String> labels();

    /** The same with other labels. */
    EventSeries with(Map<String, String> labels);

    /**
     * It, without samples yet.
     *
     * @param begins when the first is taken, on promtool's clock
     */
    Samples begin(Duration begins);

    /** The samples of a series, one after the other. */
    interface Samples {
        /** The next ones, of a stretch of events. */
        void during(Phase phase, Duration interval);

        /** The series vanishes for so many samples. */
        void gone(long samples);

        InputSeries series();
    }

    /** A counter, a gauge or a time. */
    record OfStimulus(Stimulus stimulus) implements EventSeries {

        @Override
        public String name() {
            return stimulus.series();
        }

        @Override
        public Map<String, String> labels() {
            return stimulus.labels();
        }

        @Override
        public EventSeries with(Map<String, String> labels) {
            return new OfStimulus(stimulus.with(labels));
        }

        @Override
        public Samples begin(Duration begins) {
            SampleRun run = new SampleRun(name(), labels(), begins);
            return new Samples() {
                @Override
                public void during(Phase phase, Duration interval) {
                    long samples = Cadence.times(phase.length(), interval);
                    if (samples > 0) {
                        BigDecimal level = stimulus.at(phase.badShare());
                        switch (stimulus.shape()) {
                            case GAUGE -> run.level(level, samples);
                            case INSTANT -> run.instant(level, interval, samples);
                            case COUNTER ->
                                run.growth(level.multiply(phase.perSecond()).divide(Phase.BUSY), interval, samples);
                        }
                    }
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
    }
}
