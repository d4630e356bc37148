/** The exporter's pure core: decode, bin, join, fold, score. No I/O, no threads. */
@NullMarked
package io.watchbill.engine;

import org.jspecify.annotations.NullMarked;
