/** Training data to a reference profile, on DuckDB. */
@NullMarked
package io.watchbill.profiler;

import org.jspecify.annotations.NullMarked;
