/** How PromQL that stands in a specification reads: for its errors, at their places, and for what can be said of it without a server. */
@NullMarked
package io.watchbill.spec.promql;

import org.jspecify.annotations.NullMarked;
