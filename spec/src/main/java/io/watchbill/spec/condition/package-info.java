/** The condition language: clauses on metrics of the catalogue, bounds, windows and how long they must hold. */
@NullMarked
package io.watchbill.spec.condition;

import org.jspecify.annotations.NullMarked;
