package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Path;

/** Specifications of a system {@code shop}, as they are written. */
public final class Written {

    private static final String SHOP = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models:
              churn: {task: regression, features: {plan: {type: categorical}}}
            """;

    private Written() {}

    /** The specification with further sections in YAML. */
    public static OperationsSpecification shop(String sections) {
        ReadResult result = new SpecificationReader(path -> SHOP + sections).read(Path.of("ops.yaml"));
        assertThat(result.findings()).isEmpty();
        return result.loaded().orElseThrow().specification();
    }
}
