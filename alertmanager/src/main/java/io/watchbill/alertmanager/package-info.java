/** The plan as Alertmanager configuration: routing by priority. */
@NullMarked
package io.watchbill.alertmanager;

import org.jspecify.annotations.NullMarked;
