/** Times of the specification as Alertmanager's time intervals, or the reason why they cannot be written exactly. */
@NullMarked
package io.watchbill.alertmanager.calendar;

import org.jspecify.annotations.NullMarked;
