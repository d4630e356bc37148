/** The plan as runbooks and as the Operations Specification document. */
@NullMarked
package io.watchbill.runbooks;

import org.jspecify.annotations.NullMarked;
