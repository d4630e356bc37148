/** The status page: what the exporter watches, how that is, and what is wrong. Pure. */
@NullMarked
package io.watchbill.exporter.status;

import org.jspecify.annotations.NullMarked;
