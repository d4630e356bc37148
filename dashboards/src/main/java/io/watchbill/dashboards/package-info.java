/** The plan as Grafana dashboards. */
@NullMarked
package io.watchbill.dashboards;

import org.jspecify.annotations.NullMarked;
