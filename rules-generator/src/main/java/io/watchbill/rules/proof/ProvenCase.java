package io.watchbill.rules.proof;

import io.watchbill.rules.format.TestCase;

/**
 * A test with how often its rules are evaluated, which promtool takes from the head of a file.
 */
record ProvenCase(Cadence cadence, TestCase test) {}
