/** The form in which counts are kept: parts under hierarchical keys, and the bytes of a part. Pure; no I/O. */
@NullMarked
package io.watchbill.statistics.state;

import org.jspecify.annotations.NullMarked;
