/** Real parts for tests: promtool, amtool, Prometheus and Alertmanager as started processes. For tests and benchmarks only. */
@NullMarked
package io.watchbill.testing;

import org.jspecify.annotations.NullMarked;
