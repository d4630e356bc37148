package io.watchbill.engine;

import java.util.List;

/**
 * A model's state that goes on from a saved one.
 *
 * @param lost what could not be kept and why, in sentences; empty under an unchanged plan
 */
public record RestoredModel(ModelState state, List<String> lost) {
    public RestoredModel {
        lost = List.copyOf(lost);
    }
}
