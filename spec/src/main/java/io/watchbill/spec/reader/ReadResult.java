package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a specification.
 *
 * @param loaded present unless a finding is an error
 * @param findings everything that is wrong, in the order of files and lines
 */
public record ReadResult(Optional<LoadedSpecification> loaded, List<Finding> findings) {
    public ReadResult {
        findings = List.copyOf(findings);
    }
}
