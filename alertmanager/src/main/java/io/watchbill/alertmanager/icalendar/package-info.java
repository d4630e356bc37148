/** Maintenance and watches as iCalendar (RFC 5545). */
@NullMarked
package io.watchbill.alertmanager.icalendar;

import org.jspecify.annotations.NullMarked;
