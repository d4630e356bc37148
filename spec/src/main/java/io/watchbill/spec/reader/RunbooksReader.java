package io.watchbill.spec.reader;

import io.watchbill.spec.Runbooks;
import java.util.List;

/** Reads {@code runbooks}. */
final class RunbooksReader {
    private RunbooksReader() {}

    static Runbooks read(MapReader map) {
        Runbooks runbooks = new Runbooks(
                map.optional("reviewed", Forms.DATE),
                map.optionalSection("architecture").map(RunbooksReader::architecture),
                map.list("operations", RunbooksReader::operation),
                map.list("troubleshooting", RunbooksReader::troubleshooting));
        map.end();
        return runbooks;
    }

    private static Runbooks.Architecture architecture(MapReader map) {
        Runbooks.Architecture architecture =
                new Runbooks.Architecture(map.text("description"), map.optionalText("diagram"));
        map.end();
        return architecture;
    }

    private static Runbooks.Operation operation(MapReader map) {
        String name = map.text("name");
        if (!name.isEmpty()) {
            map.context().define(ReadingContext.Kind.OPERATION, name, map.locationOf("name"));
        }
        Runbooks.Operation operation = new Runbooks.Operation(
                name, map.text("when", ""), map.values("steps", Forms.TEXT, List.of()), map.text("verification", ""));
        map.end();
        return operation;
    }

    private static Runbooks.Troubleshooting troubleshooting(MapReader map) {
        String id = map.required("id", Forms.LABEL_NAME_OF_DNS, "");
        if (!id.isEmpty()) {
            map.context().define(ReadingContext.Kind.TROUBLESHOOTING, id, map.locationOf("id"));
        }
        Runbooks.Troubleshooting troubleshooting = new Runbooks.Troubleshooting(
                id,
                map.text("symptom"),
                map.values("causes", Forms.TEXT, List.of()),
                map.values("investigation", Forms.TEXT, List.of()),
                map.text("resolution", ""));
        map.end();
        return troubleshooting;
    }
}
