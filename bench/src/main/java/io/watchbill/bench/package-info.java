/** Benchmarks of the exporter and its core, and the numbers that they are held against. */
@NullMarked
package io.watchbill.bench;

import org.jspecify.annotations.NullMarked;
