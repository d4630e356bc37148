/** Who stands watch and when, who is told next, and what is wrong with it. */
@NullMarked
package io.watchbill.alertmanager.oncall;

import org.jspecify.annotations.NullMarked;
