/** An objective's rules held against those that another generator makes for it. */
@NullMarked
package io.watchbill.bench.objectives;

import org.jspecify.annotations.NullMarked;
