package io.watchbill.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the plan will run on.
 *
 * @param scrapeInterval how often Prometheus reads the series; no PromQL range is shorter than four of them
 * @param evaluationInterval how often Prometheus evaluates the rules; no {@code for} is shorter than one of them
 * @param timeScale by how much faster than life events are replayed; 1 in production
 * @param prometheus its version: what it cannot do is left out where the rules work without, and refused where not
 * @param alertmanager its version: what it cannot do is refused, what it does wrong is avoided or said
 * @param day on which it is compiled: what must be written out by date reaches so far ahead of it
 */
public record Target(
        Duration scrapeInterval,
        Duration evaluationInterval,
        int timeScale,
        PrometheusVersion prometheus,
        AlertmanagerVersion alertmanager,
        LocalDate day) {

    /** The day of what is compiled without one, so that it is the same on every day. */
    private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);

    /** Prometheus as most people run it: 15 s, 30 s. */
    public static final Target DEFAULT = new Target(Duration.ofSeconds(15), Duration.ofSeconds(30), 1);

    /** Of the default versions. */
    public Target(Duration scrapeInterval, Duration evaluationInterval, int timeScale) {
        this(
                scrapeInterval,
                evaluationInterval,
                timeScale,
                PrometheusVersion.DEFAULT,
                AlertmanagerVersion.DEFAULT,
                SOME_DAY);
    }

    /** How many samples a range must hold so that rates survive a missed scrape. */
    public static final int SCRAPES_PER_RANGE = 4;

    /** What an hour can be divided into. */
    private static final List<Duration> STRETCHES =
            Stream.of(5, 10, 15, 20, 30, 60).map(Duration::ofMinutes).toList();

    public Target {
        if (scrapeInterval.isNegative() || scrapeInterval.isZero()) {
            throw new IllegalArgumentException("the scrape interval is longer than 0s, not " + scrapeInterval);
        }
        if (evaluationInterval.isNegative() || evaluationInterval.isZero()) {
            throw new IllegalArgumentException("the evaluation interval is longer than 0s, not " + evaluationInterval);
        }
        if (timeScale < 1) {
            throw new IllegalArgumentException("the time scale is at least 1, not " + timeScale);
        }
        if (prometheus.compareTo(PrometheusVersion.OLDEST) < 0) {
            throw new IllegalArgumentException(
                    "Prometheus is at least " + PrometheusVersion.OLDEST.text() + ", not " + prometheus.text());
        }
        if (alertmanager.compareTo(AlertmanagerVersion.OLDEST) < 0) {
            throw new IllegalArgumentException(
                    "Alertmanager is at least " + AlertmanagerVersion.OLDEST.text() + ", not " + alertmanager.text());
        }
    }

    /** The same target, with events so much faster than life. */
    public Target withTimeScale(int newTimeScale) {
        return new Target(scrapeInterval, evaluationInterval, newTimeScale, prometheus, alertmanager, day);
    }

    /** The same target, with another Prometheus. */
    public Target withPrometheus(PrometheusVersion version) {
        return new Target(scrapeInterval, evaluationInterval, timeScale, version, alertmanager, day);
    }

    /** The same target, with another Alertmanager. */
    public Target withAlertmanager(AlertmanagerVersion version) {
        return new Target(scrapeInterval, evaluationInterval, timeScale, prometheus, version, day);
    }

    /** The same target, compiled on another day. */
    public Target withDay(LocalDate newDay) {
        return new Target(scrapeInterval, evaluationInterval, timeScale, prometheus, alertmanager, newDay);
    }

    /** In which stretches events of objectives are counted: five minutes, longer where scrapes are slow. A part of an hour. */
    public Duration countedStretch() {
        return STRETCHES.stream()
                .filter(stretch -> stretch.compareTo(shortestRange()) >= 0)
                .findFirst()
                .orElse(Duration.ofHours(1));
    }

    /** The shortest range that a rate may be taken over. */
    public Duration shortestRange() {
        return scrapeInterval.multipliedBy(SCRAPES_PER_RANGE);
    }
}
