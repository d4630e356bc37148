package io.watchbill.engine;

import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * Where one object of a state finds what was kept of it.
 *
 * @param from its parts
 * @param clock E when the state goes on: what has to begin anew begins then
 * @param version the version that it belongs to
 * @param losses takes what cannot be kept
 */
record Restoring(PartSource from, long clock, String version, StateLosses losses) {
    Restoring in(String kind, String name) {
        return in(kind, name, "");
    }

    Restoring in(String kind, String name, String valid) {
        return new Restoring(from.in(kind, name, valid), clock, version, losses);
    }

    @Nullable
    StateReader part(String name) {
        return from.get(name);
    }

    /** Objects to parts here that say what cannot be. */
    void require(boolean holds, String expected) {
        if (!holds) {
            throw new StateFormatException(from.prefix(), "expected " + expected);
        }
    }

    void lost(String loss) {
        losses.ofVersion(version, loss);
    }
}
