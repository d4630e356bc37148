/**
 * Tests of the generated rules, worked out from the specification and the catalogue alone: what they expect never comes
 * from the PromQL that they judge.
 */
@NullMarked
package io.watchbill.rules.proof;

import org.jspecify.annotations.NullMarked;
