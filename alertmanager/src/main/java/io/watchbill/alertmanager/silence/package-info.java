/** Maintenance windows as silences of a running Alertmanager. */
@NullMarked
package io.watchbill.alertmanager.silence;

import org.jspecify.annotations.NullMarked;
