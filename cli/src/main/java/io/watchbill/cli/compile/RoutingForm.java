package io.watchbill.cli.compile;

import io.watchbill.alertmanager.AlertmanagerConfig;
import io.watchbill.alertmanager.ConfigurationSecret;
import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.WrittenOut;
import io.watchbill.alertmanager.base.BaseFile;
import io.watchbill.alertmanager.base.BaseProblem;
import io.watchbill.alertmanager.base.MergedConfig;
import io.watchbill.alertmanager.format.AlertmanagerFile;
import io.watchbill.alertmanager.operator.OperatorConfig;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import java.util.ArrayList;
import java.util.List;

/** Where the routes of a fleet of at least one system go. */
public sealed interface RoutingForm {

    /** What cannot be done as the specifications ask. */
    List<RoutingProblem> problems(Fleet fleet);

    /** What is wrong in a file of others. */
    List<BaseProblem> baseProblems(Fleet fleet);

    /** Times that end with their last date. */
    List<WrittenOut> writtenOut(Fleet fleet);

    /** The configuration as Alertmanager will know it. */
    AlertmanagerFile file(Fleet fleet);

    /** What is written beside alertmanager.yml, and that. */
    List<Artifact> render(Fleet fleet, Platform platform);

    /** Into an alertmanager.yml of their own. */
    record Whole() implements RoutingForm {
        @Override
        public List<RoutingProblem> problems(Fleet fleet) {
            return AlertmanagerConfig.problems(fleet);
        }

        @Override
        public List<BaseProblem> baseProblems(Fleet fleet) {
            return List.of();
        }

        @Override
        public List<WrittenOut> writtenOut(Fleet fleet) {
            return WrittenOut.of(fleet);
        }

        @Override
        public AlertmanagerFile file(Fleet fleet) {
            return AlertmanagerConfig.of(fleet);
        }

        @Override
        public List<Artifact> render(Fleet fleet, Platform platform) {
            return withSecret(AlertmanagerConfig.render(fleet), platform);
        }
    }

    /** Into a team's file. */
    record Within(BaseFile base) implements RoutingForm {
        @Override
        public List<RoutingProblem> problems(Fleet fleet) {
            return MergedConfig.problems(fleet, base);
        }

        @Override
        public List<BaseProblem> baseProblems(Fleet fleet) {
            return MergedConfig.baseProblems(fleet, base);
        }

        @Override
        public List<WrittenOut> writtenOut(Fleet fleet) {
            return WrittenOut.of(fleet);
        }

        @Override
        public AlertmanagerFile file(Fleet fleet) {
            return MergedConfig.of(fleet, base);
        }

        @Override
        public List<Artifact> render(Fleet fleet, Platform platform) {
            return withSecret(MergedConfig.render(fleet, base), platform);
        }
    }

    /** Into resources of the Prometheus operator in a namespace; alertmanager.yml is written for those who ask amtool. */
    record Resources(String namespace) implements RoutingForm {
        @Override
        public List<RoutingProblem> problems(Fleet fleet) {
            return OperatorConfig.problems(fleet, namespace);
        }

        @Override
        public List<BaseProblem> baseProblems(Fleet fleet) {
            return List.of();
        }

        @Override
        public List<WrittenOut> writtenOut(Fleet fleet) {
            return OperatorConfig.writtenOut(fleet);
        }

        @Override
        public AlertmanagerFile file(Fleet fleet) {
            return AlertmanagerConfig.of(fleet);
        }

        @Override
        public List<Artifact> render(Fleet fleet, Platform platform) {
            List<Artifact> artifacts = new ArrayList<>(OperatorConfig.render(fleet, namespace));
            artifacts.add(AlertmanagerConfig.render(fleet));
            return artifacts;
        }
    }

    private static List<Artifact> withSecret(Artifact configuration, Platform platform) {
        return platform instanceof Platform.Operator
                ? List.of(configuration, ConfigurationSecret.of(configuration))
                : List.of(configuration);
    }
}
