/** The plan as Prometheus rule files and the promtool tests that prove them. */
@NullMarked
package io.watchbill.rules;

import org.jspecify.annotations.NullMarked;
