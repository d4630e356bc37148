/** The Prometheus operator's custom resources as records, and the fleet as files of them. */
@NullMarked
package io.watchbill.rules.kubernetes;

import org.jspecify.annotations.NullMarked;
