package io.watchbill.plan;

import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Specifications for tests, read as users write them. */
final class Specifications {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    private static final String HEAD = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata:
              name: shop
              title: Shop
              owner: team-shop
            """;

    private Specifications() {}

    /** The project's own example. */
    static LoadedSpecification example() {
        return loaded(new SpecificationReader(Files::readString).read(EXAMPLE));
    }

    /** A system named shop with these sections. */
    static LoadedSpecification shop(String sections) {
        return of(HEAD + sections);
    }

    static LoadedSpecification of(String yaml) {
        return loaded(new SpecificationReader(path -> yaml).read(Path.of("ops.yaml")));
    }

    private static LoadedSpecification loaded(ReadResult result) {
        return result.loaded().orElseThrow(() -> new AssertionError("findings: " + result.findings()));
    }
}
