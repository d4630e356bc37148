/** Routes as the Prometheus operator's {@code AlertmanagerConfig}, and what it cannot say. */
@NullMarked
package io.watchbill.alertmanager.operator;

import org.jspecify.annotations.NullMarked;
