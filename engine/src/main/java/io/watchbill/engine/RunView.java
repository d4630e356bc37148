package io.watchbill.engine;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The runs of a batch model as one of its versions shows them.
 *
 * @param ended how many runs of the version ended, by how
 * @param lastSuccess when the model's last complete run ended, in milliseconds since 1970; only at the version of that run
 * @param rows how many rows that run had
 */
public record RunView(Map<RunStatus, Long> ended, OptionalLong lastSuccess, OptionalDouble rows) {
    public RunView {
        ended = Map.copyOf(ended);
    }
}
