/** Recurrences, rotations and business hours as java.time values. */
@NullMarked
package io.watchbill.spec.calendar;

import org.jspecify.annotations.NullMarked;
