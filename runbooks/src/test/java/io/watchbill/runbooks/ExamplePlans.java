package io.watchbill.runbooks;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans of specifications as users write them. */
final class ExamplePlans {

    private static final String HEAD = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata:
              name: shop
              title: Shop
              owner: team-shop
            """;

    private ExamplePlans() {}

    /** The flight-delay example. */
    static Plan flightDelay() {
        return plan(new SpecificationReader(Files::readString).read(Path.of("../examples/flight-delay/ops.yaml")));
    }

    /** A system named shop with these sections. */
    static Plan shop(String sections) {
        return of("ops.yaml", HEAD + sections);
    }

    /** The system of a file with that name and content. */
    static Plan of(String name, String content) {
        return plan(new SpecificationReader(path -> content).read(Path.of(name)));
    }

    private static Plan plan(ReadResult result) {
        return Planner.plan(
                result.loaded().orElseThrow(() -> new AssertionError("findings: " + result.findings())),
                Target.DEFAULT);
    }
}
