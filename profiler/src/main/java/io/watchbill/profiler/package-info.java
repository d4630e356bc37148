/** Training data in files to the reference profile, and a team's own data to a first specification, on DuckDB. */
@NullMarked
package io.watchbill.profiler;

import org.jspecify.annotations.NullMarked;
