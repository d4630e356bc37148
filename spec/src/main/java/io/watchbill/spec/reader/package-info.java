/** Reads specification files, with {@code extends}, into records, or says everything that is wrong with them. */
@NullMarked
package io.watchbill.spec.reader;

import org.jspecify.annotations.NullMarked;
