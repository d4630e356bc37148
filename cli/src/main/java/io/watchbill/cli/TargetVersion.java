package io.watchbill.cli;

import io.watchbill.plan.AlertmanagerVersion;
import io.watchbill.plan.PrometheusVersion;
import io.watchbill.plan.Target;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A program that the generated files will run on, with its version: {@code prometheus=2.53}. */
sealed interface TargetVersion {

    /** The target with this version. */
    Target of(Target target);

    /** The program that evaluates the rules. */
    record Prometheus(PrometheusVersion version) implements TargetVersion {
        private static final String PREFIX = "prometheus=";

        @Override
        public Target of(Target target) {
            return target.withPrometheus(version);
        }
    }

    /** The program that tells people. */
    record Alertmanager(AlertmanagerVersion version) implements TargetVersion {
        private static final String PREFIX = "alertmanager=";

        @Override
        public Target of(Target target) {
            return target.withAlertmanager(version);
        }
    }

    /** Reads what follows {@code --target}. */
    final class Converter implements ITypeConverter<TargetVersion> {
        @Override
        public TargetVersion convert(String text) {
            Optional<TargetVersion> version = text.startsWith(Alertmanager.PREFIX)
                    ? AlertmanagerVersion.parse(text.substring(Alertmanager.PREFIX.length()))
                            .map(Alertmanager::new)
                    : Optional.of(text)
                            .filter(target -> target.startsWith(Prometheus.PREFIX))
                            .flatMap(target -> PrometheusVersion.parse(target.substring(Prometheus.PREFIX.length())))
                            .map(Prometheus::new);
            TargetVersion target = version.orElseThrow(() -> new TypeConversionException(
                    "'" + text + "' is not a target such as prometheus=2.42, prometheus=3.5 or alertmanager=0.28"));
            if (target instanceof Prometheus prometheus
                    && prometheus.version().compareTo(PrometheusVersion.OLDEST) < 0) {
                throw new TypeConversionException("'" + text + "' is not a target that rules can be made for: they need"
                        + " Prometheus " + PrometheusVersion.OLDEST.text() + " or later");
            }
            if (target instanceof Alertmanager alertmanager
                    && alertmanager.version().compareTo(AlertmanagerVersion.OLDEST) < 0) {
                throw new TypeConversionException(
                        "'" + text + "' is not a target that routes can be made for: they need" + " Alertmanager "
                                + AlertmanagerVersion.OLDEST.text() + " or later");
            }
            return target;
        }
    }
}
