/** Prometheus' own files as records: rule files and promtool's unit tests, key for key. */
@NullMarked
package io.watchbill.rules.format;

import org.jspecify.annotations.NullMarked;
