package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.Target;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.GeneratedTests;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Plans of a small system with what a test is about. */
final class Systems {

    private static final String SHOP = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models: {shop: {task: regression, features: {amount: {type: numeric}}}}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;

    private Systems() {}

    /** What promtool says of a plan's rules by some of its test files, named under {@code tests/}. */
    static Tool.Result test(Tool promtool, Path directory, Plan plan, String... files) {
        return GeneratedTests.run(
                promtool,
                directory,
                plan,
                Arrays.stream(files).map(file -> "tests/" + file).collect(Collectors.toSet()));
    }

    /** A system named shop with these sections, read from a file under a directory. */
    static Plan shop(Path directory, String sections, Target target) {
        try {
            return ExamplePlan.of(Files.writeString(directory.resolve("ops.yaml"), SHOP + sections), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
