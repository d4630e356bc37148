/** PromQL as immutable nodes that quote and parenthesise themselves. */
@NullMarked
package io.watchbill.plan.promql;

import org.jspecify.annotations.NullMarked;
