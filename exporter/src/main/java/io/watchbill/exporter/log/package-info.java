/** How the exporter's log lines look and which of them are written. */
@NullMarked
package io.watchbill.exporter.log;

import org.jspecify.annotations.NullMarked;
