package io.watchbill.exporter;

import io.watchbill.spec.OperationsSpecification;
import io.watchbill.statistics.ReferenceProfile;
import java.util.Map;

/**
 * A specification with what it refers to.
 *
 * @param hash the hash of its content
 * @param profiles reference profiles by model, then by version as in the specification
 */
record WatchedSystem(
        OperationsSpecification specification, String hash, Map<String, Map<String, ReferenceProfile>> profiles) {}
