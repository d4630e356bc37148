/** Alertmanager's configuration as records, key for key what version 0.25 and later read. */
@NullMarked
package io.watchbill.alertmanager.format;

import org.jspecify.annotations.NullMarked;
