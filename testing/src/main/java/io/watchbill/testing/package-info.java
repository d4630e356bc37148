/** Real parts for tests: promtool, amtool, Prometheus and Alertmanager as started processes. Test scope only. */
@NullMarked
package io.watchbill.testing;

import org.jspecify.annotations.NullMarked;
