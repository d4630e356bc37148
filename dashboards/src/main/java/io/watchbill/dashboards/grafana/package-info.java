/** Grafana's classic dashboard JSON (schema version 39, read by Grafana 10.3 to 13) as records that Jackson writes. */
@NullMarked
package io.watchbill.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
