/** Specifications to the plan: every alert, recorded series and link, as pure functions. */
@NullMarked
package io.watchbill.plan;

import org.jspecify.annotations.NullMarked;
