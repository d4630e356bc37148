package io.watchbill.profiler;

import io.watchbill.statistics.ReferenceProfile;
import java.util.List;

/**
 * A profile and what its reader should know about the data.
 *
 * @param warnings sentences: what could not be known, what was left out and counted
 */
public record ProfileResult(ReferenceProfile profile, List<String> warnings) {
    public ProfileResult {
        warnings = List.copyOf(warnings);
    }
}
