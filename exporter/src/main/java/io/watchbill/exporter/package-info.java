/** The standalone host of the engine: sources in, metrics page out. */
@NullMarked
package io.watchbill.exporter;

import org.jspecify.annotations.NullMarked;
