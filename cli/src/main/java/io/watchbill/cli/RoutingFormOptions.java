package io.watchbill.cli;

import io.watchbill.cli.compile.RoutingForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say where the routes go. */
final class RoutingFormOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before form()
    private CommandSpec spec;

    @Mixin
    private BaseOptions own = new BaseOptions();

    @Option(
            names = "--alertmanager-config",
            paramLabel = "NAMESPACE",
            description = "For the Prometheus operator, in place of the Secret: the routes of each system as an"
                    + " AlertmanagerConfig of that namespace. What it cannot say is refused, or said.")
    private @Nullable String namespace;

    RoutingForm form() {
        if (namespace == null) {
            return own.form();
        } else if (own.base().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--alertmanager-base and --alertmanager-config exclude each other: the operator puts an"
                            + " AlertmanagerConfig into its own configuration");
        } else if (!namespace.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--alertmanager-config': '" + namespace
                            + "' is not the name of a namespace: small letters, digits and dashes");
        }
        return new RoutingForm.Resources(namespace);
    }
}
