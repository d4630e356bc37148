package io.watchbill.cli;

import io.watchbill.plan.Target;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say what the generated files will run on. */
final class TargetOptions {

    @Option(
            names = "--scrape-interval",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = IntervalConverter.class,
            description = "How often Prometheus scrapes; no PromQL range is shorter than four of them. Default: 15s.")
    private Duration scrapeInterval = Target.DEFAULT.scrapeInterval();

    @Option(
            names = "--evaluation-interval",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = IntervalConverter.class,
            description = "How often Prometheus evaluates rules; no 'for' is shorter than one of them. Default: 30s.")
    private Duration evaluationInterval = Target.DEFAULT.evaluationInterval();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            defaultValue = "1",
            converter = ScaleConverter.class,
            description =
                    "Divide every duration of alerting and routing by N, for replays of old events and for drills."
                            + " Default: 1.")
    private int timeScale = 1;

    @Option(
            names = "--retention",
            paramLabel = "DURATION",
            converter = IntervalConverter.class,
            description =
                    "How long Prometheus keeps samples: what looks back further is reported. Default: not judged.")
    private @Nullable Duration retention;

    @Option(
            names = "--target",
            paramLabel = "PROGRAM=VERSION",
            converter = TargetVersion.Converter.class,
            description = "The oldest Prometheus that evaluates the rules, such as prometheus=3.5, or the Alertmanager"
                    + " that tells people, such as alertmanager=0.28 (Debian's: 0.28.1+ds): what it cannot do is left"
                    + " out, or refused. May be given for both. Default: prometheus=2.42, alertmanager=0.25.")
    private List<TargetVersion> versions = new ArrayList<>();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "The day for which it is compiled, such as 2026-11-23: maintenance that has to be written out by"
                            + " date reaches its horizon from there. Default: today, in UTC.")
    private @Nullable LocalDate day;

    Target target() {
        Target target = new Target(scrapeInterval, evaluationInterval, timeScale).withDay(day());
        for (TargetVersion version : versions) {
            target = version.of(target);
        }
        return target;
    }

    LocalDate day() {
        return day == null ? LocalDate.now(ZoneOffset.UTC) : day;
    }

    Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }

    static final class IntervalConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text)
                    .filter(duration -> !duration.isZero())
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not a duration over 0 as Prometheus writes it, such as 15s or 100ms"));
        }
    }

    static final class ScaleConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int scale = Integer.parseInt(text);
                if (scale >= 1) {
                    return scale;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is not a whole number from 1 on");
        }
    }
}
