/** What is wrong with a specification, where, and how to mend it. */
@NullMarked
package io.watchbill.spec.finding;

import org.jspecify.annotations.NullMarked;
