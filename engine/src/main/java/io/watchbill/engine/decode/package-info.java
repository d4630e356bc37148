/** Bytes to events: every line of a body becomes a row of a batch or a rejection with its reason. */
@NullMarked
package io.watchbill.engine.decode;

import org.jspecify.annotations.NullMarked;
